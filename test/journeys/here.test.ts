import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { declareFully, formOf, fullForm, here } from '../support/forms.ts'
import { anaReadsDrafts, draftOf, linesOf, post, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

const channelOf = (name: string, isPrivate = false) =>
  office.workspace.addChannel({ name, members: ['UANA', 'UBEN', 'UCLEO'], private: isPrivate })

const toldAna = () =>
  office.ana
    .directMessages()
    .map(({ plain }) => plain)
    .join('\n')

const declaredIn = (id: string, title: string) =>
  declareFully(office.ana, id, { 'What is wrong?': title, Where: [here] })

describe('an incident in an existing channel', () => {
  it('creates no channel: the bot joins, and leaves topic, name and bookmarks as they are', async () => {
    const { ana, workspace, announcements } = office
    const payments = channelOf('payments')
    await ana.setTopic(payments.id, 'Who pays, wins')
    await declaredIn(payments.id, 'Cards are refused')
    await office.quiet()
    expect(workspace.journal.calls('conversations.create')).toEqual([])
    expect(payments.members).toContain(workspace.botUserId)
    expect(post(payments, 'Declared by').buttons).toEqual(['I take command'])
    await ana.command(payments.id, 'severity SEV1 everybody')
    await office.quiet()
    expect(payments.topic).toBe('Who pays, wins')
    expect(payments.name).toBe('payments')
    expect(payments.bookmarks).toEqual([])
    expect(post(announcements, 'Cards are refused').plain).toContain('Channel: #payments')
    expect(toldAna()).not.toContain('could not')
  })

  it('captures as in any other channel, with its declaration as the first entry', async () => {
    const payments = office.workspace.channelByName('payments')
    if (!payments) throw new Error('no #payments')
    const ts = await office.ben.say(payments.id, 'the gateway times out')
    await office.ben.react(payments.id, ts, 'pushpin')
    await office.quiet()
    const draft = await draftOf(office, payments)
    expect(linesOf(draft, 'note')).toEqual([expect.stringContaining('the gateway times out')])
    expect(draft.timeline.join()).toContain('Declared as SEV2: Cards are refused')
  })

  it('waits to be invited to a private channel, and says so', async () => {
    const { ben, workspace } = office
    const lab = channelOf('lab', true)
    await declaredIn(lab.id, 'The lab is dark')
    await office.quiet()
    expect(toldAna()).toContain(
      'I could not join the channel. It is private: invite me (`/invite @fresheyes`), and I go on from there.',
    )
    expect((await ben.command(lab.id, 'show')).text).toContain('The lab is dark')
    await ben.invite(lab.id, workspace.botUserId)
    await office.quiet()
    expect(posts(lab, 'Declared by')).toHaveLength(1)
    await ben.command(lab.id, 'log the fuse is out')
    await office.quiet()
    expect(posts(lab, 'the fuse is out')).toHaveLength(1)
  })

  it('begins at once in a private channel that the bot is already in', async () => {
    const { ben, workspace } = office
    const vault = channelOf('vault', true)
    await ben.invite(vault.id, workspace.botUserId)
    await declaredIn(vault.id, 'The vault is open')
    await office.quiet()
    expect(posts(vault, 'Declared by')).toHaveLength(1)
  })

  it('is one at a time: a second is neither offered nor created, and the refusal links to the first', async () => {
    const { ana, ben } = office
    const search = channelOf('search')
    const early = await fullForm(ben, search.id)
    await declaredIn(search.id, 'Search is empty')
    await office.quiet()
    const refused = await early.submit({ 'What is wrong?': 'Search is slow', Where: [here] })
    expect(refused.errors?.Where).toMatch(/This channel serves INC-\d+ already, and can serve one at a time/)
    await early.close()
    const late = await fullForm(ben, search.id)
    expect(JSON.stringify(late.blocks)).not.toContain(here)
    await late.close()

    await ana.command(search.id, 'cancel it was a test index')
    const undo = ana.ephemerals(search.id).at(-1)
    await declaredIn(search.id, 'Search is gone')
    await office.quiet()
    expect(posts(search, 'Declared by')).toHaveLength(2)
    await ana.press('Undo', { channel: search.id, ts: undo?.ts ?? '' })
    await office.quiet()
    expect(ana.ephemerals(search.id).at(-1)?.plain).toContain('This channel serves another incident by now')
    await ana.command(search.id, 'resolve it is back')
    await office.quiet()
    expect(post(search, '*Resolved*').plain).toContain('it is back')
  })

  it('is created once when two people declare at the same moment', async () => {
    const { ana, ben } = office
    const mail = channelOf('mail')
    const [one, other] = [await fullForm(ana, mail.id), await fullForm(ben, mail.id)]
    const results = await Promise.all([
      one.submit({ 'What is wrong?': 'Mail is late', Where: [here] }),
      other.submit({ 'What is wrong?': 'Mail bounces', Where: [here] }),
    ])
    expect(results.filter(({ errors }) => errors)).toHaveLength(1)
    await office.quiet()
    expect(posts(mail, 'Declared by')).toHaveLength(1)
  })

  it('is not offered in a direct message', async () => {
    const form = await fullForm(office.cleo, office.cleo.dm)
    expect(JSON.stringify(form.blocks)).not.toContain(here)
    await formOf(office.cleo).close()
  })

  it('is declared even without the scope to join, and the missing scope is named', async () => {
    const { ana, workspace } = office
    const docs = channelOf('docs')
    workspace.faults.revokeScope('channels:join')
    await declaredIn(docs.id, 'Docs are down')
    await office.quiet()
    expect(toldAna()).toContain('`channels:join`')
    expect((await ana.command(docs.id, 'list')).text).toContain('Docs are down')
    workspace.faults.restoreScope('channels:join')
    await ana.invite(docs.id, workspace.botUserId)
    await office.quiet()
    expect(posts(docs, 'Declared by')).toHaveLength(1)
  })
})
