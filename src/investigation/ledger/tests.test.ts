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
import { undoableDone } from '../../core/undo/changes.ts'
import { beginTest } from './begin-test.ts'
import { hypothesisChallenged, testBegun, testClosed, testPostponed } from './changes.ts'
import { closeTest, extendTest, giveUpTest } from './close-test.ts'

const ctx = momentAt(10)
const state = stateWith({ hypotheses: [hypothesisWith({ tests: [testWith()] })] })
const ended = testWith({ closedAt: at(9), result: 'they answer' })

describe('tests of a hypothesis', () => {
  it('undoing a begun test removes it and its challenge', () => {
    const decision = decided(beginTest(state, 'h1', 'look', 15, ana, ctx))
    const { id } = changed(decision, testBegun)[0] ?? {}
    expect(changed(decision, undoableDone)[0]?.inverse).toMatchObject([
      { type: 'test.removed', id },
      { type: 'hypothesis.challenged', ids: ['h1'], at: at(0) },
      { type: 'entry.withdrawn' },
    ])
  })

  it('notifies an owner other than the author, in an ephemeral message', () => {
    const decision = decided(beginTest(state, 'h1', 'look', 15, ana, ctx, ben))
    expect(changed(decision, testBegun)[0]?.ownerId).toBe(ben.id)
    expect(linesOf(decision)).toEqual(['*Test* of “ALB is failing”: look · Ana Alves, for Ben Berg, result in 15 min'])
    expect(decision.send.map(({ call }) => (call.do === 'post_ephemeral' ? call.to : call.do))).toEqual([
      'post',
      ben.id,
    ])
    const unnamed = decided(beginTest(state, null, 'look', 15, ana, ctx, { id: 'UNEW' }))
    expect(linesOf(unnamed)[0]).toContain('for somebody else')
  })

  it.each([
    ['points neither way adds no evidence', null, []],
    ['supports the hypothesis adds evidence', 'for' as const, ['evidence.added']],
    [
      'contradicts the hypothesis adds evidence and a challenge',
      'against' as const,
      ['evidence.added', 'hypothesis.challenged'],
    ],
  ])('a result that %s', (_, speaks, evidence) => {
    const decision = decided(closeTest(state, testWith(), 'they answer', speaks, ben, ctx))
    expect(typesOf(decision)).toEqual([
      'entry.added',
      'test.closed',
      'hypothesis.challenged',
      ...evidence,
      'undoable.done',
    ])
  })

  it('a test of no particular hypothesis adds no evidence', () => {
    const decision = decided(closeTest(state, testWith({ hypothesisId: null }), 'ok', 'for', ben, ctx))
    expect(typesOf(decision)).toEqual(['entry.added', 'test.closed', 'undoable.done'])
  })

  it('a test that is given up has no result and challenges nothing', () => {
    const decision = decided(giveUpTest(state, testWith(), ben, ctx))
    expect(changed(decision, testClosed)[0]).toMatchObject({ result: null, speaks: null })
    expect(changed(decision, hypothesisChallenged)).toEqual([])
  })

  it('extends a test from now, and an undo restores its due time', () => {
    const decision = decided(extendTest(state, testWith(), 30, ben, ctx))
    expect(changed(decision, testPostponed)[0]?.dueAt).toEqual(at(40))
    expect(changed(decision, undoableDone)[0]?.inverse[0]).toMatchObject({ dueAt: at(15) })
  })

  it.each([
    ['an empty result', closeTest(state, testWith(), ' \n ', 'for', ben, ctx), 'What came of it?'],
    ['a second result', closeTest(state, ended, 'no', null, ben, ctx), 'It has its result already: “they answer”.'],
    ['a result after giving up', closeTest(state, { ...ended, result: null }, 'no', null, ben, ctx), 'given up'],
    ['giving up a test with a result', giveUpTest(state, ended, ben, ctx), 'It has its result already'],
    ['more time for an ended test', extendTest(state, ended, 30, ben, ctx), 'It has its result already'],
    ['a shorter time than it has', extendTest(state, testWith(), 5, ben, ctx), 'It has that much time already'],
    [
      'a time that is not a number',
      extendTest(state, testWith(), Number.NaN, ben, ctx),
      'A whole number from 1 to 1440',
    ],
    [
      'a test of a closed hypothesis',
      beginTest(stateWith({ hypotheses: [hypothesisWith({ state: 'ruled_out' })] }), 'h1', 'look', 5, ana, ctx),
      'It is ruled out already',
    ],
  ])('refuses %s', (_, outcome, sentence) => {
    expect(refusalOf(outcome)).toContain(sentence)
  })
})
