import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anaReadsDrafts, draftOf, newIncident } from '../../support/look.ts'
import { type Office, openOffice } from '../../support/office.ts'
import { onlyLine } from '../../support/record.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

/** Calls that Slack refused because of their content. */
const refusedForContent = () =>
  office.workspace.journal
    .calls()
    .map(({ method, result }) => `${method} ${result.error ?? ''}`)
    .filter((call) => /invalid_blocks|msg_blocks_too_long|too_long|msg_too_long/.test(call))

describe('failure 13: long text breaks blocks', () => {
  it('captures, edits and drafts a message of 40,000 characters in full', async () => {
    const channel = await newIncident(office)
    const words = `${'error: connection reset by peer <&> '.repeat(1200)}`.slice(0, 40_000)
    const ts = await office.ana.say(channel.id, words)
    await office.ana.react(channel.id, ts, 'pushpin')
    await office.quiet()
    expect((await onlyLine(office, channel)).text).toBe(words)
    await office.ana.edit(channel.id, ts, `${words.slice(0, 39_990)} edited`)
    await office.quiet()
    expect(await onlyLine(office, channel)).toMatchObject({ before: [words] })
    const { markdown } = await draftOf(office, channel)
    expect(markdown.length - markdown.indexOf('Long messages in full')).toBeGreaterThan(39_000)
    expect(refusedForContent()).toEqual([])
  })

  it('shortens it in the ledger when it is a hypothesis and shows it in full on the timeline', async () => {
    const channel = await newIncident(office)
    const words = 'the cache is cold & everything waits '.repeat(900).trim()
    const ts = await office.ana.say(channel.id, words)
    await office.ana.react(channel.id, ts, 'bulb')
    await office.quiet()
    expect((await onlyLine(office, channel)).text).toBe(words)
    expect(channel.messages().some(({ plain }) => plain.includes('What we believe'))).toBe(true)
    expect(refusedForContent()).toEqual([])
  })
})

describe('failure 15: no confirmation that an entry was captured', () => {
  it("adds the bot's own mark to the message, and to nothing else", async () => {
    const channel = await newIncident(office)
    const ts = await office.ana.say(channel.id, 'confirmed')
    const posted = channel.messages().length
    await office.ana.react(channel.id, ts, 'pushpin')
    await office.quiet()
    const marks = channel.messages().find((message) => message.ts === ts)?.reactions
    expect(marks).toContainEqual({ name: 'memo', users: [office.workspace.botUserId] })
    expect(channel.messages()).toHaveLength(posted)
  })
})

describe('failure 20: nobody offers the write-up as plain Markdown', () => {
  it('exports it into the channel as a file with one command', async () => {
    const channel = await newIncident(office)
    await office.ana.command(channel.id, 'export md')
    await office.quiet()
    const file = channel.files().at(-1)
    expect(file?.name).toMatch(/\.md$/)
    expect(file?.content.toString('utf8')).toMatch(/^# INC-\d+: /)
  })
})
