import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, lastChallenge, newIncident, questioned, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

const over = (channel: Channel) => office.ana.command(channel.id, 'resolve')
const reply = (channel: Channel, words: string) =>
  office.ben.say(channel.id, words, { thread: lastChallenge(channel).ts })
/** The kinds of the entries with this text. */
async function kindsOf(channel: Channel, words: string): Promise<string[]> {
  await office.ana.command(channel.id, 'export json')
  await office.quiet()
  const { timeline } = JSON.parse(channel.files().at(-1)?.content.toString('utf8') ?? '')
  const said = timeline.filter(({ text }: { text: string }) => text.includes(words))
  return said.map(({ kind }: { kind: string }) => kind)
}

describe('a reply in the thread of a challenge', () => {
  it('is stored as people read it, not as Slack markup', async () => {
    const channel = await questioned(office)
    await reply(channel, 'errors > 5 % for @ana, see https://graphs.acme.com/a?b=1&c=2')
    await office.quiet()
    const words = 'errors > 5 % for @ana, see https://graphs.acme.com/a?b=1&c=2'
    expect(lastChallenge(channel).plain).toContain(words)
    expect(lastChallenge(channel).pinged).toEqual([])
    const { markdown } = await draftOf(office, channel)
    expect(markdown).not.toContain('&amp;')
    expect(section(markdown, 'Challenges')).not.toContain('UANA')
    await over(channel)
  })

  it('is not an answer when it is addressed to the bot', async () => {
    const channel = await questioned(office)
    await reply(channel, '@fresheyes log paged the network team')
    await reply(channel, '@fresheyes help')
    await office.quiet()
    expect(lastChallenge(channel).buttons).toContain('Keep, because…')
    await reply(channel, 'its logs show resets')
    await office.quiet()
    expect(lastChallenge(channel).buttons).toEqual([])
    expect(lastChallenge(channel).plain).toContain('its logs show resets')
    await over(channel)
  })

  it('takes its kind from a reaction, and becomes an answer again when the last reaction is removed', async () => {
    const channel = await questioned(office)
    const ts = await reply(channel, 'the tunnel drops packets')
    await office.quiet()
    const marks = () => channel.messages().find((message) => message.ts === ts)?.reactions
    const kindOf = () => kindsOf(channel, 'the tunnel drops packets')
    expect(await kindOf()).toEqual(['challenge'])
    await office.ana.react(channel.id, ts, 'mag')
    await office.quiet()
    expect(await kindOf()).toEqual(['observation'])
    expect(JSON.stringify(marks())).toContain('memo')
    await office.ana.unreact(channel.id, ts, 'mag')
    await office.quiet()
    expect(await kindOf()).toEqual(['challenge'])
    expect(JSON.stringify(marks())).not.toContain('memo')
    await over(channel)
  })

  it('is updated when its author edits it', async () => {
    const channel = await questioned(office)
    const ts = await reply(channel, 'teh tunnel is up')
    await office.quiet()
    await office.ben.edit(channel.id, ts, 'the tunnel is down')
    await office.quiet()
    expect(await kindsOf(channel, 'the tunnel is down')).toEqual(['challenge'])
    await over(channel)
  })

  it('is withdrawn as usual when it is not the answer and its reaction is removed', async () => {
    const channel = await newIncident(office)
    const ts = await office.ana.say(channel.id, 'nothing to see')
    await office.ana.react(channel.id, ts, 'mag')
    await office.ana.unreact(channel.id, ts, 'mag')
    await office.quiet()
    expect(await kindsOf(channel, 'nothing to see')).toEqual([])
  })
})
