import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { anaReadsDrafts, draftOf, lastDraft, linesOf } from '../../support/look.ts'
import { type Office, openOffice } from '../../support/office.ts'
import { inBrief, record } from '../../support/record.ts'

let office: Office
beforeEach(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterEach(() => office.close())

const told = (): string =>
  office.ana
    .directMessages()
    .map(({ plain }) => plain)
    .join('\n')

describe('failure 6: a renamed channel, or a changed prefix, stops capture', () => {
  it('captures messages in the renamed channel as before', async () => {
    const channel = await office.declare('SEV4 Search is down')
    await office.ana.rename(channel.id, 'war-room')
    await office.quiet()
    const ts = await office.ana.say(channel.id, 'after the new name')
    await office.ana.react(channel.id, ts, 'pushpin')
    await office.quiet()
    expect(inBrief(await record(office, channel))).toEqual(['note: after the new name'])
  })

  it('serves incidents declared under the old prefix as before', async () => {
    const channel = await office.declare('SEV4 Search is down')
    office.config.settings.channelPrefix = 'case-'
    await office.restart()
    const ts = await office.ana.say(channel.id, 'under the new prefix')
    await office.ana.react(channel.id, ts, 'pushpin')
    await office.ana.command(channel.id, 'status identified found it')
    await office.quiet()
    expect(inBrief(await record(office, channel))).toEqual(['note: under the new prefix'])
    expect(channel.messages().some(({ plain }) => plain.includes('found it'))).toBe(true)
    expect((await office.declare('SEV4 Mail is late')).name).toBe('case-2-mail-is-late')
  })
})

describe('failure 12: a long title or a taken name fails silently, or makes an incident impossible to resolve', () => {
  it('shortens a long title for the channel only and adds a suffix to a taken name; both can be resolved', async () => {
    const title = `Checkout is slow for everybody who pays by card ${'and more '.repeat(40)}`.trim()
    const first = await office.declare(`SEV4 ${title}`)
    expect(first.name.length).toBeLessThanOrEqual(80)
    office.workspace.addChannel({ name: 'inc-2-search', members: ['UBEN'] })
    const second = await office.declare('SEV4 Search')
    expect(second.name).toBe('inc-2-search-2')
    for (const channel of [first, second]) {
      await office.ana.command(channel.id, 'resolve')
      await office.quiet()
      expect(linesOf(await draftOf(office, channel), 'status').at(-1)).toContain('Resolved')
    }
    expect((await draftOf(office, first)).markdown).toContain(title.slice(0, 300))
  })

  it('refuses a title that is too long to store with a sentence and leaves nothing half done', async () => {
    const reply = await office.ana.command(office.ops.id, `declare SEV4 ${'x'.repeat(501)}`)
    expect(reply.text).toContain('Please keep the title under 500 characters.')
    await office.quiet()
    expect(office.workspace.journal.calls('conversations.create')).toEqual([])
  })
})

describe('failure 14: conversations.list is rate limited', () => {
  it('identifies channels by id and never lists all of them', async () => {
    const channel = await office.declare('SEV4 Search is down')
    const ts = await office.ana.say(channel.id, 'see <#CNEWS>')
    await office.ana.react(channel.id, ts, 'pushpin')
    await office.ana.command(channel.id, 'resolve')
    await office.ana.command(channel.id, 'close now')
    await office.restart()
    await office.pass(5)
    const methods = office.workspace.journal.calls().map(({ method }) => method)
    expect(methods).toContain('conversations.info')
    expect(methods).not.toContain('conversations.list')
  })
})

describe('failure 16: a failing integration stops the status message', () => {
  it('changes the status and says so in the channel even when the announcement is refused', async () => {
    office.workspace.faults.error('chat.update', 'cant_update_message', 50)
    const channel = await office.declare('SEV4 Search is down')
    await office.ana.command(channel.id, 'status monitoring the fix is out')
    await office.quiet()
    expect(channel.messages().some(({ plain }) => plain.includes('the fix is out'))).toBe(true)
    expect(linesOf(await draftOf(office, channel), 'status').at(-1)).toContain('the fix is out')
  })
})

describe('failure 17: the incident channel never appears, and nobody is told why', () => {
  it('tells the declarer which scope is missing and that nothing is lost', async () => {
    office.workspace.faults.revokeScope('channels:manage')
    await office.ana.command(office.ops.id, 'declare SEV4 Search is down')
    await office.quiet()
    expect(told()).toContain('I could not create the incident channel.')
    expect(told()).toContain('`channels:manage`')
    expect(told()).toContain('What you recorded is saved.')
  })
})

describe('failure 18: the channel is archived before the write-up is posted', () => {
  it('posts the draft at close and archives nothing', async () => {
    const channel = await office.declare('SEV4 Search is down')
    await office.ana.command(channel.id, 'resolve')
    await office.ana.command(channel.id, 'close now')
    await office.pass(120)
    expect(lastDraft(channel).markdown).toContain('Search is down')
    expect(channel.isArchived).toBe(false)
  })

  it('keeps what was captured when somebody archives the channel, and tells people what to do', async () => {
    const channel = await office.declare('SEV4 Search is down')
    const ts = await office.ana.say(channel.id, 'before the end')
    await office.ana.react(channel.id, ts, 'pushpin')
    await office.quiet()
    await office.ana.archive(channel.id)
    await office.ana.command(channel.id, 'resolve')
    await office.quiet()
    expect(told()).toContain('The channel is archived: unarchive it.')
    expect(inBrief(await record(office, channel))).toEqual(['note: before the end'])
  })
})
