import { isSeekingCause } from '../../core/incident/model.ts'
import { resultName } from '../../core/record/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { allTests, isGivenUp, openSince, stillUnexplained } from '../ledger/model.ts'
import type { Challenge } from './model.ts'
import { findChallengeSubject, findWorkingHypothesis } from './subject.ts'

/** An answer that was given in the ledger; `by` is null where the ledger does not keep who did it. */
export interface LedgerAnswer {
  by: string | null
  answer: string
}

/** What somebody did in the ledger since it was asked. */
export function findLedgerAnswer(state: IncidentState, challenge: Challenge): LedgerAnswer | undefined {
  for (const find of [rivalSince, testSince, evidenceSince, subjectClosed]) {
    const done = find(state, challenge)
    if (done) return done
  }
  return undefined
}

/**
 * Another explanation that came after the question. One taken from an older message is as old as that message: it
 * is known by this, that it put the others to the question when it came, or that there was none before it.
 */
function rivalSince({ hypotheses }: IncidentState, { askedAt, hypothesisId }: Challenge): LedgerAnswer | undefined {
  const subject = hypotheses.find(({ id }) => id === hypothesisId)
  const others = hypotheses.filter((known) => known !== subject && known.state !== 'ruled_out')
  const since = others.filter((known) => known.lastChallengedAt > askedAt)
  const cameWith = (known: (typeof others)[number]) =>
    subject ? known.lastChallengedAt.getTime() === subject.lastChallengedAt.getTime() : known.state === 'open'
  const rival = since.find((known) => openSince(known) > askedAt || cameWith(known))
  return rival && { by: rival.proposedBy, answer: rival.statement }
}

function testSince(state: IncidentState, { askedAt, hypothesisId, reason }: Challenge): LedgerAnswer | undefined {
  if (reason === 'no_hypothesis') return undefined
  const meant = allTests(state).filter(
    (test) => !isGivenUp(test) && (hypothesisId === null || test.hypothesisId === hypothesisId),
  )
  const told = meant.find(({ closedAt }) => closedAt && closedAt > askedAt)
  if (told) return { by: told.closedBy, answer: told.result ?? told.text }
  const begun = meant.find((test) => test.begunAt > askedAt)
  return begun && { by: begun.ownerId, answer: begun.text }
}

function evidenceSince(state: IncidentState, challenge: Challenge): LedgerAnswer | undefined {
  const { hypothesis } = findChallengeSubject(state, challenge)
  const against = hypothesis?.evidence.find(({ stance, at }) => stance === 'against' && at > challenge.askedAt)
  return against && { by: against.by, answer: against.text }
}

/** A question about a confirmed cause is not answered by what was confirmed before it. */
function subjectClosed(state: IncidentState, challenge: Challenge): LedgerAnswer | undefined {
  const { hypothesis } = findChallengeSubject(state, challenge)
  if (!hypothesis?.closedAt || hypothesis.closedAt <= challenge.askedAt) return undefined
  return { by: hypothesis.closedBy, answer: hypothesis.closedBecause ?? '' }
}

/** What the question was about has come to its end. */
export function findSubjectOutcome(
  state: IncidentState,
  { aboutId, hypothesisId, reason, askedAt }: Challenge,
): LedgerAnswer | undefined {
  const action = state.actions.find(({ entryId }) => entryId === aboutId)
  if (action?.result) return { by: action.recordedBy, answer: resultName[action.result] }
  const back = action && state.recurrences.find(({ at }) => at > action.at)
  if (back) return { by: back.recordedBy, answer: 'it came back' }
  const test = allTests(state).find(({ id }) => id === aboutId)
  if (test?.closedAt) return { by: test.closedBy, answer: test.result ?? 'given up' }
  if (test && test.dueAt > askedAt) return { by: test.ownerId, answer: 'more time' }
  const wait = state.waits.find(({ id }) => id === aboutId)
  if (wait?.endedAt) return { by: null, answer: wait.outcome ?? `no longer waiting on ${wait.party}` }
  const seen = state.unexplained.find(({ entryId }) => entryId === aboutId)
  const by = state.hypotheses.find(({ id }) => id === seen?.explainedBy)
  if (seen?.explainedAt) return { by: null, answer: by ? `explained by ${by.statement}` : 'explained' }
  if (reason === 'long_shift') return { by: null, answer: 'command was handed over' }
  if (reason === 'before_close' && !isSeekingCause(state.incident) && stillUnexplained(state.unexplained).length === 0)
    return { by: null, answer: 'nothing is unexplained any more' }
  return leadChanged(state, hypothesisId)
}

function leadChanged({ hypotheses }: IncidentState, hypothesisId: string | null): LedgerAnswer | undefined {
  const now = findWorkingHypothesis(hypotheses)
  if (!hypothesisId || !now || now.id === hypothesisId) return undefined
  const how = now.verdict === 'cause' ? 'is confirmed as the cause' : 'leads now'
  return { by: null, answer: `“${now.statement}” ${how}` }
}
