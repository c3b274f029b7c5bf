import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, linesOf, newIncident, post, posts, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
})
afterAll(() => office.close())

const announcementOf = (words: string) => {
  const found = office.announcements.messages().filter(({ plain }) => plain.includes(words))
  expect(found).toHaveLength(1)
  return found[0]?.plain ?? ''
}

describe('commander and owner', () => {
  it('go to the speaker by default: one public line, the duties privately, the announcement edited', async () => {
    const channel = await newIncident(office)
    const { ben } = office
    const reply = await ben.command(channel.id, 'commander')
    expect(reply.status).toBe('ok')
    await office.quiet()
    expect(channel.members).toContain('UBEN')
    const line = post(channel, '* is commander')
    expect(line.plain).toBe('*ben* is commander')
    expect(line.pinged).toEqual([])
    const [duties] = ben.ephemerals(channel.id).slice(-1)
    expect(duties?.plain).toContain('You are commander of')
    expect(announcementOf(channel.topic)).toContain('Commander: ben')
  })

  it('go to the person named with @, who is invited and told; the line says who gave the role', async () => {
    const channel = await newIncident(office)
    await office.ana.command(channel.id, 'commander @cleo')
    await office.quiet()
    expect(channel.members).toContain('UCLEO')
    expect(post(channel, '* is commander').plain).toBe('*cleo* is commander · by ana')
    expect(office.cleo.ephemerals(channel.id).at(-1)?.plain).toContain('You are commander of')
    expect(office.ana.ephemerals(channel.id).every(({ plain }) => !plain.includes('You are commander'))).toBe(true)
  })

  it('are handed over, naming the predecessor; the draft lists both with their times', async () => {
    const channel = await newIncident(office)
    await office.ana.command(channel.id, 'commander')
    await office.pass(10)
    await office.ana.command(channel.id, 'commander @ben')
    await office.quiet()
    expect(post(channel, 'was ana').plain).toBe('*ben* is commander (was ana) · by ana')
    expect(announcementOf(channel.topic)).toContain('Commander: ben')
    const draft = await draftOf(office, channel)
    const facts = section(draft.markdown, 'Facts')
    expect(facts).toMatch(/\| Commander \| ana, .* – .* \|\n\| Commander \| ben, .* on \|/)
    expect(linesOf(draft, 'role')).toEqual([
      expect.stringContaining('ana is commander (ana)'),
      expect.stringContaining('ben is commander (was ana) (ana)'),
    ])
  })

  it('are reported privately when held already, and nothing is stored', async () => {
    const channel = await newIncident(office)
    await office.ana.command(channel.id, 'commander')
    const again = await office.ana.command(channel.id, 'commander')
    expect(again.text).toMatch(/^You are commander already\.$/)
    const theirs = await office.ana.command(channel.id, 'commander @ana')
    expect(theirs.text).toMatch(/already/)
    await office.quiet()
    expect(posts(channel, '* is commander')).toHaveLength(1)
  })

  it('the owner answers for the post-mortem, is named in its gaps, and stays owner at a handover', async () => {
    const channel = await newIncident(office)
    await office.ana.command(channel.id, 'owner @cleo')
    await office.ana.command(channel.id, 'commander @ben')
    await office.quiet()
    expect(post(channel, 'is owner').plain).toBe('*cleo* is owner · by ana')
    expect(office.cleo.ephemerals(channel.id).at(-1)?.plain).toContain('You answer for the post-mortem')
    const { markdown } = await draftOf(office, channel)
    expect(section(markdown, 'Summary')).toContain('_For cleo._')
    expect(section(markdown, 'Summary')).toContain('**Missing.**')
  })

  it('a name without @ is answered with an example', async () => {
    const channel = await newIncident(office)
    const reply = await office.ana.command(channel.id, 'commander dana')
    expect(reply.text).toBe('Name them with @, for example `/incident commander @dana`')
  })

  it('somebody who is in the channel already becomes commander without an error', async () => {
    const channel = await newIncident(office)
    await office.ben.join(channel.id)
    const before = office.ana.directMessages().length
    await office.ana.command(channel.id, 'commander @ben')
    await office.quiet()
    expect(post(channel, '* is commander').plain).toContain('*ben* is commander')
    expect(office.ana.directMessages()).toHaveLength(before)
  })

  it('the button in the opening post gives command once, to whoever clicks first', async () => {
    const channel = await newIncident(office)
    await office.ben.join(channel.id)
    await office.ben.press('I take command', { channel: channel.id })
    await office.quiet()
    expect(post(channel, '* is commander').plain).toBe('*ben* is commander')
    const opening = post(channel, 'Declared by')
    expect(opening.plain).toContain('Commander: *ben*')
    expect(opening.buttons).toEqual([])
    await office.ana.command(channel.id, 'commander @cleo')
    await office.quiet()
    expect(post(channel, 'Declared by').plain).toContain('Commander: *cleo*')
  })

  it('time to acknowledge is measured to the first commander', async () => {
    const channel = await newIncident(office)
    await office.pass(7)
    await office.ana.command(channel.id, 'commander')
    await office.pass(5)
    await office.ana.command(channel.id, 'commander @ben')
    const { markdown } = await draftOf(office, channel)
    expect(section(markdown, 'Facts')).toMatch(/\| Acknowledged \| .* \(7 min after declaration\) \|/)
  })

  it('`none` vacates the role, and undo restores it', async () => {
    const channel = await newIncident(office)
    await office.ana.command(channel.id, 'commander')
    await office.ana.command(channel.id, 'commander none')
    await office.quiet()
    expect(post(channel, 'Nobody is commander (was ana)').plain).toBe('Nobody is commander (was ana) · ana')
    expect(post(channel, 'Declared by').buttons).toContain('I take command')
    await undoLast(office.ana, channel)
    expect(post(channel, 'Declared by').plain).toContain('Commander: *ana*')
    const again = await office.ana.command(channel.id, 'commander')
    expect(again.text).toBe('You are commander already.')
  })
})

