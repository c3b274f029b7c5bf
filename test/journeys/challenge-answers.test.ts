import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, MessageView } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, linesOf, modalOf, newIncident, post, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

const asks = (channel: Channel): MessageView[] =>
  channel.messages().filter(({ botId, plain }) => botId && /no hypothesis is tracked|has led for/.test(plain))
const last = (channel: Channel): MessageView => {
  const asked = asks(channel).at(-1)
  if (!asked) throw new Error('nothing was asked')
  return asked
}

/** A SEV1 incident whose only hypothesis has just been questioned. */
async function questioned(hypothesis = 'the ALB is failing'): Promise<Channel> {
  const channel = await newIncident(office, 'SEV1')
  await office.ben.join(channel.id)
  await office.ana.command(channel.id, `hyp ${hypothesis}`)
  await office.pass(15.1)
  expect(asks(channel)).toHaveLength(1)
  return channel
}

const press = async (label: string, channel: Channel) =>
  modalOf(await office.ben.press(label, { channel: channel.id, ts: last(channel).ts }))
const over = (channel: Channel) => office.ana.command(channel.id, 'resolve')

describe('the buttons of a challenge', () => {
  it('Track a hypothesis: it is in the ledger, and the question shows the answer instead of buttons', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ben.join(channel.id)
    await office.pass(16)
    const modal = await press('Track a hypothesis', channel)
    expect(modal.labels).toEqual(['What could it be?'])
    await office.pass(4)
    await modal.submit({ 'What could it be?': 'the cache is cold' })
    await office.quiet()
    expect(last(channel).buttons).toEqual([])
    expect(last(channel).plain).toContain('ben, after 5 min · another cause: the cache is cold')
    expect(post(channel, 'What we believe').plain).toContain('1. the cache is cold')
    await over(channel)
  })

  it('Still looking, because…: the reason is kept; without one it is refused at the field', async () => {
    const channel = await newIncident(office, 'SEV1')
    await office.ben.join(channel.id)
    await office.pass(16)
    const modal = await press('Still looking, because…', channel)
    expect((await modal.submit({ Because: ' ' })).errors).toEqual({ Because: 'A few words on why.' })
    await modal.submit({ Because: 'no dashboards yet' })
    await office.quiet()
    expect(last(channel).plain).toContain('no dashboards yet')
    const challenges = section((await draftOf(office, channel)).markdown, 'Challenges')
    expect(challenges).toContain('15 min in, and no hypothesis is tracked.')
    expect(challenges).toContain('ben, after 1 min: no dashboards yet')
    await over(channel)
  })

  it('Another cause: a rival in the ledger; one already there is refused at the field', async () => {
    const channel = await questioned()
    const modal = await press('Another cause', channel)
    expect(modal.labels).toEqual(['What else could it be?'])
    const refused = await modal.submit({ 'What else could it be?': 'The ALB is failing' })
    expect(refused.errors?.['What else could it be?']).toContain('It is in the ledger already, open')
    await modal.submit({ 'What else could it be?': 'the workers crash' })
    await office.quiet()
    expect(last(channel).plain).toContain('another cause: the workers crash')
    expect(post(channel, 'What we believe').plain).toContain('2. the workers crash')
    await over(channel)
  })

  it('Test it: holds further questions back until it is due', async () => {
    const channel = await questioned()
    const modal = await press('Test it', channel)
    expect(modal.labels).toEqual(['What would tell us?', 'Result expected in (minutes)'])
    await modal.submit({ 'What would tell us?': 'bypass the balancer', 'Result expected in (minutes)': '40' })
    await office.quiet()
    expect(post(channel, '*Test*').plain).toBe(
      '*Test* of “the ALB is failing”: bypass the balancer · ben, result in 40 min',
    )
    expect(last(channel).plain).toContain('· test: bypass the balancer')
    expect(post(channel, 'What we believe').plain).toContain('testing: bypass the balancer')
    await office.pass(39.5)
    expect(asks(channel)).toHaveLength(1)
    await office.pass(1)
    expect(asks(channel)).toHaveLength(2)
    expect(last(channel).plain).toContain('1 test')
    const draft = await draftOf(office, channel)
    expect(linesOf(draft, 'action')).toEqual([expect.stringContaining('Test: bypass the balancer (ben)')])
    expect(section(draft.markdown, 'What we believed and when')).toContain('bypass the balancer (ben)')
    await over(channel)
  })

  it.each(['0', '1441', '2.5'])('a test of %s minutes is refused', async (minutes) => {
    const channel = await questioned()
    const modal = await press('Test it', channel)
    const { errors } = await modal.submit({
      'What would tell us?': 'x',
      'Result expected in (minutes)': minutes,
    })
    expect(Object.keys(errors ?? {})).toEqual(['Result expected in (minutes)'])
    await modal.close()
    await over(channel)
  })

  it('Keep, because…: asked again an interval later, with another question', async () => {
    const channel = await questioned()
    const first = last(channel).plain
    await (await press('Keep, because…', channel)).submit({ 'Why keep it?': 'its logs show resets' })
    await office.quiet()
    expect(last(channel).plain).toContain('· kept, because: its logs show resets')
    await office.pass(14.5)
    expect(asks(channel)).toHaveLength(1)
    await office.pass(1)
    expect(asks(channel)).toHaveLength(2)
    const question = (plain: string) => plain.split('\n')[1]
    expect(question(last(channel).plain)).not.toBe(question(first))
    await over(channel)
  })
})

