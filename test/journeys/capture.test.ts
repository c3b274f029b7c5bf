import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, linesOf, newIncident } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
  channel = await newIncident(office)
  await office.ben.join(channel.id)
  await office.cleo.join(channel.id)
})
afterAll(() => office.close())

/** The lines of the draft that contain this text. */
async function linesWith(words: string, where = channel): Promise<string[]> {
  const { timeline } = await draftOf(office, where)
  return timeline.filter((line) => line.includes(words))
}

const marksOn = (ts: string) => channel.messages().find((message) => message.ts === ts)?.reactions ?? []

describe('a reaction puts a message on the timeline', () => {
  it.each([
    ['pushpin', 'note'],
    ['mag', 'observation'],
    ['bulb', 'hypothesis'],
    ['scales', 'decision'],
    ['hammer_and_wrench', 'action'],
  ])(':%s: makes it a %s, with the author and time of the message', async (name, kind) => {
    const ts = await office.ben.say(channel.id, `words under ${name}`)
    const at = office.clock.now().toISOString().slice(11, 16)
    await office.pass(4)
    await office.cleo.react(channel.id, ts, name)
    await office.quiet()
    expect(await linesWith(`words under ${name.replaceAll('_', '_')}`)).toEqual([
      `${at} **${kind}** words under ${name} (ben)`,
    ])
    const own = marksOn(ts).filter(({ users }) => users.includes(office.workspace.botUserId))
    expect(own.map(({ name: mark }) => mark)).toEqual(['memo'])
  })

  it('ignores reactions that are not configured', async () => {
    const ts = await office.ben.say(channel.id, 'me too')
    for (const name of ['+1', 'heavy_plus_sign', 'eyes', 'memo']) await office.ana.react(channel.id, ts, name)
    await office.quiet()
    expect(await linesWith('me too')).toEqual([])
    expect(marksOn(ts).flatMap(({ users }) => users)).not.toContain(office.workspace.botUserId)
  })

  it('works in a thread as well', async () => {
    const parent = await office.ana.say(channel.id, 'database thread')
    await office.pass(1)
    const reply = await office.ben.say(channel.id, 'lag on replica 3', { thread: parent })
    await office.cleo.react(channel.id, reply, 'mag')
    await office.quiet()
    expect(await linesWith('replica 3')).toEqual([expect.stringContaining('**observation** lag on replica 3 (ben)')])
    expect(await linesWith('database thread')).toEqual([])
  })

  it('adds nothing for a second pin on the same message', async () => {
    const ts = await office.ben.say(channel.id, 'pinned by two')
    await office.ana.react(channel.id, ts, 'pushpin')
    await office.cleo.react(channel.id, ts, 'pushpin')
    await office.quiet()
    expect(await linesWith('pinned by two')).toHaveLength(1)
  })

  it('keeps the entry when one of two pins is removed, and withdraws it and the mark with the last', async () => {
    const ts = await office.ben.say(channel.id, 'pinned and unpinned')
    await office.ana.react(channel.id, ts, 'pushpin')
    await office.cleo.react(channel.id, ts, 'pushpin')
    await office.ana.unreact(channel.id, ts, 'pushpin')
    await office.quiet()
    expect(await linesWith('pinned and unpinned')).toHaveLength(1)
    await office.cleo.unreact(channel.id, ts, 'pushpin')
    await office.quiet()
    expect(await linesWith('pinned and unpinned')).toEqual([])
    expect(marksOn(ts)).toEqual([])
    await office.cleo.react(channel.id, ts, 'mag')
    await office.quiet()
    expect(await linesWith('pinned and unpinned')).toEqual([expect.stringContaining('**observation**')])
    expect(marksOn(ts).map(({ name }) => name)).toContain('memo')
  })

  it('takes its kind from the latest remaining reaction', async () => {
    const ts = await office.ben.say(channel.id, 'what is it now')
    const kind = async () => (await linesWith('what is it now')).map((line) => line.split('**')[1])
    await office.ana.react(channel.id, ts, 'pushpin')
    await office.quiet()
    await office.cleo.react(channel.id, ts, 'scales')
    await office.quiet()
    expect(await kind()).toEqual(['decision'])
    await office.ana.react(channel.id, ts, 'hammer_and_wrench')
    await office.quiet()
    expect(await kind()).toEqual(['action'])
    await office.ana.unreact(channel.id, ts, 'hammer_and_wrench')
    await office.quiet()
    expect(await kind()).toEqual(['decision'])
    await office.cleo.unreact(channel.id, ts, 'scales')
    await office.quiet()
    expect(await kind()).toEqual(['note'])
  })

  it('accepts any skin tone of a configured reaction', async () => {
    const own = await openOffice({ settings: { ...anaReadsDrafts, reactions: { note: ['point_up'] } } })
    try {
      const there = await newIncident(own)
      const ts = await own.ana.say(there.id, 'pointed at')
      await own.ana.react(there.id, ts, 'point_up::skin-tone-4')
      await own.quiet()
      expect(linesOf(await draftOf(own, there), 'note')).toEqual([expect.stringContaining('pointed at')])
      await own.ana.unreact(there.id, ts, 'point_up::skin-tone-4')
      await own.quiet()
      expect(linesOf(await draftOf(own, there), 'note')).toEqual([])
    } finally {
      await own.close()
    }
  })
})

