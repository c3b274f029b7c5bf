import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, linesOf, newIncident, post, posts } from '../support/look.ts'
import { type Office, openOffice, type TransportName } from '../support/office.ts'

describe.each<TransportName>(['http', 'socket'])('@fresheyes over %s', (transport) => {
  let office: Office
  let channel: Channel
  beforeAll(async () => {
    office = await openOffice({ transport, settings: anaReadsDrafts })
    channel = await newIncident(office)
    await office.ben.join(channel.id)
  })
  afterAll(() => office.close())

  /** Ben says this; returns its `ts` and the ephemeral messages he gets for it. */
  async function said(text: string, thread?: string) {
    const before = office.ben.ephemerals(channel.id).length
    const ts = await office.ben.say(channel.id, text, thread ? { thread } : {})
    await office.quiet()
    return { ts, told: office.ben.ephemerals(channel.id).slice(before) }
  }

  it('accepts the commands, in a thread, and replies there privately', async () => {
    const { ts: thread } = await said('database thread')
    const { told } = await said('@fresheyes log failed over to replica 2', thread)
    expect(told.map(({ plain, thread: at }) => [plain.split(':')[0], at])).toEqual([
      [expect.stringContaining('Logged at'), thread],
    ])
    await said('@fresheyes hyp the replica lags', thread)
    expect(post(channel, 'What we believe').plain).toContain('1. the replica lags')
    await said('@fresheyes rule-out the replica lags: 0 s behind', thread)
    expect(post(channel, 'What we believe').plain).toContain('~the replica lags~ ruled out')
    expect(linesOf(await draftOf(office, channel), 'note')).toEqual([
      expect.stringContaining('failed over to replica 2 (ben)'),
    ])
  })

  it('replies in the thread of the message when mentioned in the channel', async () => {
    const { ts, told } = await said('@fresheyes status')
    expect(told).toHaveLength(1)
    expect(told[0]?.plain).toContain('Which status?')
    expect(told[0]?.thread).toBe(ts)
  })

  it('gives a role to the person it names', async () => {
    await office.cleo.command(channel.id, 'log here')
    await said('@fresheyes commander @cleo')
    expect(post(channel, '* is commander').plain).toContain('*cleo* is commander')
    expect(channel.members).toContain('UCLEO')
  })

  it('names an unknown person who gets a role as Slack does', async () => {
    office.workspace.addUser({ id: 'UDORA', name: 'dora' })
    await said('@fresheyes owner @dora')
    expect(post(channel, '* is owner').plain).toContain('*@dora* is owner')
    const facts = (await draftOf(office, channel)).markdown
    expect(facts).toContain('| Owner | dora, ')
  })

  it('shows help privately when mentioned alone or with an unknown command', async () => {
    expect((await said('@fresheyes')).told.at(-1)?.plain).toContain('/incident log [14:35')
    expect((await said('@fresheyes statsu')).told.at(-1)?.plain).toContain('Did you mean `status`?')
  })

  it('asks for a title in words, since a mention cannot open a modal', async () => {
    const { told } = await said('@fresheyes declare')
    expect(told.at(-1)?.plain).toBe('What is wrong? For example: `declare SEV2 checkout is slow`')
  })

  it('ignores mentions inside a sentence, edited in, or from a bot', async () => {
    const before = channel.messages().length
    expect((await said('ask @fresheyes log something')).told).toEqual([])
    const { ts } = await said('nothing')
    await office.ben.edit(channel.id, ts, '@fresheyes log sneaked in')
    await office.quiet()
    expect(channel.messages()).toHaveLength(before + 2)
    expect(posts(channel, 'sneaked in')).toEqual([])
  })

  it('lists the open incidents elsewhere', async () => {
    const lobby = office.workspace.addChannel({
      name: `lobby-${transport}`,
      members: ['UBEN'],
      withBot: true,
    })
    await office.ben.say(lobby.id, '@fresheyes log lost')
    await office.quiet()
    const told = office.ben.ephemerals(lobby.id).at(-1)?.plain
    expect(told).toContain('This is not an incident channel. Open now:')
    expect(told).toContain('INC-1')
  })
})
