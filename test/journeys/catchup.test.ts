import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { newIncident } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

let people = 0
/** Somebody the bot has never seen. */
const stranger = (own: Office = office, given: { isBot?: boolean } = {}): Person => {
  people += 1
  return own.workspace.addUser({ id: `UNEW${people}`, name: `newcomer${people}`, ...given })
}
const caughtUp = (person: Person, channel: Channel): string[] =>
  person
    .ephemerals(channel.id)
    .map(({ plain }) => plain)
    .filter((plain) => plain.startsWith('*What hurts:*'))

/** An incident with a commander, two hypotheses and an action. */
async function underWay(own: Office = office): Promise<Channel> {
  const channel = await newIncident(own)
  await own.ana.command(channel.id, 'commander')
  await own.ana.command(channel.id, 'hyp the ALB is failing')
  await own.ana.command(channel.id, 'hyp DNS')
  const ts = await own.ana.say(channel.id, 'restarted the pods')
  await own.ana.react(channel.id, ts, 'hammer_and_wrench')
  await own.pass(12)
  return channel
}

describe('joining a channel', () => {
  let own: Office
  beforeAll(async () => {
    own = await openOffice()
  })
  afterAll(() => own.close())

  it('privately shows the newcomer a five-line catch-up at once', async () => {
    const channel = await underWay(own)
    const newcomer = stranger(own)
    const before = channel.messages().length
    await newcomer.join(channel.id)
    await own.quiet()
    const [told = '', ...more] = caughtUp(newcomer, channel)
    expect(more).toEqual([])
    expect(told.split('\n')).toEqual([
      expect.stringMatching(/^\*What hurts:\* INC-\d+ · SEV4 · Case \d+$/),
      expect.stringMatching(/^\*Since:\* .* \(12 min\) · investigating for 12 min$/),
      '*Commander:* ana',
      '*Believed:* “the ALB is failing”: 0 for, 0 against, 12 min; and 1 more',
      '*Being done:* “restarted the pods”, no result yet',
    ])
    expect(channel.messages().filter(({ botId }) => botId).length).toBe(
      channel
        .messages()
        .slice(0, before)
        .filter(({ botId }) => botId).length,
    )
  })
})

describe('a catch-up', () => {
  it('is also sent to somebody the bot knows already', async () => {
    const channel = await underWay()
    await office.ben.command(office.ops.id, 'list')
    await office.quiet()
    await office.ben.join(channel.id)
    await office.quiet()
    expect(caughtUp(office.ben, channel)).toHaveLength(1)
  })

  it('is sent at most once an hour, however often somebody rejoins or Slack repeats the event', async () => {
    const channel = await underWay()
    const newcomer = stranger()
    office.workspace.faults.duplicateDeliveries(3, { sameEventId: false })
    await newcomer.join(channel.id)
    await office.quiet()
    await newcomer.leave(channel.id)
    await office.pass(30)
    await newcomer.join(channel.id)
    await office.quiet()
    expect(caughtUp(newcomer, channel)).toHaveLength(1)
    await newcomer.leave(channel.id)
    await office.pass(31)
    await newcomer.join(channel.id)
    await office.quiet()
    expect(caughtUp(newcomer, channel)).toHaveLength(2)
  })

  it('is not sent to the declarer, nor to a commander who was briefed with the role', async () => {
    const channel = await underWay()
    await office.ana.leave(channel.id)
    await office.ana.join(channel.id)
    await office.quiet()
    expect(caughtUp(office.ana, channel)).toEqual([])
    const newcomer = stranger()
    await office.ana.command(channel.id, `commander @${newcomer.name}`)
    await office.quiet()
    expect(channel.members).toContain(newcomer.id)
    expect(caughtUp(newcomer, channel)).toEqual([])
    expect(newcomer.ephemerals(channel.id).at(-1)?.plain).toContain('*What hurts:*')
  })

  it('is not sent to bots, known or not', async () => {
    const channel = await underWay()
    const bot = stranger(office, { isBot: true })
    await bot.join(channel.id)
    await office.quiet()
    await bot.leave(channel.id)
    await bot.join(channel.id)
    await office.quiet()
    expect(caughtUp(bot, channel)).toEqual([])
  })

  it('is not sent while the opening post says everything there is', async () => {
    const channel = await newIncident(office)
    const newcomer = stranger()
    await newcomer.join(channel.id)
    await office.quiet()
    expect(caughtUp(newcomer, channel)).toEqual([])
  })

  it('is not sent after the incident is closed', async () => {
    const channel = await underWay()
    await office.ana.command(channel.id, 'resolve')
    await office.ana.command(channel.id, 'close now')
    await office.quiet()
    const newcomer = stranger()
    await newcomer.join(channel.id)
    await office.quiet()
    expect(caughtUp(newcomer, channel)).toEqual([])
  })

  it('is not sent to somebody who left before it was ready', async () => {
    const channel = await underWay()
    const newcomer = stranger()
    office.workspace.faults.rateLimit('chat.postEphemeral', { seconds: 30 })
    await newcomer.join(channel.id)
    await office.quiet()
    await newcomer.leave(channel.id)
    await office.pass(3)
    expect(caughtUp(newcomer, channel)).toEqual([])
    expect(newcomer.directMessages()).toEqual([])
  })

  it('is sent even when Slack returns no profile', async () => {
    const channel = await underWay()
    const newcomer = stranger()
    office.workspace.faults.error('users.info', 'missing_scope')
    await newcomer.join(channel.id)
    await office.quiet()
    expect(caughtUp(newcomer, channel)).toHaveLength(1)
  })

  it('is always available on request, even in a quiet incident', async () => {
    const channel = await newIncident(office)
    const { text } = await office.cleo.command(channel.id, 'catchup')
    await office.quiet()
    expect(text).toContain(channel.topic.split(' ')[0])
    const told = office.cleo.ephemerals(channel.id).at(-1)?.plain.split('\n')
    expect(told?.slice(2)).toEqual([
      '*Nobody is commander.*',
      '*Believed:* nothing is tracked',
      '*Being done:* nothing on record',
    ])
  })
})
