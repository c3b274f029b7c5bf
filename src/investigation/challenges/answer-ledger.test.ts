import { describe, expect, it } from 'vitest'
import { situations } from '../../../test/support/asked.ts'
import {
  at,
  ben,
  challengeWith,
  changed,
  contextAt,
  decided,
  hypothesisWith,
  linesOf,
  refusalOf,
  typesOf,
} from '../../../test/support/situation.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import { evidenceAdded, hypothesisChallenged, hypothesisClosed } from '../ledger/changes.ts'
import { waitEnded } from '../ledger/waits/changes.ts'
import type { InvestigationState } from '../state.ts'
import { answerByRulingOut, answerWaitOver, answerWithEvidence } from './answer-ledger.ts'
import { challengeAnswered, challengeReopened } from './changes.ts'
import type { ChallengeReason } from './model.ts'
import type { AnswerContext } from './record-answer.ts'

/** Ben answering a challenge of this reason in its sample situation, with overrides. */
function answering(reason: ChallengeReason, given: Partial<InvestigationState> = {}): AnswerContext {
  const { state, hypothesisId, aboutId } = situations[reason]
  const challenges = [challengeWith({ reason, hypothesisId, aboutId })]
  return { ...contextAt(20), state: { ...state, challenges, ...given }, challengeId: 'c1', by: ben }
}
const ofKind = (kind: string, outcome: ReturnType<typeof answerWaitOver>) => {
  const decision = decided(outcome)
  expect(changed(decision, challengeAnswered)).toMatchObject([{ id: 'c1', kind, by: ben.id }])
  expect(changed(decision, undoableDone)[0]?.inverse).toContainEqual(challengeReopened({ id: 'c1' }))
  expect(linesOf(decision).join()).not.toMatch(/<!|<@/)
  return decision
}
const recurrence = (outcome: ReturnType<typeof answerWithEvidence>) => ofKind('evidence', outcome)

describe('whether a recurrence was predicted', () => {
  it('“Yes, because…” makes it evidence for the hypothesis, with the reason', () => {
    const decision = recurrence(answerWithEvidence(answering('recurrence'), 'for', ' the pool refills <!here> '))
    expect(changed(decision, evidenceAdded)).toMatchObject([
      { hypothesisId: 'h1', entryId: 'recurrence', stance: 'for' },
    ])
    expect(linesOf(decision)).toEqual([
      'Evidence for *ALB is failing*: it is back (the pool refills &lt;!here&gt;) · Ben Berg',
    ])
    expect(typesOf(decision)).not.toContain('hypothesis.challenged')
  })

  it('“No” makes it evidence against the hypothesis, which challenges it', () => {
    const decision = recurrence(answerWithEvidence(answering('recurrence'), 'against'))
    expect(changed(decision, evidenceAdded)).toMatchObject([{ entryId: 'recurrence', stance: 'against' }])
    expect(typesOf(decision)).toContain('hypothesis.challenged')
  })

  it('undoing “No” restores when the hypothesis was last challenged', () => {
    const decision = recurrence(answerWithEvidence(answering('recurrence'), 'against'))
    expect(changed(decision, undoableDone)[0]?.inverse).toContainEqual(hypothesisChallenged({ ids: ['h1'], at: at(0) }))
  })

  it('is refused without a reason, or if the recurrence was withdrawn', () => {
    expect(answerWithEvidence(answering('recurrence'), 'for', ' ')).toMatchObject({ field: 'text' })
    const gone = answering('recurrence', { recurrences: [] })
    expect(refusalOf(answerWithEvidence(gone, 'against'))).toContain('not on the timeline any more')
  })
})

describe('ruling out one of many', () => {
  it('closes the hypothesis with the reason', () => {
    const decision = ofKind('ruled_out', answerByRulingOut(answering('untested_crowd'), 'h2', 'no crash'))
    expect(changed(decision, hypothesisClosed)).toMatchObject([{ id: 'h2', state: 'ruled_out' }])
  })

  it.each([
    ['without a reason', 'h2', ' ', 'because'],
    ['if there is no such hypothesis', 'h9', 'no crash', 'hypothesis'],
  ])('is refused %s', (_, which, because, field) => {
    expect(answerByRulingOut(answering('untested_crowd'), which, because)).toMatchObject({ field })
  })

  it('is refused if somebody else has ruled it out already', () => {
    const hypotheses = [hypothesisWith({ number: 2, state: 'ruled_out', statement: 'x <!here>' })]
    const outcome = answerByRulingOut(answering('untested_crowd', { hypotheses }), 'h2', 'no crash')
    expect(refusalOf(outcome)).toBe('It is ruled out already: “x &lt;!here&gt;”.')
  })
})

describe('ending a wait', () => {
  it('records what came of it', () => {
    const decision = ofKind('wait_over', answerWaitOver(answering('wait'), ' not  them '))
    expect(changed(decision, waitEnded)).toMatchObject([{ id: 'w1', outcome: 'not them', at: at(20) }])
    expect(linesOf(decision)).toEqual(['No longer waiting on *AWS support* after 20 min: not them · Ben Berg'])
  })

  it('is refused without an outcome, or if the wait has ended already', () => {
    expect(answerWaitOver(answering('wait'), ' ')).toMatchObject({ field: 'text' })
    expect(refusalOf(answerWaitOver(answering('wait', { waits: [] }), 'x'))).toBe('That wait is over already.')
  })
})