describe('other answers', () => {
  it('a reply in the thread is an answer, once; further replies are talk', async () => {
    const channel = await questioned()
    const { ben, ana } = office
    await ben.say(channel.id, 'customers outside the ALB see it too', { thread: last(channel).ts })
    await ana.say(channel.id, 'oh', { thread: last(channel).ts })
    await office.quiet()
    expect(last(channel).plain).toContain('ben, after 6 s · answered: customers outside the ALB see it too')
    expect(last(channel).buttons).toEqual([])
    const { markdown } = await draftOf(office, channel)
    expect(section(markdown, 'Challenges')).toContain('ben, after 6 s: customers outside the ALB see it too')
    expect(markdown).not.toContain('oh (ana)')
    await office.pass(14)
    expect(asks(channel)).toHaveLength(1)
    await over(channel)
  })

  it('a reply that was marked before stays what it was marked as', async () => {
    const channel = await questioned()
    const ts = await office.ben.say(channel.id, 'a log line says OOM', { thread: last(channel).ts })
    await office.ana.react(channel.id, ts, 'mag')
    await office.quiet()
    const { timeline, markdown } = await draftOf(office, channel)
    expect(timeline.filter((line) => line.includes('OOM'))).toEqual([
      expect.stringContaining('**observation**'),
    ])
    expect(section(markdown, 'Challenges')).toContain('a log line says OOM')
    await over(channel)
  })

  it('ruling it out meanwhile settles the question: no prompt is left standing', async () => {
    const channel = await questioned()
    await office.ana.command(channel.id, 'rule-out the ALB is failing: bypassed')
    await office.quiet()
    expect(last(channel).buttons).toEqual([])
    expect(last(channel).plain).toContain('settled in the ledger: bypassed')
    await over(channel)
  })

  it('a rival typed meanwhile settles it as well', async () => {
    const channel = await questioned()
    await office.pass(1)
    await office.ben.command(channel.id, 'hyp the workers crash')
    await office.quiet()
    expect(last(channel).buttons).toEqual([])
    expect(last(channel).plain).toContain('ben, after 1 min · settled in the ledger: the workers crash')
    await over(channel)
  })

  it('a form sent when somebody has answered already says who did, and what', async () => {
    const channel = await questioned()
    const bens = await press('Another cause', channel)
    const anas = modalOf(
      await office.ana.press('Keep, because…', { channel: channel.id, ts: last(channel).ts }),
    )
    await anas.submit({ 'Why keep it?': 'its logs show resets' })
    await bens.submit({ 'What else could it be?': 'the workers crash' })
    await office.quiet()
    const told = [...office.ben.ephemerals(channel.id), ...office.ben.directMessages()].at(-1)?.plain
    expect(told).toBe('ana answered that already: “its logs show resets”')
    expect(post(channel, 'What we believe').plain).not.toContain('the workers crash')
    await over(channel)
  })

  it('a button pressed on a screen that was not up to date gets a sentence', async () => {
    const channel = await questioned()
    const { workspace, ben } = office
    workspace.faults.rateLimit('chat.update', { seconds: 300, times: 1 })
    await office.ana.command(channel.id, 'rule-out the ALB is failing: bypassed')
    await office.quiet()
    expect(last(channel).buttons).toContain('Keep, because…')
    const reply = await ben.press('Keep, because…', { channel: channel.id, ts: last(channel).ts })
    expect(reply.modal).toBeUndefined()
    await office.pass(6)
    expect(ben.ephemerals(channel.id).at(-1)?.plain).toBe('ana answered that already: “bypassed”')
    expect(last(channel).buttons).toEqual([])
    await over(channel)
  })
})
