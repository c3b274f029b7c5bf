import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, lastDraft, linesOf, modalOf, newIncident, post, posts } from '../support/look.ts'
import { type Office, openOffice, type TransportName } from '../support/office.ts'

describe.each<TransportName>(['http', 'socket'])('the panel over %s', (transport) => {
  let office: Office
  let channel: Channel
  beforeAll(async () => {
    office = await openOffice({ transport, settings: anaReadsDrafts })
    channel = await newIncident(office, 'SEV3')
    await office.ben.join(channel.id)
    await office.quiet()
  })
  afterAll(() => office.close())

  /** Ben opens the panel and clicks one of its buttons. */
  async function press(label: string) {
    await office.ben.command(channel.id, '')
    const shown = office.ben.ephemerals(channel.id).at(-1)
    return await office.ben.press(label, { channel: channel.id, ts: shown?.ts ?? '' })
  }

  it('opens for the bare command, shows the current state, and only to whoever asked', async () => {
    await office.ben.command(channel.id, '')
    const shown = office.ben.ephemerals(channel.id).at(-1)
    expect(shown?.plain).toMatch(
      /INC-\d+ · SEV3 · Case \d+\*?\s*\n?investigating · declared .* · commander: \*nobody yet\*/,
    )
    expect(shown?.buttons).toEqual(expect.arrayContaining(['I take command', 'Log…', 'Status…', 'Close…']))
    expect(channel.messages().filter(({ plain }) => plain.includes('nobody yet'))).toEqual([])
  })

  it('opens the declaration modal outside an incident channel', async () => {
    expect(modalOf(await office.ben.command(office.ops.id, '')).title).toBe('Declare an incident')
  })

  it('logs a back-dated entry by modal as the command does', async () => {
    const form = modalOf(await press('Log…'))
    const { errors } = await form.submit({ When: '21:35', 'What happened?': 'paged <!channel> & the DBAs' })
    expect(errors).toBeUndefined()
    await office.quiet()
    const lines = linesOf(await draftOf(office, channel), 'note')
    expect(lines).toEqual([String.raw`02:35 **note** paged \<!channel> & the DBAs (ben)`])
    expect(post(channel, 'the DBAs').pinged).toEqual([])
  })

  it('shows an error below its field and does nothing', async () => {
    const form = modalOf(await press('Log…'))
    const { errors } = await form.submit({ When: '25:99', 'What happened?': 'x' })
    expect(errors).toEqual({ 'What happened?': "25:99 isn't a valid time." })
    expect(form.isOpen).toBe(true)
    await form.close()
  })

  it('changes the status with a reason, and can undo it', async () => {
    await modalOf(await press('Status…')).submit({ Status: 'monitoring', Why: 'errors < 1 %' })
    await office.quiet()
    expect(post(channel, 'Monitoring').plain).toBe('*Monitoring* · ben: errors < 1 %')
    expect(office.ben.ephemerals(channel.id).at(-1)?.buttons).toEqual(['Undo'])
  })

  it('gives a role to somebody picked from the list', async () => {
    await office.cleo.join(channel.id)
    await modalOf(await press('Commander…')).submit({ Who: 'cleo' })
    await office.quiet()
    expect(post(channel, 'is commander').plain).toContain('cleo')
  })

  it.each<[label: string, fill: Record<string, string>, said: string]>([
    [
      'Rule out…',
      { 'What is ruled out?': 'DDoS', 'Why?': 'traffic is normal' },
      '*Ruled out:* DDoS · ben: traffic is normal',
    ],
    ['Waiting on…', { 'On whom?': 'AWS support', 'For what?': 'case 123' }, 'Waiting on *AWS support*: case 123 · ben'],
    [
      'Lesson…',
      { 'It is about': 'Got lucky', 'What is there to learn?': 'cleo was awake' },
      'Got lucky: cleo was awake · ben',
    ],
    [
      'Follow-up…',
      { 'What is to be done?': 'raise the limit', 'Who answers for it?': 'cleo', 'By when?': '2026-12-01' },
      'Follow-up *F1* raise the limit · for cleo, by Tue, 1 Dec 2026 · ben',
    ],
    ['Other roles…', { Role: 'scribe', Who: 'ben' }, '*ben* is scribe'],
  ])('%s asks for the arguments of the command, and announces the result in the channel', async (label, fill, said) => {
    const result = await modalOf(await press(label)).submit(fill)
    expect(result.errors).toBeUndefined()
    await office.quiet()
    expect(post(channel, said).plain).toBe(said)
  })

  it.each([
    'Timeline',
    'What we believe',
    'Catch me up',
    'Follow-ups',
    'All facts',
    'Update stakeholders…',
    'Impact…',
    'Details…',
    'Correct a time…',
  ])('%s replies only to whoever clicked it', async (label) => {
    const before = channel.messages().length
    const seen = office.ben.ephemerals(channel.id).length
    const reply = await press(label)
    await office.quiet()
    expect(reply.status).toBe('ok')
    // One ephemeral is the panel itself; the button opens a modal or adds another ephemeral.
    const shown = office.ben.ephemerals(channel.id).length - seen
    expect(reply.modal !== undefined || shown === 2).toBe(true)
    expect(channel.messages()).toHaveLength(before)
    if (reply.modal?.isOpen) await reply.modal.close()
  })

  it('ends the incident, and then offers what is left to do', async () => {
    await modalOf(await press('Resolve…')).submit({ 'What ended it?': 'it stopped' })
    await modalOf(await press('Close…')).submit()
    await office.quiet()
    expect(lastDraft(channel).markdown).toContain('| Status | closed |')
    await office.ben.command(channel.id, '')
    const shown = office.ben.ephemerals(channel.id).at(-1)
    expect(shown?.buttons).toEqual(expect.arrayContaining(['Export']))
    expect(shown?.buttons).not.toContain('Log…')
  })

  it('counts a duplicate submission once', async () => {
    channel = await newIncident(office, 'SEV3')
    await office.ben.join(channel.id)
    office.workspace.faults.duplicateDeliveries(5, { sameEventId: true })
    await modalOf(await press('Hypothesis…')).submit({ 'What could it be?': 'the cache is cold' })
    await office.quiet()
    expect(posts(channel, 'Hypothesis: *the cache is cold*')).toHaveLength(1)
  })
})
