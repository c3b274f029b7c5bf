import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { captured, formOfLedger, lastPrivate, ledger } from '../support/ledger.ts'
import { modalOf, newIncident, post, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'
import { choose, openTimeline } from '../support/timeline.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())
beforeEach(async () => {
  channel = await newIncident(office)
  await office.ben.join(channel.id)
  await office.ana.command(channel.id, 'hyp the ALB is failing')
  await office.quiet()
})

async function explains(values: Record<string, string>) {
  const form = await formOfLedger(office.ben, channel, 'Explained…')
  const answer = await form.submit(values)
  await office.quiet()
  return answer
}

describe('an unexplained observation', () => {
  it('is recorded by command, shown below the rows, announced in one line, and undoable', async () => {
    await office.ben.command(channel.id, 'unexplained it comes <!here> every 20 min')
    await office.quiet()
    const line = post(channel, '*Unexplained:*')
    expect(line.plain).toBe('*Unexplained:* it comes @here every 20 min · ben')
    expect(line.pinged).toEqual([])
    expect(ledger(channel).plain).toMatch(/\*Unexplained\*\n• it comes @here every 20 min · since/)
    await office.ben.press('Undo', { channel: channel.id })
    await office.quiet()
    expect(ledger(channel).plain).not.toContain('*Unexplained*')
  })

  it('brings up the ledger even without hypotheses, and takes it away again', async () => {
    const bare = await newIncident(office)
    await office.ana.command(bare.id, 'unexplained no auto-scaling happened')
    await office.quiet()
    expect(ledger(bare).plain).toContain('_Nothing is open._')
    await office.ana.press('Undo', { channel: bare.id })
    await office.quiet()
    expect(ledger(bare).plain).not.toContain('auto-scaling')
  })

  it('can be an existing entry, from the modal and from the timeline menu; a second time is refused', async () => {
    await captured(office, office.ben, channel, { text: 'only eu-west is slow' })
    const timeline = await openTimeline(office.ben, channel)
    await choose(office, office.ben, 'Unexplained', 'only eu-west')
    expect(post(channel, '*Unexplained:*').plain).toBe('*Unexplained:* only eu-west is slow · ben')
    await timeline.modal.close()
    const form = await formOfLedger(office.ben, channel, 'Unexplained…')
    const { errors } = await form.submit({ 'An entry of the timeline': '03:00 only eu-west is slow' })
    expect(errors?.['An entry of the timeline']).toBe('It is among what nobody has explained already.')
  })

  it('is explained by a hypothesis, counts as evidence for it, and can be undone', async () => {
    await office.ben.command(channel.id, 'unexplained health checks flap')
    await office.quiet()
    await explains({ 'What is explained?': 'health checks flap', 'By what?': '1. the ALB is failing' })
    expect(post(channel, 'Explained by').plain).toBe('Explained by *the ALB is failing*: health checks flap · ben')
    expect(ledger(channel).plain).toMatch(/1 for .*· 0 against/)
    expect(ledger(channel).plain).not.toContain('*Unexplained*')
    await office.ben.press('Undo', { channel: channel.id })
    await office.quiet()
    expect(ledger(channel).plain).toMatch(/0 for · 0 against[\s\S]*\*Unexplained\*\n• health checks flap/)
  })

  it('becomes unexplained again when its explanation is ruled out, and explained when that is undone', async () => {
    await office.ben.command(channel.id, 'unexplained health checks flap')
    await office.quiet()
    await explains({ 'What is explained?': 'health checks flap', 'By what?': '1. the ALB is failing' })
    await office.ben.command(channel.id, 'rule-out the ALB is failing: bypassed')
    await office.quiet()
    expect(ledger(channel).plain).toContain('*Unexplained*\n• health checks flap')
    const { ts = '' } = office.ben.ephemerals(channel.id).at(-1) ?? {}
    await office.ben.press('Undo', ts ? { channel: channel.id } : {})
    await office.quiet()
    expect(ledger(channel).plain).not.toContain('*Unexplained*')
    expect(ledger(channel).plain).toMatch(/\*1\. the ALB is failing\*[\s\S]*1 for/)
  })

  it('can be dismissed; of two people who do so at once the second is told', async () => {
    await office.ben.command(channel.id, 'unexplained one pod restarted')
    await office.quiet()
    const anas = await formOfLedger(office.ana, channel, 'Explained…')
    await explains({ 'What is explained?': 'one pod restarted', 'By what?': 'It needs no explaining' })
    expect(post(channel, '*Needs no').plain).toBe('*Needs no explaining:* one pod restarted · ben')
    const late = await anas.submit({
      'What is explained?': 'one pod restarted',
      'By what?': 'It needs no explaining',
    })
    expect(late.errors?.['What is explained?']).toBe('That is not among what nobody has explained any more.')
    expect(posts(channel, '*Needs no')).toHaveLength(1)
  })

  it('goes when its entry is withdrawn or stops being an observation', async () => {
    const ts = await captured(office, office.ben, channel, { text: 'a spike at 02:40' })
    const form = await formOfLedger(office.ben, channel, 'Unexplained…')
    await form.submit({ 'An entry of the timeline': '03:00 a spike at 02:40' })
    await office.quiet()
    expect(ledger(channel).plain).toContain('a spike at 02:40')
    await office.ben.unreact(channel.id, ts, 'mag')
    await office.quiet()
    expect(ledger(channel).plain).not.toContain('a spike')
    await office.ben.react(channel.id, ts, 'mag')
    await office.quiet()
    expect(ledger(channel).plain).toContain('a spike')
    await office.ben.react(channel.id, ts, 'scales')
    await office.quiet()
    expect(ledger(channel).plain).not.toContain('a spike')
  })

  it('is refused when its entry was withdrawn while the modal was open', async () => {
    const ts = await captured(office, office.ben, channel, { text: 'seen by mistake' })
    const form = await formOfLedger(office.ben, channel, 'Unexplained…')
    await office.ben.unreact(channel.id, ts, 'mag')
    await office.quiet()
    const { errors } = await form.submit({ 'An entry of the timeline': '03:00 seen by mistake' })
    expect(errors?.['An entry of the timeline']).toBe('That entry was withdrawn meanwhile.')
  })
})

it('waits and actions without a result appear below the rows, and disappear when they end', async () => {
  await office.ben.command(channel.id, 'waiting AWS support: case 123')
  await captured(office, office.ben, channel, { text: 'restarted the ALB', reaction: 'hammer_and_wrench' })
  expect(ledger(channel).plain).toMatch(/\*Waiting on\*\n• AWS support: case 123 · since/)
  expect(ledger(channel).plain).toMatch(/\*No result yet\*\n• restarted the ALB · ben/)
  await office.ben.command(channel.id, 'result none')
  await office.ben.command(channel.id, 'waiting done it was not them')
  await office.quiet()
  expect(ledger(channel).plain).not.toMatch(/Waiting on|No result yet/)
})

it('the panel shows the leading hypothesis and the unexplained observation in two lines', async () => {
  await office.ben.command(channel.id, 'unexplained one pod restarted')
  await office.quiet()
  await office.ana.command(channel.id, '')
  const shown = lastPrivate(office.ana, channel)
  expect(shown).toMatch(/\*Leads:\* “the ALB is failing”, open since .* · 0 for, 0 against/)
  expect(shown).toMatch(/\*Unexplained:\* “one pod restarted” since/)
  expect(modalOf(await office.ana.press('Test…', { channel: channel.id, near: 'Leads' })).title).toBe('Test')
})
