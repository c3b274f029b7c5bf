import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Person } from '../../playground/workspace.ts'
import { anaReadsDrafts, draftOf, linesOf, newIncident, post, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
let channel: Channel
beforeAll(async () => {
  // 03:00 UTC on Monday 2 March 2026: 03:00 in Lisbon, 22:00 on Sunday in New York, 08:30 in Kolkata.
  office = await openOffice({ settings: anaReadsDrafts })
  channel = await newIncident(office)
  for (const person of [office.ben, office.cleo]) {
    await person.join(channel.id)
    await person.command(channel.id, 'log arrived')
  }
  await office.quiet()
})
afterAll(() => office.close())

async function logged(person: Person, words: string) {
  const { text } = await person.command(channel.id, `log ${words}`)
  await office.quiet()
  return text
}

/** Date and time in UTC of the draft's line with this text. */
async function standsAt(words: string): Promise<string> {
  const { markdown } = await draftOf(office, channel)
  const [before = ''] = markdown.slice(markdown.indexOf('## Timeline')).split(words)
  const day = before.split('\n### ').at(-1)?.split('\n')[0]
  return `${day} ${
    before
      .split('\n')
      .at(-1)
      ?.match(/\d\d:\d\d/)?.[0]
  }`
}

describe('log', () => {
  it('defaults to now, is shown back in full and announced in one public line', async () => {
    expect(await logged(office.ana, 'paged the database team')).toContain('Logged at')
    const shown = office.ana.ephemerals(channel.id).at(-1)
    expect(shown?.plain).toContain('Mon, 2 Mar 2026, 03:00 (Europe/Lisbon)')
    expect(shown?.plain).toContain('paged the database team')
    expect(shown?.buttons).toEqual(['Undo'])
    expect(post(channel, 'paged the database team').plain).toMatch(/ · paged the database team · ana$/)
    expect(await standsAt('paged the database team')).toBe('Monday, 2 March 2026 03:00')
  })

  it.each([
    ['Lisbon', 'ana', '02:35', 'Mon, 2 Mar 2026, 02:35 (Europe/Lisbon)', 'Monday, 2 March 2026 02:35'],
    ['New York', 'ben', '21:35', 'Sun, 1 Mar 2026, 21:35 (America/New_York)', 'Monday, 2 March 2026 02:35'],
    ['Kolkata', 'cleo', '08:05', 'Mon, 2 Mar 2026, 08:05 (Asia/Kolkata)', 'Monday, 2 March 2026 02:35'],
  ] as const)('reads a time in the zone of the speaker: %s', async (place, who, time, said, stored) => {
    const text = await logged(office[who], `${time} first alarm in ${place}`)
    expect(text).toBe(`Logged at ${said}: first alarm in ${place}`)
    expect(await standsAt(`first alarm in ${place}`)).toBe(stored)
  })

  it.each([
    ['a time that has not come yet as the latest one in the past', 'ana', '14:35 noon talk', 'Sun, 1 Mar 2026, 14:35'],
    ['such a time in a zone where it is still yesterday', 'ben', '22:01 later here', 'Sat, 28 Feb 2026, 22:01'],
    ['yesterday', 'ana', 'yesterday 23:10 release went out', 'Sun, 1 Mar 2026, 23:10'],
    [
      'yesterday in a zone where it is still yesterday',
      'ben',
      'yesterday 23:10 released there',
      'Sat, 28 Feb 2026, 23:10',
    ],
    ['a date', 'cleo', '2026-02-27 09:00 certificate renewed', 'Fri, 27 Feb 2026, 09:00'],
    ['midnight', 'ana', '0:00 nightly job', 'Mon, 2 Mar 2026, 00:00'],
  ] as const)('reads %s', async (_what, who, words, said) => {
    expect(await logged(office[who], words)).toContain(`Logged at ${said} (`)
  })

  it('sorts entries logged late into place', async () => {
    const { timeline } = await draftOf(office, channel)
    const place = (words: string) => timeline.findIndex((line) => line.includes(words))
    const order = ['certificate renewed', 'noon talk', 'release went out', 'nightly job', 'first alarm', 'Declared as']
    const places = order.map(place)
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it.each([
    ['a time that does not exist', '24:61 x', "24:61 isn't a valid time."],
    ['a date that does not exist', '2026-02-30 10:00 x', "2026-02-30 isn't a valid date."],
    ['a date to come', '2026-03-05 10:00 x', '2026-03-05 10:00 is still to come.'],
  ])('%s is refused and nothing is stored', async (_what, words, sentence) => {
    const before = channel.messages().length
    expect(await logged(office.ana, words)).toBe(sentence)
    expect(channel.messages()).toHaveLength(before)
  })

  it.each(['', '14:35', 'yesterday 23:10'])('asks what happened when there is no text ("%s")', async (words) => {
    expect(await logged(office.ana, words)).toContain('For example: `/incident log 14:35 paged the database team`')
  })

  it('Undo removes the entry, says so, and works once', async () => {
    await logged(office.ana, 'a slip of the tongue')
    const line = office.ana.ephemerals(channel.id).at(-1)
    await office.ana.press('Undo', { channel: channel.id, ts: line?.ts ?? '' })
    await office.quiet()
    expect(post(channel, 'took back').plain).toBe('ana took back: ~a slip of the tongue~')
    expect(linesOf(await draftOf(office, channel), 'note').filter((one) => one.includes('slip'))).toEqual([])
    await office.ana.press('Undo', { channel: channel.id, ts: line?.ts ?? '' })
    await office.quiet()
    expect(posts(channel, 'took back')).toHaveLength(1)
    expect(office.ana.ephemerals(channel.id).at(-1)?.plain).toBe('That was taken back already.')
  })
})
