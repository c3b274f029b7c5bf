import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
  it('without a name it is whoever asks: one public line, the duties privately, the announcement edited', async () => {
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

  it('with @name the named person is invited and told, and it is said who gave it', async () => {
    const channel = await newIncident(office)
    await office.ana.command(channel.id, 'commander @cleo')
    await office.quiet()
    expect(channel.members).toContain('UCLEO')
    expect(post(channel, '* is commander').plain).toBe('*cleo* is commander · by ana')
    expect(office.cleo.ephemerals(channel.id).at(-1)?.plain).toContain('You are commander of')
    expect(office.ana.ephemerals(channel.id).every(({ plain }) => !plain.includes('You are commander'))).toBe(
      true,
    )
  })

  it('is handed over, and the old one is named; the draft has both with their times', async () => {
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

  it('already held is said privately, and nothing is written', async () => {
    const channel = await newIncident(office)
    await office.ana.command(channel.id, 'commander')
    const again = await office.ana.command(channel.id, 'commander')
    expect(again.text).toMatch(/^You are commander already\.$/)
    const theirs = await office.ana.command(channel.id, 'commander @ana')
    expect(theirs.text).toMatch(/already/)
    await office.quiet()
    expect(posts(channel, '* is commander')).toHaveLength(1)
  })

  it('the owner answers for the post-mortem, is named in its gaps, and stays owner at a hand-over', async () => {
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

  it('somebody who is in the channel already becomes commander without a complaint', async () => {
    const channel = await newIncident(office)
    await office.ben.join(channel.id)
    const before = office.ana.directMessages().length
    await office.ana.command(channel.id, 'commander @ben')
    await office.quiet()
    expect(post(channel, '* is commander').plain).toContain('*ben* is commander')
    expect(office.ana.directMessages()).toHaveLength(before)
  })

  it('the button in the opening post takes command once for whoever presses first', async () => {
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

  it('time to acknowledge is that of the first commander', async () => {
    const channel = await newIncident(office)
    await office.pass(7)
    await office.ana.command(channel.id, 'commander')
    await office.pass(5)
    await office.ana.command(channel.id, 'commander @ben')
    const { markdown } = await draftOf(office, channel)
    expect(section(markdown, 'Facts')).toMatch(/\| Acknowledged \| .* \(7 min after declaration\) \|/)
  })
})
