import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  changed,
  contextAt,
  decided,
  hypothesisWith,
  linesOf,
  refusalOf,
  stateWith,
  testWith,
  typesOf,
} from '../../../test/support/situation.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import { beginTest } from './begin-test.ts'
import { hypothesisChallenged, testBegun, testClosed, testPostponed } from './changes.ts'
import { closeTest, extendTest, giveUpTest } from './close-test.ts'

const ctx = contextAt(10)
const state = stateWith({ hypotheses: [hypothesisWith({ tests: [testWith()] })] })
const ended = testWith({ closedAt: at(9), result: 'they answer' })

describe('tests of a hypothesis', () => {
  it('undoing a begun test removes it and its challenge', () => {
    const decision = decided(beginTest({ ...ctx, state, by: ana }, 'h1', { words: 'look', minutes: 15 }))
    const { id } = changed(decision, testBegun)[0] ?? {}
    expect(changed(decision, undoableDone)[0]?.inverse).toMatchObject([
      { type: 'test.removed', id },
      { type: 'hypothesis.challenged', ids: ['h1'], at: at(0) },
      { type: 'entry.withdrawn' },
    ])
  })

  it('notifies an owner other than the author, in an ephemeral message', () => {
    const decision = decided(beginTest({ ...ctx, state, by: ana }, 'h1', { words: 'look', minutes: 15, owner: ben }))
    expect(changed(decision, testBegun)[0]?.ownerId).toBe(ben.id)
    expect(linesOf(decision)).toEqual(['*Test* of “ALB is failing”: look · Ana Alves, for Ben Berg, result in 15 min'])
    expect(decision.send.map(({ call }) => (call.do === 'post_ephemeral' ? call.to : call.do))).toEqual([
      'post',
      ben.id,
    ])
    const unnamed = decided(
      beginTest({ ...ctx, state, by: ana }, null, { words: 'look', minutes: 15, owner: { id: 'UNEW' } }),
    )
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
    const decision = decided(closeTest({ ...ctx, state, by: ben }, testWith(), 'they answer', speaks))
    expect(typesOf(decision)).toEqual([
      'entry.added',
      'test.closed',
      'hypothesis.challenged',
      ...evidence,
      'undoable.done',
    ])
  })

  it('a test of no particular hypothesis adds no evidence', () => {
    const decision = decided(closeTest({ ...ctx, state, by: ben }, testWith({ hypothesisId: null }), 'ok', 'for'))
    expect(typesOf(decision)).toEqual(['entry.added', 'test.closed', 'undoable.done'])
  })

  it('a test that is given up has no result and challenges nothing', () => {
    const decision = decided(giveUpTest({ ...ctx, state, by: ben }, testWith()))
    expect(changed(decision, testClosed)[0]).toMatchObject({ result: null, speaks: null })
    expect(changed(decision, hypothesisChallenged)).toEqual([])
  })

  it('extends a test from now, and an undo restores its due time', () => {
    const decision = decided(extendTest({ ...ctx, state, by: ben }, testWith(), 30))
    expect(changed(decision, testPostponed)[0]?.dueAt).toEqual(at(40))
    expect(changed(decision, undoableDone)[0]?.inverse[0]).toMatchObject({ dueAt: at(15) })
  })

  it.each([
    ['an empty result', closeTest({ ...ctx, state, by: ben }, testWith(), ' \n ', 'for'), 'What came of it?'],
    [
      'a second result',
      closeTest({ ...ctx, state, by: ben }, ended, 'no', null),
      'It has its result already: “they answer”.',
    ],
    [
      'a result after giving up',
      closeTest({ ...ctx, state, by: ben }, { ...ended, result: null }, 'no', null),
      'given up',
    ],
    ['giving up a test with a result', giveUpTest({ ...ctx, state, by: ben }, ended), 'It has its result already'],
    ['more time for an ended test', extendTest({ ...ctx, state, by: ben }, ended, 30), 'It has its result already'],
    [
      'a shorter time than it has',
      extendTest({ ...ctx, state, by: ben }, testWith(), 5),
      'It has that much time already',
    ],
    [
      'a time that is not a number',
      extendTest({ ...ctx, state, by: ben }, testWith(), Number.NaN),
      'A whole number from 1 to 1440',
    ],
    [
      'a test of a closed hypothesis',
      beginTest({ ...ctx, state: stateWith({ hypotheses: [hypothesisWith({ state: 'ruled_out' })] }), by: ana }, 'h1', {
        words: 'look',
        minutes: 5,
      }),
      'It is ruled out already',
    ],
  ])('refuses %s', (_, outcome, sentence) => {
    expect(refusalOf(outcome)).toContain(sentence)
  })
})
