import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ana, at, changed, contextAt, decided, linesOf, refusalOf, stateWith } from '../../../test/support/situation.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import { incidentCorrected } from './changes.ts'
import { findTimeOrderConflict, timeNames } from './time-order.ts'
import { allTimes, correctTime } from './times.ts'

const ctx = contextAt(120)
const say = (words: string, given = {}) =>
  correctTime({ ...ctx, state: stateWith({ incident: given }), by: ana }, words)

describe('correcting a time', () => {
  it('sets it, records the previous one and can be undone', () => {
    const decision = decided(say('started 02:40 <!here> saw it', { startedAt: at(-5) }))
    expect(changed(decision, incidentCorrected)).toMatchObject([{ to: { startedAt: at(-20) } }])
    expect(changed(decision, entryAdded)[0]?.entry).toMatchObject({
      kind: 'correction',
      text: 'Impact began: Mon, 2 Mar 2026, 02:40 (UTC); was Mon, 2 Mar 2026, 02:55 (UTC): <!here> saw it',
    })
    expect(linesOf(decision)[0]).not.toContain('<!here>')
    expect(changed(decision, undoableDone)[0]).toMatchObject({
      subject: 'time started',
      inverse: [{ to: { startedAt: at(-5) } }, { type: 'entry.withdrawn' }],
    })
  })

  it.each([
    ['', {}, 'Which time?'],
    ['closed 02:40', {}, 'that stays'],
    ['started', {}, 'When was it started?'],
    ['started 02:40 x', { detectedAt: at(-30) }, 'would be after *detected*, Mon, 2 Mar 2026, 02:30 (UTC)'],
    ['resolved 03:10', {}, 'is not resolved'],
    ['resolved 02:10', { startedAt: at(-20), resolvedAt: at(10) }, 'would be before *impact began*'],
    ['mitigated 03:50', { resolvedAt: at(30) }, 'would be after *resolved*'],
    ['acknowledged 02:00', { detectedAt: at(-30) }, 'would be before *detected*'],
    ['started 2026-06-31 10:00', {}, "isn't a valid date"],
    ['started 2027-01-01 10:00', {}, 'is still to come'],
  ])('refuses “%s”', (words, given, sentence) => {
    expect(refusalOf(say(words, given))).toContain(sentence)
  })

  it('accepts times before and after the declaration in a retrospective', () => {
    const past = { mode: 'retrospective' as const, resolvedAt: at(0) }
    expect(refusalOf(say('resolved 2026-03-01 10:00', past))).toBe('')
    expect(refusalOf(say('detected 03:30', { mode: 'retrospective' }))).toBe('')
    expect(refusalOf(say('detected 03:30'))).toContain('would be after *declared*')
  })

  it('lists all seven times without an argument', () => {
    expect(allTimes(stateWith().incident, 'Asia/Kolkata').split('\n')).toHaveLength(8)
  })
})

it('times in order are never refused, whichever are missing', () => {
  const moments = fc.array(fc.option(fc.nat(10_000)), { minLength: 7, maxLength: 7 })
  fc.assert(
    fc.property(moments, (given) => {
      const sorted = given.filter((one) => one !== null).sort((a, b) => a - b)
      const times = Object.fromEntries(
        timeNames.map((name, index) => [name, given[index] === null ? null : at(sorted.shift() ?? 0)]),
      )
      expect(findTimeOrderConflict(times, 'live')).toBeUndefined()
    }),
  )
})
