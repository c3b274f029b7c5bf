import { describe, expect, it } from 'vitest'
import { situations } from '../../../test/support/asked.ts'
import {
  at,
  ben,
  challengeWith,
  changed,
  contextAt,
  decided,
  entryWith,
  linesOf,
  refusalOf,
  stateWith,
  typesOf,
} from '../../../test/support/situation.ts'
import type { Decision, Refusal } from '../../core/decision.ts'
import { actionResults, resultName } from '../../core/record/model.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import { entryResultSet } from '../../timeline/editor/changes.ts'
import { testPostponed } from '../ledger/changes.ts'
import type { InvestigationState } from '../state.ts'
import { answerMoreTime, answerTooEarly, answerWhatFixedIt, answerWithResult } from './answer-result.ts'
import { challengeAnswered, challengeReopened } from './changes.ts'
import type { ChallengeReason } from './model.ts'
import type { AnswerContext } from './record-answer.ts'

function answering(reason: ChallengeReason, given: Partial<InvestigationState> = {}): AnswerContext {
  const { state, hypothesisId, aboutId } = situations[reason]
  const challenges = [challengeWith({ reason, hypothesisId, aboutId })]
  return { ...contextAt(20), state: { ...state, challenges, ...given }, challengeId: 'c1', by: ben }
}
const action = entryWith({ id: 'action', kind: 'action', text: 'restarted the ALB <!here>' })
const reopening = challengeReopened({ id: 'c1' })
const answered = (outcome: Decision | Refusal, kind: string, answer: string): Decision => {
  const decision = decided(outcome)
  expect(changed(decision, challengeAnswered)).toMatchObject([{ id: 'c1', kind, answer, by: ben.id }])
  expect(changed(decision, undoableDone)[0]?.inverse).toContainEqual(reopening)
  expect(linesOf(decision)).toHaveLength(1)
  expect(linesOf(decision).join()).not.toMatch(/<!|<@/)
  return decision
}

describe('whether an action worked', () => {
  it.each(actionResults)('%s: records the result in one click, as `result` does', (result) => {
    const decision = answered(answerWithResult(answering('did_it_work'), action, result), 'result', resultName[result])
    expect(changed(decision, entryResultSet)).toMatchObject([{ entryId: 'action', result, by: ben.id }])
  })

  it('is refused if the action is gone, withdrawn or no action any more', () => {
    const at = answering('did_it_work')
    expect(refusalOf(answerWithResult(at, undefined, 'worked'))).toContain('not on the timeline any more')
    expect(refusalOf(answerWithResult(at, { ...action, state: 'withdrawn' }, 'worked'))).toContain('withdrawn')
    expect(refusalOf(answerWithResult(at, { ...action, kind: 'note' }, 'worked'))).toContain('Only an action')
  })

  it('“Too early” is recorded, and leaves the action without a result', () => {
    const decision = answered(answerTooEarly(answering('did_it_work')), 'later', 'too early to tell')
    expect(typesOf(decision)).not.toContain('entry.result')
    expect(linesOf(decision)).toEqual(['*Too early to tell* whether “restarted the ALB” worked · Ben Berg'])
    expect(refusalOf(answerTooEarly(answering('did_it_work', { actions: [] })))).toContain('any more')
  })
})

describe('a test that is due', () => {
  it('“15 min more” extends it from now, and can be undone', () => {
    const decision = answered(answerMoreTime(answering('test_due')), 'test', '15 min more')
    expect(changed(decision, testPostponed)).toMatchObject([{ id: 't1', dueAt: at(35) }])
    expect(changed(decision, undoableDone)[0]?.inverse).toContainEqual(testPostponed({ id: 't1', dueAt: at(15) }))
  })

  it('is refused if the test is gone', () => {
    const gone = answering('test_due', { hypotheses: [] })
    expect(refusalOf(answerMoreTime(gone))).toBe('That test is not there any more.')
  })
})

describe('what ended it', () => {
  const over = () => answering('what_fixed_it')

  it('gives an action the result “worked”, with the note', () => {
    const decision = answered(
      answerWhatFixedIt(over(), action, ' for good '),
      'result',
      'restarted the ALB <!here>: for good',
    )
    expect(changed(decision, entryResultSet)).toMatchObject([{ result: 'worked', note: 'for good' }])
  })

  it('records an explanation in words', () => {
    const decision = answered(answerWhatFixedIt(over(), null, 'it went <!here>'), 'result', 'it went <!here>')
    expect(linesOf(decision)).toEqual(['*What ended it:* it went &lt;!here&gt; · Ben Berg'])
  })

  it.each<[string, typeof action | null | undefined, string, string]>([
    ['nothing was chosen or said', null, ' ', 'text'],
    ['the action is gone', undefined, '', 'action'],
    ['the action was withdrawn', { ...action, state: 'withdrawn' }, '', 'action'],
  ])('is refused if %s', (_, chosen, words, field) => {
    expect(answerWhatFixedIt(over(), chosen, words)).toMatchObject({ field })
  })

  it('is refused if the question is gone', () => {
    expect(refusalOf(answerWhatFixedIt({ ...over(), state: stateWith() }, null, 'x'))).toContain('not there')
  })
})
