import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { declareFully, formOf, privately } from '../support/forms.ts'
import { modalOf, newIncident, post, posts, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'
import {
  closedIncident,
  closeNow,
  editing,
  lastFile,
  lastPrivate,
  linesAbout,
  pressLast,
  standingFor,
  textField,
  writes,
} from '../support/post-mortem.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const announceField = 'And where the incident was announced'
const announce = 'Say in one line that it is published; no file'

/** Somebody asks for the state of the post-mortem and clicks one of its buttons. */
async function pressing(person: Person, channel: Channel, label: string) {
  await standingFor(office, person, channel)
  return await pressLast(office, person, label)
}

async function publishing(person: Person, channel: Channel, values = {}): Promise<void> {
  await modalOf(await pressing(person, channel, 'Publish…')).submit(values)
  await office.quiet()
}

const underAnnouncements = (words: string) =>
  office.announcements.messages().filter(({ plain, thread }) => thread && plain.includes(words))

describe('the state of a post-mortem', () => {
  it('goes from draft to review to published, each in one line; undo takes a step back', async () => {
    const channel = await closedIncident(office)
    await pressing(office.ben, channel, 'Send for review')
    expect(linesAbout(channel)).toEqual(['*Post-mortem* · ben · sent it for review'])
    expect(await standingFor(office, office.ben, channel)).toContain('· in review ·')
    await pressing(office.ben, channel, 'Back to draft')
    expect(await standingFor(office, office.ben, channel)).toContain('· draft ·')
    await pressing(office.ben, channel, 'Send for review')
    await pressLast(office, office.ben, 'Undo')
    expect(await standingFor(office, office.ben, channel)).toContain('· draft ·')
    expect(post(channel, 'took back').plain).toContain('~*Post-mortem* · sent it for review~')
  })

  it('is published after the gaps are named; the file says so, and stays as it was', async () => {
    const channel = await closedIncident(office)
    await writes(office, office.ben, channel, { title: 'Summary (missing)', text: 'The first text.' })
    const form = modalOf(await pressing(office.ben, channel, 'Publish…'))
    expect(form.plain).toContain('*Missing (6)*')
    expect(form.plain).toContain('• *Causes*: The cause is not known yet')
    expect(form.plain).toContain('_For ben._')
    await form.submit()
    await office.quiet()
    expect(channel.files().at(-1)?.title).toMatch(/post-mortem \(published\)$/)
    expect(posts(channel, 'published by ben')).toHaveLength(1)
    expect(await standingFor(office, office.cleo, channel)).toContain('· published by ben, ')
    expect(underAnnouncements('is published')).toEqual([])

    await writes(office, office.ben, channel, { title: 'Summary', text: 'The second text.' })
    expect(linesAbout(channel).at(-1)).toBe(
      '*Post-mortem* · ben · edited *Summary*. It stays published; the file handed out is as it was',
    )
    expect(lastFile(channel)).toContain('The first text.')
    expect((await editing(office, office.ben, channel, 'Summary')).plain).toContain('_Published.')
    await publishingAgain(channel)
    expect(lastFile(channel)).toContain('The second text.')
    await pressing(office.ben, channel, 'Back to draft')
    expect(await standingFor(office, office.ben, channel)).toContain('· draft ·')
  })

  async function publishingAgain(channel: Channel): Promise<void> {
    await modalOf(await pressing(office.ben, channel, 'Publish again…')).submit()
    await office.quiet()
  }

  it('is announced on request, in one line under the announcement that pings nobody', async () => {
    const channel = await closedIncident(office)
    await publishing(office.ben, channel, { [announceField]: [announce] })
    const [line] = underAnnouncements('is published')
    expect(line?.plain).toContain(`) is published in #${channel.name}.`)
    expect(line?.pinged).toEqual([])
    expect(office.announcements.files()).toEqual([])
  })

  it('is published once when two people do it', async () => {
    const channel = await closedIncident(office)
    const mine = modalOf(await pressing(office.ben, channel, 'Publish…'))
    await publishing(office.ana, channel)
    const files = channel.files().length
    await mine.submit()
    await office.quiet()
    expect(lastPrivate(office.ben).plain).toBe('ana has published it already.')
    expect(channel.files()).toHaveLength(files)
  })

  it('is for commander, owner and admins; anyone may look, and is told whom to ask', async () => {
    const channel = await closedIncident(office)
    for (const label of ['Send for review', 'Publish…', 'Form…', 'Next review…', 'Draft again']) {
      await pressing(office.cleo, channel, label)
      expect(lastPrivate(office.cleo).plain, label).toContain('Ask them (commander: ana, owner: ben).')
    }
    await standingFor(office, office.cleo, channel)
    const { ts } = lastPrivate(office.cleo)
    const answer = await office.cleo.choose('Edit a section…', 'Timeline', { channel: channel.id, ts })
    expect(answer.modal).toBeUndefined()
    expect(linesAbout(channel)).toEqual([])
  })

  it('keeps what somebody typed when they lose the permission while writing', async () => {
    const channel = await closedIncident(office)
    const form = await editing(office, office.ben, channel, 'Summary (missing)')
    await office.ana.command(channel.id, 'reopen it is back')
    await office.quiet()
    const { errors } = await form.submit({ [textField]: 'Typed for ten minutes.' })
    expect(errors?.[textField]).toContain('its post-mortem is drafted when it is closed')
  })
})

describe('before there is a draft', () => {
  it('says for an open incident, and for a false alarm, when there will be one', async () => {
    const channel = await newIncident(office)
    await office.ana.command(channel.id, 'commander')
    expect((await office.ana.command(channel.id, 'postmortem')).text).toContain(
      'is investigating: its post-mortem is drafted when it is closed. `/incident export` shows it as it stands.',
    )
    await office.ana.command(channel.id, 'cancel a wrong alarm')
    await office.quiet()
    expect((await office.ana.command(channel.id, 'postmortem')).text).toContain('was a false alarm')
  })

  it('names the incident when asked from elsewhere, or says that it does not exist', async () => {
    const channel = await closedIncident(office)
    const number = channel.topic.split(' ')[0] ?? ''
    const { blocks } = await office.ben.command(office.ben.dm, `postmortem ${number}`)
    expect(JSON.stringify(blocks)).toContain(`*Post-mortem of ${number}*`)
    expect((await office.ben.command(office.ops.id, 'postmortem INC-999')).text).toBe('There is no INC-999.')
  })
})

describe('the template', () => {
  it('is chosen for this post-mortem, and keeps what people wrote', async () => {
    const channel = await closedIncident(office)
    await writes(office, office.ben, channel, { title: 'Summary (missing)', text: 'Mine.' })
    const form = modalOf(await pressing(office.ben, channel, 'Form…'))
    await form.submit({ 'Which form?': 'standard: every section there is' })
    await office.quiet()
    expect(linesAbout(channel).at(-1)).toBe('*Post-mortem* · ben · chose the form `standard`')
    await pressLast(office, office.ben, 'Undo')
    expect(posts(channel, 'took back')).toHaveLength(1)
    const before = channel.messages().length
    await modalOf(await pressing(office.ben, channel, 'Form…')).submit()
    await office.quiet()
    expect(channel.messages()).toHaveLength(before)
    await pressing(office.ben, channel, 'Draft again')
    expect(section(lastFile(channel), 'Summary').trim()).toBe('Mine.')
  })
})

describe('a private incident', () => {
  it('is announced nowhere, and hidden from outsiders', async () => {
    await declareFully(office.ana, office.ops.id, { 'What is wrong?': 'A key leaked', Where: [privately] })
    await office.quiet()
    const channel = office.incidentChannel()
    await office.ana.command(channel.id, 'commander')
    await closeNow(office, channel)
    const form = modalOf(await pressing(office.ana, channel, 'Publish…'))
    expect(form.labels).toEqual([])
    await form.submit()
    await office.quiet()
    expect(underAnnouncements('A key leaked')).toEqual([])
    const number = /inc-\d+/.exec(channel.name)?.[0].toUpperCase() ?? ''
    expect((await office.cleo.command(office.ops.id, `postmortem ${number}`)).text).toBe(`There is no ${number}.`)
  })
})

describe('an incident that is reopened', () => {
  it('keeps its post-mortem when it is closed again, as a draft, with its history', async () => {
    const channel = await closedIncident(office)
    await writes(office, office.ben, channel, { title: 'Summary (missing)', text: 'It was over.' })
    await publishing(office.ben, channel)
    await office.ana.command(channel.id, 'reopen it was not')
    await office.quiet()
    expect((await office.ben.command(channel.id, 'postmortem')).text).toContain('is investigating')
    await closeNow(office, channel)
    expect(await standingFor(office, office.ben, channel)).toContain('· draft ·')
    expect(section(lastFile(channel), 'Summary').trim()).toBe('It was over.')
    await writes(office, office.ben, channel, { title: 'Summary', text: 'Now it is.' })
    await editing(office, office.ben, channel, 'Summary')
    await office.ben.press('History')
    expect(formOf(office.ben).plain).toContain('*Version 2*')
    expect(posts(channel, 'What is missing, who is to fill it')).toHaveLength(2)
  })
})