const undoLast = async (person: Person, channel: Channel): Promise<void> => {
  const line = person.ephemerals(channel.id).findLast(({ buttons }) => buttons.includes('Undo'))
  await person.press('Undo', { channel: channel.id, ts: line?.ts ?? '' })
  await office.quiet()
}

describe('taking a role oneself', () => {
  it('replies in one message with the duties and an undo', async () => {
    const channel = await newIncident(office)
    const before = office.ana.ephemerals(channel.id).length
    const { text } = await office.ana.command(channel.id, 'commander')
    await office.quiet()
    const told = office.ana.ephemerals(channel.id).slice(before)
    expect(told).toHaveLength(1)
    expect(told[0]?.plain).toContain('You are commander of')
    expect(told[0]?.buttons).toEqual(['Undo'])
    expect(text).toContain('You are commander of')
    expect(announcementOf(channel.topic)).not.toContain('not confirmed')
  })

  it('can be undone: nobody is commander again, and the incident is unacknowledged', async () => {
    const channel = await newIncident(office)
    await office.ana.command(channel.id, 'commander')
    await office.quiet()
    await undoLast(office.ana, channel)
    expect(announcementOf(channel.topic)).toContain('Commander: nobody yet')
    await office.pass(2)
    await office.ben.command(channel.id, 'commander')
    const { markdown } = await draftOf(office, channel)
    expect(section(markdown, 'Facts')).toMatch(/\| Acknowledged \| .* \(2 min after declaration\) \|/)
    expect(section(markdown, 'Facts')).toMatch(/\| Commander \| ben, .* on \|/)
    expect(section(markdown, 'Facts')).not.toContain('Commander | ana')
  })

  it('gives it back to its holder on undo, as if nothing had happened', async () => {
    const channel = await newIncident(office)
    await office.ben.join(channel.id)
    await office.ana.command(channel.id, 'commander')
    await office.pass(3)
    await office.ben.command(channel.id, 'commander')
    await office.quiet()
    expect(office.ana.ephemerals(channel.id).at(-1)?.plain).toMatch(
      /^\*ben\* is commander \(was ana\)\. You are commander of INC-\d+ no more\.$/,
    )
    await undoLast(office.ben, channel)
    const { markdown } = await draftOf(office, channel)
    expect(section(markdown, 'Facts')).toMatch(/\| Commander \| ana, .* on \|/)
    expect(section(markdown, 'Facts')).not.toContain('Commander | ben')
  })
})

describe('a role given to somebody,', () => {
  let own: Office
  beforeAll(async () => {
    own = await openOffice()
  })
  afterAll(() => own.close())

  const announced = (channel: Channel) =>
    own.announcements.messages().find(({ plain }) => plain.includes(`#${channel.name}`))?.plain

  it('is confirmed only when they accept it', async () => {
    const channel = await newIncident(own)
    await own.ana.command(channel.id, 'commander @ben')
    await own.quiet()
    expect(post(channel, 'Declared by').plain).toContain('Commander: *ben* (not confirmed)')
    expect(announced(channel)).toContain('Commander: ben (not confirmed)')
    await own.ben.press('I have it', { channel: channel.id })
    await own.quiet()
    expect(post(channel, 'Declared by').plain).toMatch(/Commander: \*ben\*$/m)
    expect(announced(channel)).not.toContain('not confirmed')
    await own.ben.press('I have it', { channel: channel.id })
    await own.pass(30)
    expect(own.ana.directMessages()).toEqual([])
  })

  it('is reported once to whoever gave it when five minutes pass without confirmation', async () => {
    const channel = await newIncident(own)
    await own.ana.command(channel.id, 'role scribe @ben')
    await own.pass(4)
    expect(own.ana.directMessages()).toEqual([])
    await own.pass(60)
    const told = own.ana.directMessages().map(({ plain }) => plain)
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('*ben has not confirmed that they are scribe*, asked')
    expect(told[0]).toContain('/incident role scribe @name')
  })

  it('cannot be confirmed once another person has taken it, and the button says so', async () => {
    const channel = await newIncident(own)
    await own.ana.command(channel.id, 'commander @ben')
    await own.quiet()
    await own.cleo.command(channel.id, 'commander')
    await own.quiet()
    const asked = own.ben.ephemerals(channel.id).find(({ buttons }) => buttons.includes('I have it'))
    await own.ben.press('I have it', { channel: channel.id, ts: asked?.ts ?? '' })
    await own.quiet()
    expect(own.ben.ephemerals(channel.id).at(-1)?.plain).toBe('You are commander no more. cleo is now.')
    expect(post(channel, 'Declared by').plain).toContain('Commander: *cleo*')
  })

  it('cannot be confirmed by bystanders after the close', async () => {
    const channel = await newIncident(own)
    await own.ana.command(channel.id, 'commander')
    await own.ana.command(channel.id, 'role scribe @ben')
    await own.ana.command(channel.id, 'resolve')
    await own.ana.command(channel.id, 'close now')
    await own.quiet()
    const asked = own.ben.ephemerals(channel.id).find(({ buttons }) => buttons.includes('I have it'))
    await own.ben.press('I have it', { channel: channel.id, ts: asked?.ts ?? '' })
    await own.quiet()
    expect(own.ben.ephemerals(channel.id).at(-1)?.plain).toContain('Only the commander, the owner or an admin')
    const before = own.ana.directMessages().length
    await own.pass(30)
    expect(own.ana.directMessages()).toHaveLength(before)
  })
})

