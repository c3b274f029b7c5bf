import { describe, expect, it } from 'vitest'
import { ana, changed, contextAt, decided, linesOf, refusalOf, stateWith } from '../../../test/support/situation.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { logEntry } from './log.ts'

const ctx = contextAt(60)
const log = (words: string, zone = 'UTC', isTheirs = true) =>
  logEntry(
    { ...ctx, state: stateWith(isTheirs ? { zones: new Map([[ana.id, zone]]) } : { incident: { zone } }), by: ana },
    words,
  )

describe('a logged entry', () => {
  it('is back-dated to the leading time, in the author’s zone', () => {
    const [added] = changed(decided(log('00:15 paged the database team', 'America/New_York')), entryAdded)
    expect(added?.entry).toMatchObject({
      kind: 'note',
      text: 'paged the database team',
      occurredAt: new Date('2026-03-01T05:15:00.000Z'),
      recordedAt: ctx.now,
      authorId: ana.id,
      recorderId: ana.id,
    })
  })

  it('is posted in one line that pings nobody, and confirmed with an undo', () => {
    const decision = decided(log('03:30 <!channel> paged'))
    expect(linesOf(decision)).toHaveLength(1)
    expect(linesOf(decision)[0]).toContain('&lt;!channel&gt; paged · Ana Alves')
    const shown = JSON.stringify(decision.answer)
    expect(shown).toContain('Mon, 2 Mar 2026, 03:30 (UTC)')
    expect(shown).toContain('"undo:')
    expect(shown).not.toContain('<!channel>')
  })

  it('names the incident’s zone if that of the author is unknown', () => {
    const answer = (words: string, isTheirs: boolean) =>
      JSON.stringify(decided(log(words, 'Asia/Kolkata', isTheirs)).answer)
    expect(answer('08:15 paged', false)).toContain("read in the incident's, Asia/Kolkata")
    expect(answer('08:15 paged', true)).not.toContain("the incident's")
    expect(answer('paged', false)).not.toContain("the incident's")
  })

  it.each([
    ['', 'What happened? For example: `/incident log 14:35'],
    ['14:35', 'What happened?'],
    ['25:99 x', "25:99 isn't a valid time."],
    ['2031-01-01 10:00 x', 'is still to come.'],
  ])('refuses “%s”', (words, sentence) => {
    expect(refusalOf(log(words))).toContain(sentence)
  })
})
