import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { formOf } from '../support/forms.ts'
import { everyMessage, pingsIn, post, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'
import {
  closedIncident,
  editing,
  lastFile,
  lastPrivate,
  linesAbout,
  pressLast,
  seen,
  seenField,
  standingFor,
  textField,
  writes,
} from '../support/post-mortem.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

async function exported(channel: Channel): Promise<string> {
  await office.ben.command(channel.id, 'export md')
  await office.quiet()
  return lastFile(channel)
}

describe('the post-mortem after close', () => {
  it('is offered below the draft, to everybody, with one button; anyone may look', async () => {
    const channel = await closedIncident(office)
    const offer = post(channel, 'What is missing, who is to fill it')
    expect(offer.buttons).toEqual(['Post-mortem'])
    await office.cleo.press('Post-mortem', { channel: channel.id, ts: offer.ts })
    await office.quiet()
    const { plain, buttons } = lastPrivate(office.cleo)
    expect(plain).toContain('draft · form `standard` · next review Wed, 1 Apr 2026')
    expect(plain).toContain('• *Summary*: What happened, in three sentences. _For ben._')
    expect(plain).toContain('Nobody has written in it yet')
    expect(buttons).toEqual(expect.arrayContaining(['Summary (missing)', 'Timeline', 'Form…', 'Publish…']))
  })

  it('is edited by section: one public line without the text, which is in every later file', async () => {
    const channel = await closedIncident(office)
    const form = await editing(office, office.ben, channel, 'Summary (missing)')
    expect(form.plain).toMatch(/^\*Missing\.\* What happened, in three sentences\. May help: /)
    await form.submit({ [textField]: 'The pool ran **dry** at noon.' })
    await office.quiet()
    expect(linesAbout(channel)).toEqual(['*Post-mortem* · ben · wrote *Summary*'])
    expect(section(await exported(channel), 'Summary').trim()).toBe('The pool ran **dry** at noon.')
    const stands = await standingFor(office, office.ben, channel)
    expect(stands).toContain('• *Summary*: ben, ')
    expect(stands).not.toContain('*Summary*: What happened')
    await office.restart()
    expect((await editing(office, office.ana, channel, 'Summary')).values[textField]).toMatchObject({
      value: 'The pool ran **dry** at noon.',
    })
  })
})

describe('a section', () => {
  it('stores and announces nothing when it is submitted unchanged, or when generated text is cleared', async () => {
    const channel = await closedIncident(office)
    await office.ben.command(channel.id, 'lesson well the runbook was right')
    await office.quiet()
    const before = channel.messages().length
    for (const values of [{}, { [textField]: '' }]) {
      const form = await editing(office, office.ben, channel, 'Lessons (missing)')
      expect(JSON.stringify(form.values[textField])).toContain('the runbook was right')
      expect((await form.submit(values)).closed).toBe(true)
      await office.quiet()
    }
    expect(channel.messages()).toHaveLength(before)
    expect(await versionsOf('lessons')).toEqual([])
  })

  it('keeps following the timeline below what was written, and shows changes until somebody has seen them', async () => {
    const channel = await closedIncident(office)
    await says('lesson well the runbook was right', channel)
    await writes(office, office.ben, channel, { title: 'Lessons (missing)', text: 'We were lucky, and say so.' })
    await says('lesson badly nobody knew the host', channel)
    const drafted = section(await exported(channel), 'Lessons')
    expect(drafted).toContain('We were lucky, and say so.')
    expect(drafted).toMatch(/Changed on record since ben wrote this[\s\S]*\+ - nobody knew the host/)
    expect(drafted).not.toContain('+ - the runbook was right')
    expect(await standingFor(office, office.ben, channel)).toContain('· *the record changed since*')

    const form = await editing(office, office.ben, channel, 'Lessons')
    expect(form.plain).toContain('*Changed on record since ben wrote this*')
    expect(form.plain).toContain('+ - nobody knew the host')
    await form.submit({ [textField]: 'We were lucky twice.' })
    await office.quiet()
    expect(section(await exported(channel), 'Lessons')).toContain('+ - nobody knew the host')

    await (await editing(office, office.ben, channel, 'Lessons')).submit({ [seenField]: [seen] })
    await office.quiet()
    expect(linesAbout(channel).at(-1)).toBe('*Post-mortem* · ben · has seen what changed under *Lessons*')
    expect(section(await exported(channel), 'Lessons').trim()).toBe('We were lucky twice.')
    expect((await versionsOf('lessons')).map(({ version }) => version)).toEqual([1, 2, 3])
  })

  it('is generated again and follows the timeline when it is cleared', async () => {
    const channel = await closedIncident(office)
    await writes(office, office.ben, channel, { title: 'Summary (missing)', text: 'Too early to say.' })
    await writes(office, office.ana, channel, { title: 'Summary', text: '' })
    expect(linesAbout(channel).at(-1)).toBe('*Post-mortem* · ana · gave *Summary* back: it is as it is generated again')
    expect(section(await exported(channel), 'Summary')).toContain('**Missing.** What happened')
    expect(await standingFor(office, office.ben, channel)).toContain('• *Summary*: What happened')
  })

  it('that lists entries says that they stay, and how to correct them', async () => {
    const channel = await closedIncident(office)
    const form = await editing(office, office.ben, channel, 'Timeline')
    expect(form.plain).toContain('Your words stand above the record, which stays.')
    expect(form.plain).toContain('`/incident timeline`')
    await form.submit({ [textField]: 'All of it happened in one hour.' })
    await office.quiet()
    const timeline = section(await exported(channel), 'Timeline')
    expect(timeline.trim()).toMatch(/^All of it happened in one hour\.[\s\S]*\*\*status\*\*/)
  })

  it('shows the second of two writers what the first changed, keeps their own text, and loses nothing', async () => {
    const channel = await closedIncident(office)
    const mine = await editing(office, office.ben, channel, 'Summary (missing)')
    await writes(office, office.ana, channel, { title: 'Summary (missing)', text: 'Ana was <faster> & first.' })
    const answer = await mine.submit({ [textField]: 'Ben has another view.' })
    await office.quiet()
    expect(answer.closed).toBe(false)
    const again = formOf(office.ben)
    expect(again.plain).toContain('*ana saved this section while you wrote.*')
    expect(again.plain).toContain('+ Ana was <faster> & first.')
    expect(again.values[textField]).toMatchObject({ value: 'Ben has another view.' })
    expect((await versionsOf('summary')).map(({ text }) => text)).toEqual(['Ana was <faster> & first.'])
    expect((await again.submit()).closed).toBe(true)
    await office.quiet()
    expect((await versionsOf('summary')).map(({ text, writtenBy }) => [writtenBy, text])).toEqual([
      ['UANA', 'Ana was <faster> & first.'],
      ['UBEN', 'Ben has another view.'],
    ])
  })

  it('is shown again before it is saved when its data changed in the meantime', async () => {
    const channel = await closedIncident(office)
    const form = await editing(office, office.ben, channel, 'Lessons (missing)')
    await says('lesson well the alarm was quick', channel)
    expect((await form.submit({ [textField]: 'Mine.' })).closed).toBe(false)
    expect(formOf(office.ben).plain).toContain('*What is on record changed while you wrote.*')
    expect(formOf(office.ben).plain).toContain('+ - the alarm was quick')
    expect((await formOf(office.ben).submit()).closed).toBe(true)
    await office.quiet()
    expect(section(await exported(channel), 'Lessons').trim()).toBe('Mine.')
  })

  it('is undone as a version of its own, unless it was changed since', async () => {
    const channel = await closedIncident(office)
    await writes(office, office.ben, channel, { title: 'Summary (missing)', text: 'One.' })
    await writes(office, office.ben, channel, { title: 'Summary', text: 'Two.' })
    await pressLast(office, office.ben, 'Undo')
    expect(post(channel, 'took back').plain).toBe('ben took back: ~*Post-mortem* · edited *Summary*~')
    expect(section(await exported(channel), 'Summary').trim()).toBe('One.')
    expect((await versionsOf('summary')).map(({ text }) => text)).toEqual(['One.', 'Two.', 'One.'])
    await writes(office, office.ana, channel, { title: 'Summary', text: 'Three.' })
    await office.pass(1)
    await writes(office, office.ben, channel, { title: 'Summary', text: 'Four.' })
    await pressLast(office, office.ana, 'Undo')
    expect(lastPrivate(office.ana).plain).toContain('It has been changed again since')
  })

  it('names what is still missing, and links to it', async () => {
    const channel = await closedIncident(office)
    await writes(office, office.ben, channel, { title: 'Summary (missing)', text: 'One.' })
    const { plain, buttons } = lastPrivate(office.ben)
    expect(plain).toContain('Still missing: *Impact*, *Causes*, *Detection*')
    expect(buttons).toEqual(expect.arrayContaining(['Summary', 'Impact (missing)', 'Publish…', 'Undo']))
  })
})

describe('text that people write', () => {
  const hostile = [
    '<!channel> <@UCLEO> <script>alert(1)</script>',
    '[click](javascript:alert(1)) ![x](http://evil/x.png)',
    '# A heading | with | bars',
    '```',
    'code without an end',
    '\u202Eturned around',
  ].join('\n')

  it('is plain text: pings nobody, runs nothing, ends no block, and comes back as written', async () => {
    const channel = await closedIncident(office)
    await writes(office, office.ben, channel, { title: 'Summary (missing)', text: hostile })
    const markdown = await exported(channel)
    expect(markdown.replaceAll('\\<', '')).not.toMatch(/<(script|!channel)/)
    expect(markdown).not.toMatch(/javascript:|!\[|<@U/)
    expect(markdown).toContain('\n## Impact\n')
    const form = await editing(office, office.ben, channel, 'Summary')
    expect(form.values[textField]).toMatchObject({ value: hostile })
    await form.submit({ [textField]: `${hostile}\nand more` })
    await office.quiet()
    await editing(office, office.ben, channel, 'Summary')
    await office.ben.press('History')
    await office.quiet()
    expect(formOf(office.ben).plain).toContain('<!channel>')
    expect(pingsIn(everyMessage(office))).toEqual([])
    expect(linesAbout(channel).join('\n')).not.toContain('script')
  })

  it('of 9,000 characters and more is split over as many fields as needed, without being cut', async () => {
    const channel = await closedIncident(office)
    const paragraphs = Array.from({ length: 3 }, (_, index) => `${String(index).repeat(2_900)}`)
    await writes(office, office.ben, channel, { title: 'Summary (missing)', text: paragraphs[0] ?? '' })
    const longer = await editing(office, office.ben, channel, 'Summary')
    await longer.submit({ 'Text, continued (2)': paragraphs[1] ?? '' })
    await office.quiet()
    const longest = await editing(office, office.ben, channel, 'Summary')
    await longest.submit({ 'Text, continued (3)': paragraphs[2] ?? '' })
    await office.quiet()
    const [latest] = (await versionsOf('summary')).toReversed()
    expect(latest?.text).toBe(paragraphs.join('\n'))
    const before = channel.messages().length
    await (await editing(office, office.ben, channel, 'Summary')).submit()
    await office.quiet()
    expect(channel.messages()).toHaveLength(before)
    expect(await exported(channel)).toContain(paragraphs[2])
  })
})

describe('the history of a section', () => {
  it('shows who wrote what and when, newest first, in pages; restores an older text by a click and a look', async () => {
    const channel = await closedIncident(office)
    for (let version = 1; version <= 7; version += 1)
      await writes(office, version % 2 ? office.ben : office.ana, channel, {
        title: version === 1 ? 'Summary (missing)' : 'Summary',
        text: `Text ${version}.`,
      })
    await editing(office, office.ben, channel, 'Summary')
    await office.ben.press('History')
    expect(versionsIn(formOf(office.ben).plain)).toEqual([7, 6, 5, 4, 3])
    expect(formOf(office.ben).plain).toContain('- Text 6.\n+ Text 7.')
    await office.ben.press('Older')
    expect(versionsIn(formOf(office.ben).plain)).toEqual([2, 1])
    await office.ben.press('Take this text back', { near: 'Version 2' })
    const form = formOf(office.ben)
    expect(form.values[textField]).toMatchObject({ value: 'Text 2.' })
    expect((await form.submit()).closed).toBe(true)
    await office.quiet()
    expect(section(await exported(channel), 'Summary').trim()).toBe('Text 2.')
    expect((await versionsOf('summary')).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('is unavailable while there is unsaved text', async () => {
    const channel = await closedIncident(office)
    await writes(office, office.ben, channel, { title: 'Summary (missing)', text: 'One.' })
    const form = await editing(office, office.ben, channel, 'Summary')
    await form.fill({ [textField]: 'One and a half.' })
    await office.ben.press('History')
    expect(formOf(office.ben).plain).toContain('*Save first.*')
    expect(formOf(office.ben).values[textField]).toMatchObject({ value: 'One and a half.' })
  })
})

const versionsIn = (plain: string): number[] =>
  [...plain.matchAll(/\*Version (\d+)\*/g)].map(([, version]) => Number(version))

/** The stored versions of a section, for the incident declared last. */
async function versionsOf(key: string) {
  const { id: channelId } = office.incidentChannel()
  return await office.app.database.transact((tx) =>
    tx.sectionText.findMany({
      where: { section: key, incident: { channelId } },
      orderBy: { version: 'asc' },
      select: { version: true, text: true, writtenBy: true },
    }),
  )
}

async function says(words: string, channel: Channel): Promise<void> {
  await office.ben.command(channel.id, words)
  await office.quiet()
}
