import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, OpenModal } from '../../playground/workspace.ts'
import { newIncident, posts } from '../support/look.ts'
import { type Office, openOffice, start } from '../support/office.ts'
import { choose, linesOf, openTimeline, reading } from '../support/timeline.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

const wordsOf = (modal: OpenModal): (string | undefined)[] =>
  reading(modal)
    .rows()
    .map((row) => row[1])

/** The modal after a click on one of its buttons. */
async function turned(label: string): Promise<OpenModal> {
  await office.ana.press(label)
  const modal = office.ana.modal()
  if (!modal) throw new Error('the modal is closed')
  return modal
}

const controls = ({ buttons }: OpenModal) =>
  buttons.filter((label) => ['Newest', 'Newer', 'Older', 'Oldest'].includes(label))

describe('the timeline', () => {
  let channel: Channel
  beforeAll(async () => {
    channel = await newIncident(office)
    await office.ben.join(channel.id)
    for (let count = 1; count <= 24; count += 1) {
      await office.pass(1)
      await office.ben.command(channel.id, `log line ${count}`)
    }
    await office.quiet()
  })

  it('shows the newest first, ten at a time, with author and time', async () => {
    const { modal, rows } = await openTimeline(office.ana, channel)
    expect(modal.title).toMatch(/^INC-\d+ timeline$/)
    expect(rows()).toHaveLength(10)
    expect(rows()[0]).toEqual(['*Mon, 2 Mar 2026, 03:24 (UTC)* · note · ben', 'line 24'])
    expect(controls(modal)).toEqual(['Older', 'Oldest'])
    expect(modal.values['Filter by kind']).toMatchObject({ selected_option: { value: 'all' } })
  })

  it('pages to the beginning and back, every entry once, while new ones arrive', async () => {
    await openTimeline(office.ana, channel)
    const seen: (string | undefined)[] = []
    for (let modal = office.ana.modal(); modal; ) {
      seen.push(...wordsOf(modal))
      await office.ben.command(channel.id, 'log while somebody reads')
      await office.quiet()
      modal = controls(modal).includes('Older') ? await turned('Older') : undefined
    }
    const lines = Array.from({ length: 24 }, (_, index) => `line ${24 - index}`)
    expect(seen.filter((words) => words?.startsWith('line '))).toEqual(lines)
    expect(seen).not.toContain('while somebody reads')
    expect(wordsOf(await turned('Newest'))).toContain('while somebody reads')
    expect(wordsOf(await turned('Oldest')).at(-1)).toContain('Declared as')
    expect(wordsOf(await turned('Newer')).at(-1)).toBe('line 10')
  })

  it('filters by kind, by command or in the modal', async () => {
    const { modal } = await openTimeline(office.ana, channel, 'status')
    expect(wordsOf(modal)).toEqual([expect.stringContaining('Declared as')])
    await office.ana.choose('Filter by kind', 'note')
    expect(wordsOf(modal)).toHaveLength(10)
    await office.ana.choose('Filter by kind', 'decision')
    expect(linesOf(modal)).toContain('No entry of this kind.')
  })

  it('shows under `mine` what the person wrote, recorded or had recorded', async () => {
    await office.ana.command(channel.id, 'log ana was here')
    await office.quiet()
    const { modal } = await openTimeline(office.ana, channel, 'mine')
    expect(wordsOf(modal)).toEqual(['ana was here', expect.stringContaining('Declared as')])
  })

  it('refuses an unknown kind and lists the known ones', async () => {
    const { text, modal } = await office.ana.command(channel.id, 'timeline lunch')
    expect(modal).toBeUndefined()
    expect(text).toContain('Which entries? One of `note`, `observation`')
  })

  it('is one click away after a mention, which cannot open a modal', async () => {
    await office.ana.say(channel.id, '@fresheyes timeline')
    await office.quiet()
    await office.ana.press('Timeline', { channel: channel.id })
    expect(wordsOf(office.ana.modal() as OpenModal)).toContain('ana was here')
  })

  it('shows what became of an entry: files, edits, deletion', async () => {
    const ts = await office.ben.shareFile(channel.id, { name: 'graph.png', title: 'p99' }, { text: 'look' })
    await office.ben.react(channel.id, ts, 'mag')
    await office.quiet()
    await office.ben.edit(channel.id, ts, 'look here')
    await office.ben.deleteMessage(channel.id, ts)
    await office.quiet()
    const { rows } = await openTimeline(office.ana, channel, 'observation')
    expect(rows()).toEqual([
      [expect.stringMatching(/ · observation · ben · _edited_ · _deleted in Slack_$/), 'look here', 'Attached: p99'],
    ])
  })

  it('mentions nobody, whatever people wrote', async () => {
    await office.ben.command(channel.id, 'log <!channel> *bold* & <@UCLEO> said so')
    await office.quiet()
    const { modal } = await openTimeline(office.ana, channel)
    expect(JSON.stringify(modal.blocks)).not.toMatch(/<[!@](?!date)/)
  })
})

