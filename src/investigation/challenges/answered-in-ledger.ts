import { isSeekingCause } from '../../core/incident/model.ts'
import { resultName } from '../../core/record/model.ts'
import { allTests, isGivenUp, openSince, stillUnexplained } from '../ledger/model.ts'
import type { InvestigationState } from '../state.ts'
import type { Challenge } from './model.ts'
import { findChallengeSubject, findWorkingHypothesis } from './subject.ts'

/** An answer given in the ledger. `by` is null if the ledger does not store who gave it. */
export interface LedgerAnswer {
  by: string | null
  answer: string
}

/** What somebody did in the ledger since the challenge that answers it, if anything. */
export function findLedgerAnswer(state: InvestigationState, challenge: Challenge): LedgerAnswer | undefined {
  for (const find of [findRivalSince, findTestSince, findEvidenceSince, findSubjectClosing]) {
    const done = find(state, challenge)
    if (done) return done
  }
  return undefined
}

/**
 * A rival that came after the question. One taken from an older message is dated by that message, so its age does not
 * show that it is new. What does: it challenged the subject when it was added, at the same instant; or the question had
 * no subject, and it is open.
 */
function findRivalSince(
  { hypotheses }: InvestigationState,
  { askedAt, hypothesisId }: Challenge,
): LedgerAnswer | undefined {
  const subject = hypotheses.find(({ id }) => id === hypothesisId)
  const others = hypotheses.filter((known) => known !== subject && known.state !== 'ruled_out')
  const since = others.filter((known) => known.lastChallengedAt > askedAt)
  const isNewcomer = (known: (typeof others)[number]) =>
    subject ? known.lastChallengedAt.getTime() === subject.lastChallengedAt.getTime() : known.state === 'open'
  const rival = since.find((known) => openSince(known) > askedAt || isNewcomer(known))
  return rival && { by: rival.proposedBy, answer: rival.statement }
}

function findTestSince(
  state: InvestigationState,
  { askedAt, hypothesisId, reason }: Challenge,
): LedgerAnswer | undefined {
  if (reason === 'no_hypothesis') return undefined
  const relevant = allTests(state).filter(
    (test) => !isGivenUp(test) && (hypothesisId === null || test.hypothesisId === hypothesisId),
  )
  const closed = relevant.find(({ closedAt }) => closedAt && closedAt > askedAt)
  if (closed) return { by: closed.closedBy, answer: closed.result ?? closed.text }
  const begun = relevant.find((test) => test.begunAt > askedAt)
  return begun && { by: begun.ownerId, answer: begun.text }
}

function findEvidenceSince(state: InvestigationState, challenge: Challenge): LedgerAnswer | undefined {
  const { hypothesis } = findChallengeSubject(state, challenge)
  const against = hypothesis?.evidence.find(({ stance, at }) => stance === 'against' && at > challenge.askedAt)
  return against && { by: against.by, answer: against.text }
}

/**
 * How the subject was closed after the question. A recurrence under a confirmed cause is not answered by that earlier
 * confirmation.
 */
function findSubjectClosing(state: InvestigationState, challenge: Challenge): LedgerAnswer | undefined {
  const { hypothesis } = findChallengeSubject(state, challenge)
  if (!hypothesis?.closedAt || hypothesis.closedAt <= challenge.askedAt) return undefined
  return { by: hypothesis.closedBy, answer: hypothesis.closedBecause ?? '' }
}

/** How the subject of the question has ended, if it has. */
export function findSubjectOutcome(
  state: InvestigationState,
  { aboutId, hypothesisId, reason, askedAt }: Challenge,
): LedgerAnswer | undefined {
  const action = state.actions.find(({ entryId }) => entryId === aboutId)
  if (action?.result) return { by: action.recordedBy, answer: resultName[action.result] }
  const recurrence = action && state.recurrences.find(({ at }) => at > action.at)
  if (recurrence) return { by: recurrence.recordedBy, answer: 'it came back' }
  const test = allTests(state).find(({ id }) => id === aboutId)
  if (test?.closedAt) return { by: test.closedBy, answer: test.result ?? 'given up' }
  if (test && test.dueAt > askedAt) return { by: test.ownerId, answer: 'more time' }
  const wait = state.waits.find(({ id }) => id === aboutId)
  if (wait?.endedAt) return { by: null, answer: wait.outcome ?? `no longer waiting on ${wait.party}` }
  const observation = state.unexplained.find(({ entryId }) => entryId === aboutId)
  const by = state.hypotheses.find(({ id }) => id === observation?.explainedBy)
  if (observation?.explainedAt) return { by: null, answer: by ? `explained by ${by.statement}` : 'explained' }
  if (reason === 'long_shift') return { by: null, answer: 'command was handed over' }
  if (reason === 'before_close' && !isSeekingCause(state.incident) && stillUnexplained(state.unexplained).length === 0)
    return { by: null, answer: 'nothing is unexplained any more' }
  return findLeadChange(state, hypothesisId)
}

function findLeadChange({ hypotheses }: InvestigationState, hypothesisId: string | null): LedgerAnswer | undefined {
  const now = findWorkingHypothesis(hypotheses)
  if (!hypothesisId || !now || now.id === hypothesisId) return undefined
  const how = now.verdict === 'cause' ? 'is confirmed as the cause' : 'leads now'
  return { by: null, answer: `“${now.statement}” ${how}` }
}