describe('custom roles', () => {
  it('are taken, given and shown, with the duties of the settings', async () => {
    const channel = await newIncident(office)
    const { text } = await office.ana.command(channel.id, 'role scribe')
    expect(text).toContain('You keep the timeline: react to what matters')
    await office.ana.command(channel.id, 'role commander @ben')
    await office.quiet()
    expect(post(channel, '* is scribe').plain).toBe('*ana* is scribe')
    const shown = await office.cleo.command(channel.id, 'role')
    expect(shown.text).toMatch(/commander: \*ben\* \(not confirmed\), since .*\nowner: _free_\nscribe: \*ana\*, since /)
  })

  it.each([
    [
      'role scrbe @ben',
      'There is no role `scrbe`. Did you mean `scribe`? The roles are `commander`, `owner`, `scribe`.',
    ],
    ['role xylophone', 'There is no role `xylophone`. The roles are `commander`, `owner`, `scribe`.'],
    ['role @ben', 'Which role? The roles are `commander`, `owner`, `scribe`.'],
    ['role scribe dana', 'Name them with @, for example `/incident role scribe @dana`'],
    ['role scribe none', 'Nobody is scribe.'],
  ])('explains: %s', async (words, answer) => {
    const channel = await newIncident(office)
    expect((await office.ana.command(channel.id, words)).text).toBe(answer)
    await office.quiet()
    expect(posts(channel, ' is scribe')).toEqual([])
  })

  it('are given by a mention in a thread, where the undo is offered', async () => {
    const channel = await newIncident(office)
    await office.ben.join(channel.id)
    const thread = await office.ana.say(channel.id, 'who writes?')
    await office.ana.say(channel.id, '@fresheyes role scribe @ben', { thread })
    await office.quiet()
    expect(post(channel, '* is scribe').plain).toBe('*ben* is scribe · by ana')
    const told = office.ana.ephemerals(channel.id).at(-1)
    expect(told?.thread).toBe(thread)
    expect(told?.buttons).toEqual(['Undo'])
  })
})

describe('a role for somebody who cannot hold it', () => {
  it('returns to its previous holder when the new one turns out to be a bot', async () => {
    const channel = await newIncident(office)
    office.workspace.addUser({ id: 'UDEPLOY', name: 'deploybot', realName: 'Deploy Bot', isBot: true })
    await office.ana.command(channel.id, 'commander')
    await office.pass(1)
    await office.ana.command(channel.id, 'commander <@UDEPLOY>')
    await office.quiet()
    expect(post(channel, 'is commander again').plain).toBe('ana is commander again: deploybot is a bot')
    expect(post(channel, 'Declared by').plain).toContain('Commander: *ana*')
    expect(office.ana.ephemerals(channel.id).at(-1)?.plain).toBe(
      'deploybot is a bot, and a role needs a person. ana is commander again. `/incident commander @name` gives it to somebody else.',
    )
    const known = await office.ana.command(channel.id, 'owner <@UDEPLOY>')
    expect(known.text).toBe('deploybot is a bot. A role needs a person.')
  })

  it('is refused for a deactivated or unknown account', async () => {
    const channel = await newIncident(office)
    office.workspace.addUser({ id: 'UGONE', name: 'gus', realName: 'Gus', deleted: true })
    for (const words of ['role scribe <@UGONE>', 'owner <@UNOBODY>']) {
      await office.ana.command(channel.id, words)
      await office.quiet()
    }
    expect(posts(channel, 'Nobody is').map(({ plain }) => plain)).toEqual(
      expect.arrayContaining([
        "Nobody is scribe: gus's account is deactivated",
        'Nobody is owner: Slack knows no person UNOBODY',
      ]),
    )
    const { text } = await office.ana.command(channel.id, 'role')
    expect(text).toMatch(/owner: _free_\nscribe: _free_/)
  })
})