describe('captures any author and content', () => {
  it('a bot, under its display name', async () => {
    const monitor = office.workspace.addUser({ name: 'pagerduty', isBot: true })
    await office.ben.invite(channel.id, monitor.id)
    const ts = await monitor.say(channel.id, 'Alert: p99 above 3 s')
    await office.ana.react(channel.id, ts, 'mag')
    await office.quiet()
    expect(await linesWith('p99 above')).toEqual([expect.stringContaining('Alert: p99 above 3 s (pagerduty)')])
  })

  it('/me messages, and files with and without text', async () => {
    const me = await office.ben.say(channel.id, '/me restarts the proxy')
    const file = await office.cleo.shareFile(channel.id, { name: 'graph.png', title: 'p99 of checkout' })
    const both = await office.cleo.shareFile(channel.id, { name: 'log.txt' }, { text: 'the log of db-1' })
    for (const ts of [me, file, both]) await office.ana.react(channel.id, ts, 'pushpin')
    await office.quiet()
    expect(await linesWith('restarts the proxy')).toEqual([
      expect.stringContaining('**note** restarts the proxy (ben)'),
    ])
    expect(await linesWith('p99 of checkout')).toEqual([
      expect.stringMatching(/📎 \[p99 of checkout\]\(https:\S+\) \(cleo\)/),
    ])
    expect(await linesWith('the log of db-1')).toEqual([
      expect.stringMatching(/the log of db-1 📎 \[log\.txt\]\(https:\S+\) \(cleo\)/),
    ])
  })

  it('people, channels, groups, links and emoji, rendered as in Slack', async () => {
    office.workspace.addGroup({ handle: 'dba', users: ['UCLEO'] })
    const words = '@cleo and @dba: see #ops & <https://status.example.com|status> @here :fire: 2 < 3'
    const ts = await office.ben.say(channel.id, words)
    await office.ana.react(channel.id, ts, 'pushpin')
    await office.quiet()
    const [line = ''] = await linesWith('status.example.com')
    const read = line.replaceAll('\u2060', '').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
    expect(read).toContain('@cleo and @dba: see #ops & status (<https://status.example.com>) @here 🔥 2 < 3 (ben)')
  })

  it('looks up an author the bot has never seen', async () => {
    const dora = office.workspace.addUser({ id: 'UDORA', name: 'dora' })
    await dora.join(channel.id)
    const ts = await dora.say(channel.id, 'hello from @dora herself')
    await office.ana.react(channel.id, ts, 'pushpin')
    await office.quiet()
    const [line = ''] = await linesWith('herself')
    expect(line.replaceAll('\u2060', '')).toContain('hello from @dora herself (dora)')
  })
})
