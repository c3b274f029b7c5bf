import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkView } from '../../../playground/blocks/validate.ts'
import { ana, at, changed, contextAt, decided, linesOf, refusalOf, stateWith } from '../../../test/support/situation.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import { modalView } from '../../messages/modal.ts'
import { endImpact, recordImpact, removeImpactPeriod } from './impact.ts'
import { impactModal, parsePeriodFields } from './modal.ts'
import { type Impact, impactAdded, impactEnded } from './model.ts'
import { readImpact } from './quick.ts'

const ctx = contextAt(120)
const none: Impact = { periods: [], facts: [] }
const one: Impact = {
  periods: [{ id: 'w1', from: at(10), to: at(20) }],
  facts: [{ name: 'users', value: 'all' }],
}
const reader = { zone: 'UTC', now: ctx.now }

describe('parsing the impact command', () => {
  it.each<[string, object]>([
    ['03:06-03:26', { told: { window: { from: at(6), to: at(26) } } }],
    ['03:06 to 03:26', { told: { window: { from: at(6), to: at(26) } } }],
    ['yesterday 23:10 – 23:40', { told: { window: { from: at(-230), to: at(-200) } } }],
    ['2026-03-01 23:50 - 2026-03-02 00:10', { told: { window: { from: at(-190), to: at(-170) } } }],
    ['23:50-00:10', { told: { window: { from: at(-190), to: at(-170) } } }],
    ['since 04:10', { told: { window: { from: at(70), to: null } } }],
    ['until 04:20', { endedAt: at(80) }],
    ['ended', { endedAt: ctx.now }],
    ['users 1-3 % of telemetry', { told: { facts: { users: '1-3 % of telemetry' } } }],
    ['SLO budget: 60 %', { told: { facts: { 'SLO budget': '60 %' } } }],
    ['errors 5 %', { told: { facts: { 'error rate': '5 %' } } }],
    ['blast radius eu-west', { told: { facts: { 'blast radius': 'eu-west' } } }],
    ['services a, b,a', { told: { services: ['a', 'b'] } }],
  ])('reads “%s”', (words, quick) => {
    expect(readImpact(words, reader, '/incident')).toEqual(quick)
  })

  it.each(['', 'users', 'it hurts', '08:06', 'since', 'since later', '25:00-26:00', '3pm-4pm'])(
    'refuses “%s”',
    (words) => {
      expect(readImpact(words, reader, '/incident')).toHaveProperty('refusal')
    },
  )

  it('reads or refuses any text without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (words) => {
        expect(Object.keys(readImpact(words, reader, '/incident'))).toHaveLength(1)
      }),
    )
  })
})

describe('an impact period', () => {
  const add = (from: number, to: number | null, current = none) =>
    recordImpact({ ...ctx, state: stateWith(), by: ana }, current, {
      window: { from: at(from), to: to === null ? null : at(to) },
    })

  it('is recorded in one line and can be undone', () => {
    const decision = decided(add(6, 26))
    expect(changed(decision, impactAdded)).toHaveLength(1)
    expect(linesOf(decision)).toHaveLength(1)
    expect(changed(decision, entryAdded)[0]?.entry.text).toContain('(20 min)')
    expect(changed(decision, undoableDone)[0]?.inverse[0]).toMatchObject({
      type: 'impact.removed',
      id: 'new-1',
    })
  })

  it.each<[string, number, number | null, string]>([
    ['in the future', 130, null, 'still to come'],
    ['when it ends in the future', 5, 130, 'still to come'],
    ['when it ends before it begins', 8, 6, 'would end before it begins'],
    ['when it is empty', 8, 8, 'would end before it begins'],
    ['when it overlaps another', 15, 30, 'It overlaps with'],
    ['when it contains another', 5, 30, 'It overlaps with'],
    ['when it is left open before another', 5, null, 'It overlaps with'],
  ])('is refused %s', (_, from, to, sentence) => {
    expect(refusalOf(add(from, to, one))).toContain(sentence)
  })

  it('may touch another one', () => {
    expect(refusalOf(add(20, 30, one))).toBe('')
    expect(refusalOf(add(5, 10, one))).toBe('')
  })

  it('can be ended once while it is open', () => {
    const open: Impact = { ...none, periods: [{ id: 'w2', from: at(30), to: null }] }
    expect(
      changed(decided(endImpact({ ...ctx, state: stateWith(), by: ana }, open, at(40))), impactEnded),
    ).toMatchObject([{ id: 'w2', to: at(40) }])
    expect(refusalOf(endImpact({ ...ctx, state: stateWith(), by: ana }, one, at(40)))).toContain('No impact is open.')
    expect(refusalOf(endImpact({ ...ctx, state: stateWith(), by: ana }, open, at(20)))).toContain(
      'end before it begins',
    )
  })

  it('can be removed once', () => {
    const removed = decided(removeImpactPeriod({ ...ctx, state: stateWith(), by: ana }, one, 'w1'))
    expect(changed(removed, undoableDone)[0]?.inverse[0]).toMatchObject({
      type: 'impact.added',
      window: { id: 'w1' },
    })
    expect(refusalOf(removeImpactPeriod({ ...ctx, state: stateWith(), by: ana }, one, 'gone'))).toBe(
      'That window has been removed already.',
    )
  })
})

describe('impact facts', () => {
  const report = (facts: Record<string, string>, services?: string[]) =>
    decided(recordImpact({ ...ctx, state: stateWith(), by: ana }, one, { facts, ...(services && { services }) }))

  it('are recorded in one entry when added, changed or cleared', () => {
    const decision = report({ users: '', revenue: '<b>10</b>' }, ['orders'])
    expect(linesOf(decision)).toEqual([
      '*Impact* users: not known after all · revenue: &lt;b&gt;10&lt;/b&gt; · services: orders · Ana Alves',
    ])
  })

  it('change nothing when they are recorded already', () => {
    expect(report({ users: ' all ' }, []).changes).toEqual([])
  })
})

describe('the impact modal', () => {
  it('is valid for Slack with any facts and many periods', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 500 })
    fc.assert(
      fc.property(words, fc.nat(60), (value, count) => {
        const windows = Array.from({ length: count }, (_, index) => ({
          id: `w${index}`,
          from: at(index * 10),
          to: at(index * 10 + 5),
        }))
        const impact: Impact = { periods: windows, facts: [{ name: 'users', value }] }
        const view = modalView(
          impactModal(stateWith(), impact, 'CINC', { typed: { revenue: value }, problem: 'It overlaps.' }),
        )
        expect(checkView(view, 'modal')).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('finds the period’s fields whatever number they carry', () => {
    expect(parsePeriodFields({ from7: '03:06', to7: '' })).toEqual({
      from: '03:06',
      to: '',
      names: { from: 'from7', to: 'to7' },
    })
    expect(parsePeriodFields({})).toMatchObject({ from: '', to: '' })
  })
})
