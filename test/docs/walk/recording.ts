import type { Part } from '../tour.ts'

export const recording: Part = async (tour) => {
  const { ana, ben, cleo } = tour.office
  const { id } = tour.office.incidentChannel()
  tour.heading('The record')
  const ts = await tour.said(cleo, id, 'p99 of checkout is 9 s')
  await tour.see('Ben puts :mag: on a message of Cleo', () => ben.react(id, ts, 'mag'))
  const guess = await tour.said(cleo, id, 'I think the pool is exhausted')
  await tour.see('Ana chooses *Track as hypothesis* on another', () =>
    ana.shortcut('track_hypothesis', { channel: id, ts: guess }),
  )
  const alert = await tour.said(ben, tour.office.announcements.id, 'pool: 100 of 100 in use')
  await tour.see('Ben chooses *Add to incident* on a message elsewhere', () =>
    ben.shortcut('add_to_incident', { channel: tour.office.announcements.id, ts: alert }),
  )
  await tour.see('Ben sends the form off', () => tour.submit(ben, { 'When did it happen?': '22:01' }))
  await tour.type(ana, id, 'log 02:35 paged the database team')
  await tour.type(ana, id, 'log 25:99 paged')
  await tour.see('Ana presses *Undo*', () => ana.press('Undo', { channel: id }))
  const action = await tour.said(ben, id, 'restarted the pool')
  await ben.react(id, action, 'hammer_and_wrench')
  await tour.office.quiet()
  await tour.type(ben, id, 'result none still at 100')
  await tour.type(ben, id, 'timeline')
  await tour.close(ben)
  await tour.see('Ben writes `@fresheyes timeline`', () => ben.say(id, '@fresheyes timeline'))
  await tour.press(ben, 'Timeline', { channel: id })
  await tour.see('Ben edits an entry', () => ben.press('Edit', { near: 'restarted the pool' }))
  await tour.see('Ben sends the form off', () =>
    tour.submit(ben, { 'What happened': 'restarted the pool of checkout' }),
  )
  await tour.see('Ben looks at its history', () => ben.press('History', { near: 'restarted the pool' }))
  await tour.close(ben)
  await ben.command(id, 'timeline')
  await tour.see('Ben says what came of it', () => ben.press('Result…', { near: 'restarted the pool' }))
  await tour.close(ben)
  await ben.command(id, 'timeline')
  await tour.see('Ben withdraws one', () => ben.press('Withdraw', { near: 'p99 of checkout' }))
  await tour.close(ben)
  await tour.type(ana, id, 'waiting AWS support: case 123')
  await tour.type(ana, id, 'waiting')
  await tour.type(ana, id, 'waiting done not their side')
  await tour.type(ana, id, 'lesson lucky cleo was awake')
  await tour.type(ana, id, 'followup raise the pool limit @ben by 2026-03-06')
  await tour.type(ana, id, 'followup')
  await tour.see('Ana edits the follow-up', () => ana.press('Edit', { channel: id }))
  await tour.close(ana)
  await tour.see('Ana drops it', () => ana.press('Drop', { channel: id }))
  await tour.see('Ana says why', () => tour.submit(ana, { 'Why will it not be done?': 'the pool is fine' }))
  await tour.type(ana, id, 'followup')
  await tour.see('Ana takes it up again', () => ana.press('F1 raise the pool limit', { channel: id }))
}
