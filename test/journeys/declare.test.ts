import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anaReadsDrafts, draftOf, modalOf, post, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

describe('declaring by command', () => {
  it('replies at once, creates the channel, invites the declarer, announces, and sets the topic', async () => {
    const { ana, ops } = office
    const reply = await ana.command(ops.id, 'declare SEV1 Checkout is slow')
    expect(reply.text).toBe(
      '*INC-1 · SEV1 · Checkout is slow* is declared. You will be invited to its channel in a moment.',
    )
    await office.quiet()
    const channel = office.incidentChannel()
    expect(channel.name).toBe('inc-1-checkout-is-slow')
    expect(channel.topic).toBe('INC-1 · SEV1 · Checkout is slow')
    expect(channel.members).toContain('UANA')
    expect(channel.members).not.toContain('UBEN')
    const opening = post(channel, 'Declared by')
    expect(opening.plain).toContain('Nobody is commander yet')
    expect(opening.buttons).toEqual(['I take command'])
    expect(opening.plain).toContain(':pushpin: note')
    const [announced] = office.announcements.messages()
    expect(announced?.plain).toContain('INC-1 · SEV1 · Checkout is slow')
    expect(announced?.plain).toContain('Commander: nobody yet')
    expect(announced?.plain).toContain(`#${channel.name}`)
    expect(channel.bookmarks.map(({ title }) => title)).toEqual(['Announcement of INC-1'])
    expect(channel.bookmarks[0]?.link).toContain(`/archives/CNEWS/p${announced?.ts.replace('.', '')}`)
  })

  it('creates one incident when repeated at once, and the second reply names it', async () => {
    const { ana, ben, ops, announcements } = office
    await ana.command(ops.id, 'declare SEV2 Search is down')
    await office.quiet()
    const first = office.incidentChannel()
    await office.pass(1.9)
    const again = await ana.command(ops.id, 'declare sev2 Search   is down')
    expect(again.text).toContain('INC-2 · SEV2 · Search is down')
    expect(again.text).toContain(`<#${first.id}>`)
    expect(again.text).toContain('No second one was made')
    await office.quiet()
    expect(office.incidentChannel().id).toBe(first.id)
    expect(announcements.messages().filter(({ plain }) => plain.includes('Search is down'))).toHaveLength(1)

    const bens = await ben.command(ops.id, 'declare SEV2 Search is down')
    expect(bens.text).toContain('INC-3')
  })

  it('creates another incident after two minutes', async () => {
    const { ana, ops } = office
    const first = await ana.command(ops.id, 'declare Mail is late')
    expect(first.text).toContain('INC-4 · SEV2 · Mail is late')
    await office.pass(2.1)
    const second = await ana.command(ops.id, 'declare Mail is late')
    expect(second.text).toContain('INC-5')
    await office.quiet()
    expect(office.incidentChannel().name).toBe('inc-5-mail-is-late')
  })

  it('takes the next free name when the channel name is taken', async () => {
    office.workspace.addChannel({ name: 'inc-6-cache', members: ['UBEN'] })
    office.workspace.addChannel({ name: 'inc-6-cache-2', members: ['UBEN'] })
    const channel = await office.declare('SEV3 Cache')
    expect(channel.name).toBe('inc-6-cache-3')
    expect(office.ana.directMessages()).toEqual([])
  })

  it('counts a command once when a double click sends it twice at the same time', async () => {
    const { ana, ops, announcements } = office
    const before = announcements.messages().length
    const words = 'declare SEV3 Both at once'
    const [one, other] = await Promise.all([ana.command(ops.id, words), ana.command(ops.id, words)])
    expect([one.text, other.text].filter((text) => text?.includes('is declared'))).toHaveLength(1)
    await office.quiet()
    expect(announcements.messages()).toHaveLength(before + 1)
  })
})

describe('declaring by modal', () => {
  it('asks for title and severity, and shows what is open already', async () => {
    const modal = modalOf(await office.ana.command(office.ops.id, 'declare'))
    expect(modal.title).toBe('Declare an incident')
    expect(modal.labels).toEqual(['What is wrong?', 'Severity'])
    expect(JSON.stringify(modal.blocks)).toContain('INC-6 · SEV3 · Cache')
    await modal.close()
  })

  it('opens the same modal for the bare command', async () => {
    const modal = modalOf(await office.ana.command(office.ops.id, ''))
    expect(modal.labels).toEqual(['What is wrong?', 'Severity'])
    await modal.close()
  })

  it('declares what was entered', async () => {
    const modal = modalOf(await office.ben.command(office.ops.id, 'declare'))
    const result = await modal.submit({
      'What is wrong?': 'Login fails',
      Severity: 'SEV1 · Many users cannot work',
    })
    expect(result).toMatchObject({ closed: true })
    await office.quiet()
    const channel = office.incidentChannel()
    expect(channel.topic).toBe('INC-8 · SEV1 · Login fails')
    expect(channel.members).toContain('UBEN')
    expect(office.ben.directMessages().at(-1)?.plain).toContain('*INC-8 · SEV1 · Login fails* is declared')
  })

  it('refuses a blank title at the field', async () => {
    const modal = modalOf(await office.ben.command(office.ops.id, 'declare'))
    const refused = await modal.submit({ 'What is wrong?': '   ' })
    expect(refused.errors).toEqual({ 'What is wrong?': 'What is wrong? A few words are enough.' })
    const mended = await modal.submit({ 'What is wrong?': 'Login is slow' })
    expect(mended.closed).toBe(true)
    await office.quiet()
    expect(office.incidentChannel().topic).toBe('INC-9 · SEV2 · Login is slow')
  })

  it('counts once, even when the title changes between two clicks', async () => {
    const modal = modalOf(await office.cleo.command(office.ops.id, 'declare'))
    const first = modal.submit({ 'What is wrong?': 'Disk is full' })
    await new Promise(setImmediate)
    const second = modal.submit({ 'What is wrong?': 'The disk is full' })
    await Promise.all([first, second])
    await office.quiet()
    const made = office.workspace.journal
      .calls('conversations.create')
      .filter(({ args }) => String(args.name).includes('disk'))
    expect(made).toHaveLength(1)
    const list = await office.cleo.command(office.ops.id, 'list')
    expect(list.text?.match(/disk is full/gi)).toHaveLength(1)
  })

  it('opens from the global shortcut as well', async () => {
    const modal = modalOf(await office.cleo.shortcut('declare'))
    expect(modal.labels).toEqual(['What is wrong?', 'Severity'])
    await modal.submit({ 'What is wrong?': 'Payments time out' })
    await office.quiet()
    const channel = office.incidentChannel()
    expect(channel.topic).toContain('Payments time out')
    expect(channel.members).toContain('UCLEO')
    expect(office.cleo.directMessages().at(-1)?.plain).toContain('Payments time out* is declared')
  })

  it('puts an entry about the declaration into the draft', async () => {
    const channel = await office.declare('SEV3 A line')
    const { markdown, timeline } = await draftOf(office, channel)
    expect(timeline).toEqual([expect.stringMatching(/^03:0\d \*\*status\*\* Declared as SEV3: A line \(ana\)$/)])
    expect(section(markdown, 'Facts')).toContain('| Severity | SEV3 |')
  })
})
