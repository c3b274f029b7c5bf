import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, linesOf, newIncident, posts } from '../support/look.ts'
import { type Office, openOffice, type TransportName } from '../support/office.ts'

const captured = ['note', 'observation', 'hypothesis', 'decision', 'action', 'recurrence']

/** What people captured, without the times. */
const linesIn = async (office: Office, channel: Channel): Promise<string[]> =>
  linesOf(await draftOf(office, channel), ...captured).map((line) => line.slice(6))

/** The bot is down for longer than Slack tries to reach it. */
async function away(office: Office, whatHappens: () => Promise<void>): Promise<void> {
  await office.app.stop()
  await whatHappens()
  office.clock.moveTo(new Date(office.clock.now().getTime() + 60_000))
  await office.workspace.tick()
  await office.workspace.idle()
  office.clock.moveTo(new Date(office.clock.now().getTime() + 6 * 60_000))
  await office.workspace.tick()
  await office.workspace.idle()
  await office.restart()
  await office.quiet()
}

describe.each<TransportName>(['http', 'socket'])('a bot that was down, over %s', (transport) => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ transport, settings: anaReadsDrafts })
  })
  afterAll(() => office.close())

  it('finds what people captured meanwhile, in threads too, with time and author', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ben.join(channel.id)
    const heard = await ben.say(channel.id, 'heard before')
    await ana.react(channel.id, heard, 'pushpin')
    await office.quiet()
    await away(office, async () => {
      const missed = await ben.say(channel.id, 'error rate at 12 %')
      await ana.react(channel.id, missed, 'mag')
      const reply = await ana.say(channel.id, 'rolled back', { thread: heard })
      await ben.react(channel.id, reply, 'hammer_and_wrench')
      await ben.say(channel.id, 'nobody reacts to this')
    })
    expect(await linesIn(office, channel)).toEqual([
      '**note** heard before (ben)',
      '**observation** error rate at 12 % (ben)',
      '**action** rolled back (ana)',
    ])
    const marked = channel.messages().filter(({ reactions }) => reactions.some(({ name }) => name === 'memo'))
    expect(marked.map(({ plain }) => plain)).toEqual(['heard before', 'error rate at 12 %', 'rolled back'])
  })
})

describe('reading a channel once more', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ settings: anaReadsDrafts })
  })
  afterAll(() => office.close())

  it('follows reactions taken off, edits and deletions', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ben.join(channel.id)
    const [dropped, edited, deleted, turned] = [
      await ben.say(channel.id, 'dropped'),
      await ben.say(channel.id, 'frist'),
      await ben.say(channel.id, 'deleted'),
      await ben.say(channel.id, 'turned'),
    ]
    const reply = await ben.say(channel.id, 'reply gone', { thread: turned })
    for (const ts of [dropped, edited, deleted, turned, reply]) await ana.react(channel.id, ts, 'pushpin')
    await office.quiet()
    await office.pass(1)
    await away(office, async () => {
      await ana.unreact(channel.id, dropped, 'pushpin')
      await ben.edit(channel.id, edited, 'first')
      await ben.deleteMessage(channel.id, deleted)
      await ben.deleteMessage(channel.id, reply)
      await ben.react(channel.id, turned, 'scales')
    })
    expect(await linesIn(office, channel)).toEqual([
      '**note** first (ben)',
      expect.stringMatching(/^\*\*note\*\* deleted.*deleted/s),
      '**decision** turned (ben)',
      expect.stringMatching(/^\*\*note\*\* reply gone.*deleted/s),
    ])
  })

  it('changes nothing the second time, nor when the events come late after all', async () => {
    const channel = await newIncident(office)
    const { ana, ben } = office
    await ben.join(channel.id)
    await office.quiet()
    await away(office, async () => {
      const cause = await ben.say(channel.id, 'the cache is cold')
      await ana.react(channel.id, cause, 'bulb')
      const other = await ben.say(channel.id, 'the ALB is failing')
      await ana.react(channel.id, other, 'bulb')
    })
    const before = await linesIn(office, channel)
    const messages = channel.messages().length
    await office.restart()
    await office.quiet()
    expect(channel.messages()).toHaveLength(messages)
    expect(await linesIn(office, channel)).toEqual(before)
    expect(before).toEqual([
      '**hypothesis** the cache is cold (ben)',
      '**hypothesis** the ALB is failing (ben)',
    ])
    expect(posts(channel, 'What we believe')).toHaveLength(1)
  })
})
