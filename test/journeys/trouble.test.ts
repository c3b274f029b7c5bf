import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { anaReadsDrafts, draftOf, lastDraft, linesOf, post } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

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

describe('a channel that cannot be created', () => {
  it('keeps the incident, tells the declarer which scope to add, and is created by Try again', async () => {
    const { ana, ops, workspace, announcements } = office
    workspace.faults.revokeScope('channels:manage')
    const reply = await ana.command(ops.id, 'declare SEV1 Checkout is slow')
    expect(reply.text).toContain('INC-1 · SEV1 · Checkout is slow* is declared')
    await office.quiet()
    expect(told()).toContain('I could not create the incident channel.')
    expect(told()).toContain('`channels:manage`')
    expect(told()).toContain('What you recorded is saved.')
    expect(ana.directMessages()).toHaveLength(1)
    expect(ana.directMessages()[0]?.buttons).toEqual(['Try again'])
    expect(announcements.messages().at(-1)?.plain).toContain('INC-1 · SEV1 · Checkout is slow')
    expect((await ana.command(ops.id, 'list')).text).toContain('*INC-1* SEV1')

    await ana.press('Try again')
    await office.quiet()
    expect(workspace.journal.calls('conversations.create').every(({ result }) => result.ok === false)).toBe(true)

    workspace.faults.restoreScope('channels:manage')
    await office.pass(5)
    await ana.press('Try again')
    await office.quiet()
    const channel = office.incidentChannel()
    expect(channel.name).toBe('inc-1-checkout-is-slow')
    expect(channel.members).toContain('UANA')
    expect(channel.topic).toBe('INC-1 · SEV1 · Checkout is slow')
    expect(post(channel, 'Declared by').buttons).toEqual(['I take command'])
    expect(announcements.messages()).toHaveLength(1)
    expect(announcements.messages()[0]?.plain).toContain('#inc-1-checkout-is-slow')
    expect(channel.bookmarks.map(({ title }) => title)).toEqual(['Announcement of INC-1'])
    const { timeline } = await draftOf(office, channel)
    expect(timeline).toEqual([expect.stringContaining('03:00 **status** Declared as SEV1: Checkout is slow (ana)')])

    await ana.press('Try again')
    await office.quiet()
    expect(ana.ephemerals(ana.dm).at(-1)?.plain).toContain('INC-1 has its channel')
  })

  it('is created once when Try again is clicked twice at once', async () => {
    const { ana, ops, workspace } = office
    workspace.faults.error('conversations.create', 'restricted_action')
    await ana.command(ops.id, 'declare SEV1 Checkout is slow')
    await office.quiet()
    expect(told()).toContain('A workspace setting forbids it')
    await Promise.all([ana.press('Try again'), ana.press('Try again')])
    await office.quiet()
    const made = workspace.journal.calls('conversations.create').filter(({ result }) => result.ok)
    expect(made).toHaveLength(1)
    const openings = office
      .incidentChannel()
      .messages()
      .filter(({ plain }) => plain.includes('Declared by'))
    expect(openings).toHaveLength(1)
  })

  it('holds back the challenge until there is a channel', async () => {
    const { ana, ops, workspace } = office
    workspace.faults.revokeScope('channels:manage')
    await ana.command(ops.id, 'declare SEV1 Checkout is slow')
    await office.pass(20)
    workspace.faults.restoreScope('channels:manage')
    const before = ana.directMessages().length
    await ana.press('Try again')
    await office.pass(60)
    const channel = office.incidentChannel()
    const asks = channel.messages().filter(({ buttons }) => buttons.includes('Track a hypothesis'))
    expect(asks).toHaveLength(1)
    expect(
      ana
        .directMessages()
        .slice(before)
        .map(({ plain }) => plain)
        .join(),
    ).not.toContain('could not')
  })
})

describe('other refusals by Slack', () => {
  it('an announcement channel without the bot: told once where to invite it; the incident goes on', async () => {
    const { ana, ben, announcements, workspace } = office
    await ben.remove(announcements.id, workspace.botUserId)
    workspace.faults.revokeScope('chat:write.public')
    const channel = await office.declare('SEV2 Search is down')
    expect(told()).toContain('I could not post the announcement.')
    expect(told()).toContain('/invite @fresheyes')
    await ana.command(channel.id, 'status identified')
    await ana.command(channel.id, 'resolve')
    await ana.command(channel.id, 'close now')
    await office.quiet()
    expect(linesOf(lastDraft(channel), 'status')).toHaveLength(4)
    expect(announcements.messages().filter(({ botId }) => botId)).toEqual([])
  })

  it('an archived incident channel: what was recorded is kept, and the person is told', async () => {
    const { ana } = office
    const channel = await office.declare('SEV2 Search is down')
    await ana.command(channel.id, 'owner')
    await office.quiet()
    await ana.archive(channel.id)
    await ana.command(channel.id, 'resolve it came back')
    await office.pass(1)
    await ana.command(channel.id, 'close now')
    await office.quiet()
    expect(told()).toContain('The channel is archived: unarchive it.')
    await ana.unarchive(channel.id)
    const draft = await draftOf(office, channel)
    expect(linesOf(draft, 'status').map((line) => line.slice(17))).toEqual([
      expect.stringContaining('Declared'),
      expect.stringContaining('Resolved: it came back'),
      expect.stringContaining('Closed'),
    ])
  })

  it('a modal that opens too late: the person is asked to try again', async () => {
    const { ana, ops, workspace } = office
    workspace.faults.error('views.open', 'expired_trigger_id')
    const reply = await ana.command(ops.id, 'declare')
    expect(reply.text).toBe('Slack was too slow to open the form. Please try again.')
  })

  it('an hour without Slack: everything arrives once, in order, afterwards', async () => {
    const { ana, workspace } = office
    const channel = await office.declare('SEV4 Search is down')
    workspace.faults.error('chat.postMessage', 'internal_error', 8)
    for (const word of ['one', 'two', 'three']) await ana.command(channel.id, `log ${word}`)
    await office.pass(60)
    const texts = channel.messages().flatMap(({ plain }) => /· (one|two|three) ·/.exec(plain)?.[1] ?? [])
    expect(texts).toEqual(['one', 'two', 'three'])
  })
})
