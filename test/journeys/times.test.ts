import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, linesOf, newIncident, post, section } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  office = await openOffice({ settings: anaReadsDrafts })
  channel = await newIncident(office)
  await office.ben.join(channel.id)
  await office.pass(60)
})
afterAll(() => office.close())

const facts = async () => section((await draftOf(office, channel)).markdown, 'Facts')

describe('time', () => {
  it('is corrected in the zone of the speaker; the opening post shows it', async () => {
    const { ana, ben } = office
    await ana.command(channel.id, 'time started 02:40 the first alert was missed')
    await office.quiet()
    expect(post(channel, 'the first alert was missed').plain).toMatch(/^\*Impact began\* .* · ana: the first alert/)
    expect(post(channel, 'Declared by').plain).toContain('Impact began')
    // New York is five hours behind UTC.
    await ben.command(channel.id, 'time detected 2026-03-01 21:55')
    const shown = await facts()
    expect(shown).toContain('| Impact began | 2 Mar 2026, 02:40 |')
    expect(shown).toContain('| Detected | 2 Mar 2026, 02:55 (15 min after the impact began) |')
    const corrections = linesOf(await draftOf(office, channel), 'correction')
    expect(corrections).toHaveLength(2)
    expect(corrections[0]).toContain('Impact began: Mon, 2 Mar 2026, 02:40 (UTC): the first alert was missed')
  })

  it('shows the earlier value when corrected again, and can be undone', async () => {
    const { ana } = office
    await ana.command(channel.id, 'time started 02:30')
    await office.quiet()
    expect(post(channel, '; was ').plain).toContain('*Impact began*')
    const line = ana.ephemerals(channel.id).findLast(({ buttons }) => buttons.includes('Undo'))
    await ana.press('Undo', { channel: channel.id, ts: line?.ts ?? '' })
    await office.quiet()
    expect(await facts()).toContain('| Impact began | 2 Mar 2026, 02:40 |')
  })

  it('lists all seven, with the zone, for the bare command', async () => {
    const { text } = await office.ben.command(channel.id, 'time')
    expect(text).toContain('Impact began: Sun, 1 Mar 2026, 21:40 (America/New_York)')
    expect(text).toContain('Mitigated: not recorded')
    expect(text?.split('\n')).toHaveLength(8)
  })

  it.each([
    ['time began 02:30', 'Which time? One of `started`, `detected`, `acknowledged`, `mitigated`, `resolved`.'],
    ['time declared 02:30', 'When it was declared is what my own clock said: that stays.'],
    ['time started', 'When was it started? Write `14:35`, `yesterday 23:10` or `2026-11-20 14:35` after it.'],
    ['time started soon', 'When was it started?'],
    ['time started 2026-02-30 10:00', "2026-02-30 isn't a valid date."],
    ['time started 2026-03-02 23:00', 'is still to come'],
    ['time started 02:58', 'would be after *detected*'],
    ['time detected 02:10', 'would be before *impact began*'],
    ['time detected 03:30', 'would be after *declared*'],
    ['time resolved 03:10', 'is not resolved. Say `/incident resolve` first.'],
    ['time mitigated 02:00', 'would be before *impact began*'],
    ['time started 02:40', 'That is the time I have'],
  ])('refuses %s with a sentence', async (words, sentence) => {
    const before = channel.messages().length
    expect((await office.ana.command(channel.id, words)).text).toContain(sentence)
    await office.quiet()
    expect(channel.messages()).toHaveLength(before)
  })

  it('of the end can be corrected after the end by those responsible for the incident', async () => {
    const { ana, ben } = office
    await ana.command(channel.id, 'resolve restarted it')
    await ana.command(channel.id, 'time resolved 03:45')
    expect(await facts()).toContain('| Resolved | 2 Mar 2026, 03:45 (45 min after declaration) |')
    expect((await ana.command(channel.id, 'time resolved 02:20')).text).toContain('would be before *impact began*')
    await ana.command(channel.id, 'close now')
    await office.quiet()
    expect((await ben.command(channel.id, 'time resolved 03:40')).text).toContain('Only the commander')
    await ana.command(channel.id, 'time resolved 03:40')
    expect(await facts()).toContain('| Resolved | 2 Mar 2026, 03:40')
  })
})
