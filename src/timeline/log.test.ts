import { describe, expect, it } from 'vitest'
import {
  ana,
  changed,
  decided,
  entryWith,
  linesOf,
  momentAt,
  refusalOf,
  stateWith,
  typesOf,
} from '../../test/support/situation.ts'
import { logEntry, undoEntry } from './log.ts'

const moment = momentAt(60)
const log = (words: string, zone = 'UTC') => logEntry(stateWith(), words, ana, zone, moment)

describe('a manual entry', () => {
  it('is back-dated to the time in front, in the zone of who wrote it', () => {
    const [added] = changed(decided(log('00:15 paged the database team', 'America/New_York')), 'entry.added')
    expect(added?.entry).toMatchObject({
      kind: 'note',
      text: 'paged the database team',
      occurredAt: new Date('2026-03-01T05:15:00.000Z'),
      recordedAt: moment.now,
      authorId: ana.id,
      authorName: ana.name,
      recorderId: ana.id,
    })
  })

  it('is said in one line that pings nobody, and shown back with an undo', () => {
    const decision = decided(log('03:30 <!channel> paged'))
    expect(linesOf(decision)).toHaveLength(1)
    expect(linesOf(decision)[0]).toContain('&lt;!channel&gt; paged · Ana Alves')
    const shown = JSON.stringify(decision.answer)
    expect(shown).toContain('Mon, 2 Mar 2026, 03:30 (UTC)')
    expect(shown).toContain('timeline.undo')
    expect(shown).not.toContain('<!channel>')
  })

  it.each([
    ['', 'What happened? For example: `/incident log 14:35'],
    ['14:35', 'What happened?'],
    ['25:99 x', '25:99 is no time of day.'],
    ['2031-01-01 10:00 x', 'is still to come.'],
  ])('“%s” is refused', (words, sentence) => {
    expect(refusalOf(log(words))).toContain(sentence)
  })
})

describe('taking it back', () => {
  it('keeps it and shows it no longer', () => {
    const decision = decided(undoEntry(stateWith(), entryWith({ text: 'a ~wild~ <!here> guess' }), ana))
    expect(typesOf(decision)).toEqual(['entry.withdrawn'])
    expect(linesOf(decision)[0]).toBe('Ana Alves took back: ~a -wild- &lt;!here&gt; guess~')
  })

  it.each([
    [null, 'That entry is not there.'],
    [entryWith({ state: 'withdrawn' }), 'That entry was taken back already.'],
  ])('works once, and only on what is there', (entry, sentence) => {
    expect(refusalOf(undoEntry(stateWith(), entry, ana))).toBe(sentence)
  })
})
