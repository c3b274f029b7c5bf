import type { Part } from '../tour.ts'

/** Hypotheses are proposed, some nearly identical to others, and closed. */
export const believing: Part = async (tour) => {
  const { ana, ben, cleo } = tour.office
  const { id } = tour.office.incidentChannel()
  const here = { channel: id }
  tour.heading('What the team believes')
  await tour.type(ana, id, 'hyp')
  await tour.type(ana, id, 'hyp the deploy of 02:31 leaks connections')
  await tour.type(ben, id, 'hyp I think the 02:31 deploy leaks connections')
  await tour.press(ben, 'Add as evidence', here)
  await tour.type(cleo, id, 'hyp 02:31 deploy leaks pool connections')
  await tour.press(cleo, 'Track it anyway', here)
  await tour.type(ana, id, 'rule-out I think the pool is exhausted: it is, but not by itself')
  await tour.type(ana, id, 'hyp I think the pool is exhausted')
  await tour.look(ana, 'Reopen…', { ...here, near: 'in the ledger already' })
  await tour.look(ben, 'Hypothesis…', here)
  await tour.press(ben, 'Leads', { ...here, near: '2. the deploy' })
  await tour.press(ben, 'Park…', { ...here, near: '3. ' })
  await tour.send(ben, { 'Why is it put aside?': 'it is number 2 in other words' })
  await tour.press(ben, 'Reopen…', here)
  await tour.send(ben, {
    'Which?': '3. 02:31 deploy leaks pool connections (parked)',
    'What brings it back?': 'a second leak',
  })
  await tour.press(ben, 'Rule out…', { ...here, near: '3. ' })
  await tour.send(ben, { 'Why is it ruled out?': 'the rollback shows one leak' })
}

/** Evidence, tests and unexplained observations. */
export const weighing: Part = async (tour) => {
  const { ana, ben } = tour.office
  const { id } = tour.office.incidentChannel()
  const here = { channel: id }
  const leader = { ...here, near: '2. the deploy' }
  tour.heading('Evidence, tests, and what nobody has explained')
  await tour.press(ben, 'Evidence…', leader)
  await tour.send(ben, {
    'Or something new that was seen': 'connections grow by 40 a minute',
    'It speaks': 'For it',
  })
  await tour.press(ben, 'Evidence…', leader)
  const closed = '1. I think the pool is exhausted (ruled out)'
  await tour.send(ben, {
    'Or something new that was seen': 'the pool is full again',
    'It speaks': 'For it',
    'Which hypothesis?': closed,
  })
  await tour.press(ben, 'Reopen it', here)
  await tour.type(ana, id, 'unexplained no auto-scaling happened')
  await tour.look(ana, 'Unexplained…', here)
  await tour.press(ana, 'Explained…', here)
  await tour.send(ana, { 'By what?': 'It needs no explaining' })
  await tour.type(ana, id, 'test 2: roll one host back in 20 min')
  await tour.press(ben, 'Test…', leader)
  await tour.send(ben, { 'What would tell us?': 'count the connections of one host' })
  await tour.press(ben, 'Details…', leader)
  await tour.press(ben, 'More time…')
  await tour.close(ben)
  await tour.aside(() => ben.press('Details…', leader))
  await tour.press(ben, 'Withdraw')
  await tour.press(ben, 'Give it up', { near: 'count the connections' })
  await tour.close(ben)
  await tour.press(ana, 'Result…', leader)
  await tour.close(ana)
  await tour.type(ana, id, 'test done for the host recovers')
  await tour.press(ben, 'Confirm…', leader)
  await tour.send(ben, { 'What shows it?': 'the host recovers' })
}
