import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { beginsWith, closeForm, endOf, ledByAna, sendOff, toldLast, writtenOf } from '../support/closing.ts'
import { captured, formOfLedger } from '../support/ledger.ts'
import { anaReadsDrafts, lastDraft, linesOf, modalOf, post, posts, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

describe('closing by modal', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ settings: anaReadsDrafts })
  })
  afterAll(() => office.close())

  const resolve = 'resolve reverted the release'

  it('prefills what is known; submitted unchanged, it closes and stores nothing more', async () => {
    const { ana, ben } = office
    const channel = await ledByAna(office, 'impact users 3 % of <checkouts>', 'hyp the cache is cold')
    await ben.join(channel.id)
    await captured(office, ben, channel, { text: 'restarted the cache', reaction: 'hammer_and_wrench' })
    await ben.command(channel.id, 'result worked errors fell')
    await ana.command(channel.id, 'lesson badly nobody knew where the runbook is')
    const confirm = await formOfLedger(ana, channel, 'Confirm…', 'the cache is cold')
    await confirm.submit({ 'What shows it?': 'it warms up, and errors fall' })
    await ana.command(channel.id, resolve)
    await office.quiet()
    const before = channel.messages().length
    const form = await closeForm(ana, channel)
    expect(form.title).toMatch(/^Close INC-\d+$/)
    expect(form.labels).toEqual([
      'Summary',
      'Impact',
      'Root cause',
      'Resolution',
      'Lessons to add',
      'Still unexplained?',
    ])
    expect(beginsWith(form, 'Summary')).toBe('')
    expect(beginsWith(form, 'Impact')).toContain('3 % of')
    expect(beginsWith(form, 'Root cause')).toMatch(/the cache is cold.*it warms up, and errors fall/s)
    expect(beginsWith(form, 'Resolution')).toMatch(/restarted the cache.*worked.*errors fell/)
    expect(form.plain).toContain('*Noted so far*\n• Went badly: nobody knew where the runbook is')
    expect(form.plain).not.toContain('Still *')
    expect(await sendOff(office, form)).toEqual({})
    expect(await writtenOf(office, channel)).toEqual([])
    expect(post(channel, '*Closed*').plain).toBe('*Closed* · ana')
    // The closing line, the draft, and the button to fill in what is missing.
    expect(channel.messages().slice(before)).toHaveLength(3)
    expect(toldLast(ana, channel)).toBe('*Closed*\n[Undo]\nThe draft post-mortem follows in a moment.')
    const draft = lastDraft(channel)
    expect(linesOf(draft, 'lesson')).toHaveLength(1)
    expect(section(draft.markdown, 'Facts')).toContain('| Status | closed |')
    expect(office.workspace.journal.calls('conversations.archive')).toEqual([])
  })

  it('stores what people write, puts it in the draft and announces it in one line', async () => {
    const channel = await ledByAna(office, resolve, 'unexplained it comes every 20 minutes')
    const form = await closeForm(office.ana, channel)
    expect(beginsWith(form, 'Root cause')).toBe('Not known yet')
    expect(form.plain).toContain('*Nobody has explained*\n• it comes every 20 minutes')
    const before = channel.messages().length
    await sendOff(office, form, {
      Summary: 'Checkouts failed for an hour.',
      'Root cause': 'Not known yet; we think of the cache.',
      'Lessons to add': '- well: the rollback took 40 s\nthe pool is <!channel> shared\n\n',
      'Still unexplained?': 'it comes every 20 minutes\nwhy only at night\nwhy only in Lisbon',
    })
    expect(await writtenOf(office, channel)).toEqual([
      'causes 1: Not known yet; we think of the cache.',
      'summary 1: Checkouts failed for an hour.',
    ])
    const line = '*Closed* · ana · adds summary, root cause, 2 lessons, 2 open questions'
    expect(post(channel, '*Closed*').plain).toBe(line)
    // The closing line, the draft, and the button to fill in what is missing.
    expect(channel.messages().slice(before)).toHaveLength(3)
    const { markdown } = lastDraft(channel)
    expect(section(markdown, 'Summary').trim()).toBe('Checkouts failed for an hour.')
    expect(section(markdown, 'Causes')).toContain('we think of the cache')
    expect(markdown).not.toContain('Changed on record')
    expect(section(markdown, 'Lessons')).toMatch(/\*\*Went well\*\*\n\n- the rollback took 40 s/)
    expect(section(markdown, 'Lessons')).toMatch(/\*\*Surprised us\*\*\n\n- the pool is/)
    const open = section(markdown, 'Open questions')
    expect(open.match(/^- Unexplained/gm)).toHaveLength(3)
    expect(open).toContain('why only in Lisbon')
  })

  it('asks whether the confirmed cause explains what was unexplained, and records what is ticked', async () => {
    const { ana } = office
    const words = ['hyp the cache is cold', 'unexplained slow only at night', 'unexplained pods restart']
    const channel = await ledByAna(office, ...words)
    expect((await closeForm(ana, channel)).labels).not.toContain('Explained by “the cache is cold”')
    await ana.modal()?.close()
    const confirm = await formOfLedger(ana, channel, 'Confirm…', 'the cache is cold')
    await confirm.submit({ 'What shows it?': 'it warms up' })
    await ana.command(channel.id, resolve)
    await office.quiet()
    const form = await closeForm(ana, channel)
    await sendOff(office, form, { 'Explained by “the cache is cold”': ['slow only at night'] })
    expect(post(channel, '*Closed*').plain).toBe('*Closed* · ana · adds 1 explanation')
    const open = section(lastDraft(channel).markdown, 'Open questions')
    expect(open).toContain('pods restart')
    expect(open).not.toContain('slow only at night')
  })

  it('offers messages nobody captured; ticked ones go on the timeline, the rest are offered afterwards', async () => {
    const { ana, ben } = office
    const channel = await ledByAna(office)
    await ben.join(channel.id)
    const gone = await ben.say(channel.id, 'rebooted the switch')
    await ben.say(channel.id, 'rolled back to yesterday’s build')
    await ben.say(channel.id, 'I think it is the cache, probably because of the deploy')
    await ana.command(channel.id, resolve)
    await office.quiet()
    const form = await closeForm(ana, channel)
    await ben.deleteMessage(channel.id, gone)
    await office.quiet()
    await sendOff(office, form, {
      'Not on the timeline yet: add': ['rolled back to yesterday’s build', 'rebooted the switch'],
    })
    expect(post(channel, '*Closed*').plain).toBe('*Closed* · ana · adds 1 message')
    expect(toldLast(ana, channel)).toContain('_1 of what you ticked was left out')
    expect(linesOf(lastDraft(channel), 'action')).toEqual([
      expect.stringContaining('rolled back to yesterday’s build (ben)'),
    ])
    const review = ana.directMessages().at(-1)?.plain ?? ''
    expect(review).toContain('I think it is the cache')
    expect(review).not.toContain('rolled back')
  })

  it('resolves an open incident too; undo restores its status and keeps what was written', async () => {
    const { ana, ben } = office
    const channel = await ledByAna(office)
    await ben.join(channel.id)
    const form = await closeForm(ben, channel)
    expect(form.plain).toContain('Still *investigating*: closing resolves it now.')
    await sendOff(office, form, { Summary: 'It was the cache.', 'Lessons to add': 'lucky: few were awake' })
    const line = '*Resolved and closed* · ben · adds summary, 1 lesson'
    expect(post(channel, '*Resolved and closed*').plain).toBe(line)
    const now = office.clock.now()
    expect(await endOf(office, channel)).toEqual({ status: 'closed', resolvedAt: now, closedAt: now })
    const shown = ben.ephemerals(channel.id).at(-1)
    await ben.press('Undo', { channel: channel.id, ts: shown?.ts ?? '' })
    await office.quiet()
    const open = { status: 'investigating', resolvedAt: null, closedAt: null }
    expect(await endOf(office, channel)).toEqual(open)
    expect(post(channel, 'took back').plain).toBe('ben took back: ~*Resolved and closed*~')
    const again = await closeForm(ana, channel)
    expect(beginsWith(again, 'Summary')).toBe('It was the cache.')
    expect(again.plain).toContain('• Got lucky: few were awake')
    await sendOff(office, again)
    expect(await writtenOf(office, channel)).toEqual(['summary 1: It was the cache.'])
  })

  it('opens from the panel, and by a button after a mention; `now` closes without it', async () => {
    const { ana } = office
    const channel = await ledByAna(office, resolve)
    await ana.command(channel.id, '')
    const panel = ana.ephemerals(channel.id).at(-1)
    const form = modalOf(await ana.press('Close…', { channel: channel.id, ts: panel?.ts ?? '' }))
    const { title } = form
    expect(form.labels).toContain('Root cause')
    await form.close()
    await ana.say(channel.id, '@fresheyes close')
    await office.quiet()
    const shown = ana.ephemerals(channel.id).at(-1)
    expect(shown?.plain).toContain('`/incident close now` closes without it.')
    const other = modalOf(await ana.press('Close…', { channel: channel.id, ts: shown?.ts ?? '' }))
    expect(other.title).toBe(title)
    await other.close()
    expect((await endOf(office, channel)).status).toBe('resolved')
    await ana.say(channel.id, '@fresheyes close now')
    await office.quiet()
    expect((await endOf(office, channel)).status).toBe('closed')
    expect(await refused(channel)).toMatch(/is closed already\.$/)
    await ana.press('Close…', { channel: channel.id, ts: shown?.ts ?? '' })
    await office.quiet()
    expect(toldLast(ana, channel)).toMatch(/is closed already\.$/)
  })

  const refused = async (channel: Channel) => (await office.ana.command(channel.id, 'close')).text

  it('counts a duplicate submission once', async () => {
    const channel = await ledByAna(office, resolve)
    const form = await closeForm(office.ana, channel)
    office.workspace.faults.duplicateDeliveries(3, { sameEventId: true })
    await sendOff(office, form, { Summary: 'Once.', 'Lessons to add': 'well: once' })
    expect(await writtenOf(office, channel)).toEqual(['summary 1: Once.'])
    expect(posts(channel, '*Closed*')).toHaveLength(1)
    expect(section(lastDraft(channel).markdown, 'Lessons').match(/once/g)).toHaveLength(1)
  })
})
