import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  changed,
  decided,
  hypothesisWith,
  linesOf,
  momentAt,
  refusalOf,
  stateWith,
  testWith,
  typesOf,
} from '../../../test/support/situation.ts'
import { beginTest } from './begin-test.ts'
import { closeTest, extendTest, giveUp } from './close-test.ts'

const ctx = momentAt(10)
const state = stateWith({ hypotheses: [hypothesisWith({ tests: [testWith()] })] })
const ended = testWith({ closedAt: at(9), result: 'they answer' })

describe('a test', () => {
  it('begun can be taken back, and then has questioned nothing', () => {
    const decision = decided(beginTest(state, 'h1', 'look', 15, ana, ctx))
    const { id } = changed(decision, 'test.begun')[0] ?? {}
    expect(changed(decision, 'undoable.done')[0]?.inverse).toMatchObject([
      { type: 'test.removed', id },
      { type: 'hypothesis.questioned', ids: ['h1'], at: at(0) },
      { type: 'entry.withdrawn' },
    ])
  })

  it('for somebody else is told to them alone', () => {
    const decision = decided(beginTest(state, 'h1', 'look', 15, ana, ctx, ben))
    expect(changed(decision, 'test.begun')[0]?.ownerId).toBe(ben.id)
    expect(linesOf(decision)).toEqual(['*Test* of “ALB is failing”: look · Ana Alves, for Ben Berg, result in 15 min'])
    expect(decision.send.map(({ call }) => (call.do === 'whisper' ? call.to : call.do))).toEqual(['post', ben.id])
    const stranger = decided(beginTest(state, null, 'look', 15, ana, ctx, { id: 'UNEW' }))
    expect(linesOf(stranger)[0]).toContain('for somebody else')
  })

  it.each([
    ['says nothing', null, []],
    ['speaks for it', 'for' as const, ['evidence.added']],
    ['speaks against it', 'against' as const, ['evidence.added', 'hypothesis.questioned']],
  ])('whose result %s', (_, speaks, evidence) => {
    const decision = decided(closeTest(state, testWith(), 'they answer', speaks, ben, ctx))
    expect(typesOf(decision)).toEqual([
      'entry.added',
      'test.closed',
      'hypothesis.questioned',
      ...evidence,
      'undoable.done',
    ])
  })

  it('of no hypothesis in particular is evidence of none', () => {
    const decision = decided(closeTest(state, testWith({ hypothesisId: null }), 'ok', 'for', ben, ctx))
    expect(typesOf(decision)).toEqual(['entry.added', 'test.closed', 'undoable.done'])
  })

  it('given up has no result, and questions nothing', () => {
    const decision = decided(giveUp(state, testWith(), ben, ctx))
    expect(changed(decision, 'test.closed')[0]).toMatchObject({ result: null, speaks: null })
    expect(changed(decision, 'hypothesis.questioned')).toEqual([])
  })

  it('takes longer, counted from now; taken back it is due when it was', () => {
    const decision = decided(extendTest(state, testWith(), 30, ben, ctx))
    expect(changed(decision, 'test.postponed')[0]?.dueAt).toEqual(at(40))
    expect(changed(decision, 'undoable.done')[0]?.inverse[0]).toMatchObject({ dueAt: at(15) })
  })

  it.each([
    ['a result without words', closeTest(state, testWith(), ' \n ', 'for', ben, ctx), 'What came of it?'],
    ['a second result', closeTest(state, ended, 'no', null, ben, ctx), 'It has its result already: “they answer”.'],
    ['a result of what was given up', closeTest(state, { ...ended, result: null }, 'no', null, ben, ctx), 'given up'],
    ['giving up what has its result', giveUp(state, ended, ben, ctx), 'It has its result already'],
    ['more time for what has ended', extendTest(state, ended, 30, ben, ctx), 'It has its result already'],
    ['less time', extendTest(state, testWith(), 5, ben, ctx), 'It has that much time already'],
    ['no time', extendTest(state, testWith(), Number.NaN, ben, ctx), 'A whole number from 1 to 1440'],
    [
      'of what is off the table',
      beginTest(stateWith({ hypotheses: [hypothesisWith({ state: 'ruled_out' })] }), 'h1', 'look', 5, ana, ctx),
      'It is ruled out already',
    ],
  ])('%s is refused', (_, outcome, sentence) => {
    expect(refusalOf(outcome)).toContain(sentence)
  })
})