describe('the timeline of a closed incident', () => {
  let channel: Channel
  beforeAll(async () => {
    channel = await newIncident(office)
    await office.ben.join(channel.id)
    await office.ana.command(channel.id, 'commander')
    await office.ben.command(channel.id, 'log it began')
    await office.quiet()
  })

  it('changes nothing from a modal that was still open, and says who may', async () => {
    await openTimeline(office.ben, channel)
    const edit = await choose(office, office.ben, 'Edit', 'it began')
    await office.ana.command(channel.id, 'resolve')
    await office.ana.command(channel.id, 'close now')
    await office.quiet()
    await edit.submit({ 'What happened': 'it ended' })
    await office.quiet()
    expect(office.ben.ephemerals(channel.id).at(-1)?.plain).toContain(
      'Only the commander, the owner or an admin may do this.',
    )
    expect(posts(channel, 'corrected')).toEqual([])
  })

  it('can be read by others, with the history, and corrected by the commander', async () => {
    const { modal } = await openTimeline(office.ben, channel, 'note')
    expect(modal.buttons.filter((label) => ['Edit', 'Withdraw', 'History'].includes(label))).toEqual(['History'])
    expect(JSON.stringify(modal.blocks)).toContain('Only the commander')
    await choose(office, office.ben, 'History', 'it began')
    await openTimeline(office.ana, channel, 'note')
    await (await choose(office, office.ana, 'Edit', 'it began')).submit({
      'What happened': 'it began at noon',
    })
    await office.quiet()
    expect(posts(channel, 'corrected')).toHaveLength(1)
  })
})

describe('a timeline of a thousand entries', () => {
  let channel: Channel
  beforeAll(async () => {
    channel = await newIncident(office)
    const { id: incidentId } = await office.app.database.prisma.incident.findFirstOrThrow({
      where: { channelId: channel.id },
    })
    const data = Array.from({ length: 1000 }, (_, index) => {
      const at = new Date(start.getTime() - (1000 - index) * 60_000)
      const text = index % 3 ? `entry ${index}` : `entry ${index} ${'& <very> long '.repeat(200)}`
      const row = { id: randomUUID(), incidentId, kind: 'note' as const, text }
      return { ...row, occurredAt: at, recordedAt: at, recorderId: 'UBEN', authorId: 'UBEN' }
    })
    await office.app.database.prisma.entry.createMany({ data })
  })

  it('pages to its end, within what Slack accepts', async () => {
    await openTimeline(office.ana, channel)
    let entries = 0
    for (let modal = office.ana.modal(); modal; ) {
      const { length } = reading(modal).rows()
      entries += length
      expect(modal.blocks.length).toBeLessThan(20)
      modal = controls(modal).includes('Older') ? await turned('Older') : undefined
    }
    expect(entries).toBe(1001)
  }, 60_000)

  it('opens at its oldest page as well', async () => {
    const { modal } = await openTimeline(office.ana, channel, 'oldest')
    expect(wordsOf(modal).at(-1)).toMatch(/^entry 0 /)
    expect(controls(modal)).toEqual(['Newest', 'Newer'])
  })
})
