import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formOf, fullForm } from '../support/forms.ts'
import { anaReadsDrafts, draftOf, linesOf, modalOf, post, posts, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

async function undoLast(channel: string): Promise<void> {
  const line = office.ana.ephemerals(channel).findLast(({ buttons }) => buttons.includes('Undo'))
  await office.ana.press('Undo', { channel, ts: line?.ts ?? '' })
  await office.quiet()
}

describe('a drill', () => {
  it('is marked wherever people see it', async () => {
    const { ana, ops, announcements } = office
    const reply = await ana.command(ops.id, 'drill SEV1 The database is gone')
    expect(reply.text).toContain('*INC-1 · DRILL · SEV1 · The database is gone* is declared')
    await office.quiet()
    const channel = office.incidentChannel()
    expect(channel.name).toBe('inc-1-drill-the-database-is-gone')
    expect(channel.topic).toBe('INC-1 · DRILL · SEV1 · The database is gone')
    expect(post(channel, 'Declared by').plain).toContain('*This is a drill.*')
    const announced = post(announcements, 'The database is gone').plain
    expect(announced).toContain('INC-1 · DRILL · SEV1')
    expect(announced).toContain('*This is a drill.*')
    expect((await ana.command(ops.id, 'list')).text).toContain('*INC-1 · DRILL* SEV1')
    const { markdown } = await draftOf(office, channel)
    expect(markdown).toContain('**A drill.**')
    expect(section(markdown, 'Facts')).toContain('| Mode | drill |')
  })

  it('is challenged like a real incident, and counted apart', async () => {
    const channel = office.incidentChannel()
    await office.pass(16)
    expect(posts(channel, 'no hypothesis is tracked')).toHaveLength(1)
    const metrics = await (await fetch(`http://127.0.0.1:${office.app.port}/metrics`)).text()
    expect(metrics).toContain('fresheyes_incidents_open{severity="SEV1",mode="drill"} 1')
    expect(metrics).not.toContain('mode="live"')
  })

  it('can be corrected to live everywhere, recorded, and undone', async () => {
    const { ana, announcements } = office
    const channel = office.incidentChannel()
    await ana.command(channel.id, 'mode live')
    await office.quiet()
    expect(post(channel, 'Mode: live (was drill)').plain).toBe('Mode: live (was drill) · ana')
    expect(channel.name).toBe('inc-1-the-database-is-gone')
    expect(channel.topic).toBe('INC-1 · SEV1 · The database is gone')
    expect(post(announcements, 'The database is gone').plain).not.toContain('drill')
    expect(linesOf(await draftOf(office, channel), 'correction')).toHaveLength(1)
    await undoLast(channel.id)
    expect(channel.name).toBe('inc-1-drill-the-database-is-gone')
    expect(channel.topic).toContain('DRILL')
    expect(linesOf(await draftOf(office, channel), 'correction')).toEqual([])
  })

  it('without a title asks for one in a modal for drills', async () => {
    const form = modalOf(await office.ana.command(office.ops.id, 'drill SEV3'))
    expect(form.title).toBe('Declare a drill')
    await form.submit({ 'What is wrong?': 'The region is dark' })
    await office.quiet()
    expect(office.incidentChannel().topic).toBe('INC-2 · DRILL · SEV3 · The region is dark')
  })

  it.each([
    ['mode', 'Which mode? One of `live`, `drill`, `retro`. INC-2 is drill.'],
    ['mode real', 'Which mode?'],
    ['mode drill', 'INC-2 is drill already.'],
  ])('answers `%s` with a sentence', async (words, sentence) => {
    expect((await office.ana.command(office.incidentChannel().id, words)).text).toContain(sentence)
  })
})

describe('More…', () => {
  it('keeps what was typed, from a message too, and shows all other fields', async () => {
    const { ana, ben, ops } = office
    const ts = await ben.say(ops.id, 'disk of db-3 at 99 %')
    const form = modalOf(await ana.shortcut('declare_from_message', { channel: ops.id, ts }))
    await form.fill({ 'What is wrong?': 'The disk fills', Severity: 'SEV1 · Many users cannot work' })
    await ana.press('More…')
    const full = formOf(ana)
    expect(full.values['What is wrong?']?.value).toBe('The disk fills')
    expect(JSON.stringify(full.values.Severity)).toContain('SEV1')
    const sent = await full.submit({
      Summary: 'db-3 ran full <!here>',
      Services: 'orders, billing,orders',
      'When did the impact begin?': '02:40',
    })
    expect(sent.errors?.['When did the impact begin?']).toBeUndefined()
    await office.quiet()
    const channel = office.incidentChannel()
    expect(channel.topic).toBe('INC-3 · SEV1 · The disk fills')
    expect(post(channel, 'Declared by').plain).toContain('Impact began')
    expect(post(channel, 'Declared by').plain).toContain('db-3 ran full <!here>')
    expect(post(channel, 'Declared by').pinged).toEqual([])
    const { markdown, timeline } = await draftOf(office, channel)
    expect(timeline.join()).toContain('disk of db-3 at 99 %')
    expect(section(markdown, 'Summary')).toContain('db-3 ran full')
    expect(section(markdown, 'Facts')).toContain('| Services | orders, billing |')
  })

  it.each([
    ['nonsense', "I can't read a time in “nonsense”."],
    ['2026-02-30 10:00', "2026-02-30 isn't a valid date."],
    ['2030-01-01 10:00', 'is still to come'],
    ['3pm', 'write the time with 24 hours'],
    ['26:00', "26:00 isn't a valid time."],
  ])('refuses a start of “%s” at its field', async (words, sentence) => {
    const form = await fullForm(office.ben, office.ops.id)
    const refused = await form.submit({ 'What is wrong?': 'x', 'When did the impact begin?': words })
    expect(refused.errors?.['When did the impact begin?']).toContain(sentence)
    await form.close()
  })

  it('refuses times in the wrong order at their field', async () => {
    const form = await fullForm(office.ben, office.ops.id)
    const refused = await form.submit({
      'What is wrong?': 'x',
      'When did the impact begin?': '2026-03-01 10:00',
      'When was it detected?': '2026-03-01 09:00',
    })
    expect(refused.errors?.['When was it detected?']).toBe('“Impact began” would be after “detected”.')
    await form.close()
  })
})

describe('an incident that is already over', () => {
  it('is recorded with its times and ends up resolved, without notifying anybody', async () => {
    const { ana, ops, announcements } = office
    const form = modalOf(await ana.command(ops.id, 'retro SEV1 Checkout was down'))
    expect(form.values['What is wrong?']?.value).toBe('Checkout was down')
    await form.submit({
      'When did the impact begin?': '2026-02-27 21:10',
      'When was it detected?': '2026-02-27 21:25',
      'When was it resolved?': '2026-02-27 23:10',
    })
    await office.quiet()
    const channel = office.incidentChannel()
    expect(post(channel, 'Declared by').plain).toContain('This has already happened')
    expect(post(announcements, 'Checkout was down').plain).toContain('*resolved*')
    await office.pass(300)
    expect(posts(channel, 'hypothesis is tracked')).toEqual([])
    const { markdown } = await draftOf(office, channel)
    expect(markdown).toContain('Written up afterwards.')
    expect(section(markdown, 'Facts')).toContain(
      '| Resolved | 27 Feb 2026, 23:10 (2 h 00 min after the impact began) |',
    )
  })

  it.each([
    [
      { 'When was it resolved?': '2026-02-27 20:00' },
      'When was it resolved?',
      '“Impact began” would be after “resolved”.',
    ],
    [{ 'Read from': '2026-02-27 20:00' }, 'A channel to read', 'Which channel should I read?'],
    [{ 'A channel to read': 'ops', 'Read to': '2026-02-27 20:00' }, 'Read to', 'That is before “Read from”.'],
  ])('refuses %j', async (given, field, sentence) => {
    const form = modalOf(await office.ana.command(office.ops.id, 'retro It was down'))
    const refused = await form.submit({ 'When did the impact begin?': '2026-02-27 21:10', ...given })
    expect(refused.errors?.[field]).toContain(sentence)
    await form.close()
  })

  it('is declared by mention and has its times corrected afterwards', async () => {
    const { ana, ops, workspace } = office
    await ana.invite(ops.id, workspace.botUserId)
    await ana.say(ops.id, `<@${workspace.botUserId}> retro SEV3 Mail was late`)
    await office.quiet()
    const channel = office.incidentChannel()
    expect(channel.topic).toContain('RETROSPECTIVE · SEV3 · Mail was late')
    await ana.command(channel.id, 'time started 2026-02-27 09:00')
    await ana.command(channel.id, 'resolve it was delivered')
    await ana.command(channel.id, 'time resolved 2026-02-27 11:00')
    await office.quiet()
    expect(section((await draftOf(office, channel)).markdown, 'Facts')).toContain('| Resolved | 27 Feb 2026, 11:00')
  })
})
