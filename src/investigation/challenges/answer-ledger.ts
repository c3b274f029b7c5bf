import type { Decision, Refusal } from '../../core/decision.ts'
import { toOneLine } from '../../platform/text.ts'
import { concludeHypothesis } from '../ledger/conclude.ts'
import { addEvidence } from '../ledger/evidence.ts'
import { lookUpOpenHypothesis } from '../ledger/ledger.ts'
import type { EvidenceStance, Hypothesis } from '../ledger/model.ts'
import { endWait } from '../ledger/waits/wait.ts'
import type { InvestigationState } from '../state.ts'
import { type AnswerContext, answerWith } from './record-answer.ts'
import { findChallengeSubject } from './subject.ts'

/** The hypothesis somebody chose in a modal, if it is still open. */
export function openHypothesis(state: InvestigationState, id: string): { hypothesis: Hypothesis } | Refusal {
  const row = lookUpOpenHypothesis(state, id)
  return 'refusal' in row ? { ...row, field: 'hypothesis' } : row
}

/**
 * *Yes, because…* or *No*: the recurrence becomes evidence, `for` the hypothesis if that predicted it, else `against`.
 */
export function answerWithEvidence(ctx: AnswerContext, stance: EvidenceStance, because = ''): Decision | Refusal {
  const { state } = ctx
  const words = because.trim()
  const answer = stance === 'for' ? words : 'it does not explain why it is back'
  return answerWith(ctx, { kind: 'evidence', words: answer }, (challenge) => {
    const { hypothesis, recurrence } = findChallengeSubject(state, challenge)
    if (!hypothesis || !recurrence) return { refusal: 'What this was about is not on the timeline any more.' }
    if (stance === 'for' && !words) return { refusal: 'Say why in a few words.', field: 'text' }
    const symptom = recurrence.text.trim() || 'it came back'
    const citable = { id: recurrence.entryId, text: words ? `${symptom} (${words})` : symptom }
    return addEvidence(ctx, hypothesis, citable, stance)
  })
}

/** *Rule one out…*: the answer rules out one of many hypotheses. */
export function answerByRulingOut(ctx: AnswerContext, which: string, because: string): Decision | Refusal {
  const { state } = ctx
  return answerWith(ctx, { kind: 'ruled_out', words: because }, () => {
    const chosen = openHypothesis(state, which)
    return 'refusal' in chosen ? chosen : concludeHypothesis(ctx, which, 'ruled_out', because)
  })
}

/** *It is over…*: the answer ends the wait. */
export function answerWaitOver(ctx: AnswerContext, outcome: string): Decision | Refusal {
  const { state } = ctx
  const words = toOneLine(outcome)
  return answerWith(ctx, { kind: 'wait_over', words }, (challenge) => {
    const { wait } = findChallengeSubject(state, challenge)
    if (!wait) return { refusal: 'That wait is over already.' }
    if (!words) return { refusal: 'What came of it? A few words are enough.', field: 'text' }
    return endWait(ctx, wait, words)
  })
}
