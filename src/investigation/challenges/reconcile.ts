import { type Decision, emptyDecision } from '../../core/decision.ts'
import type { ChangeOf, StateChange } from '../../core/feature/change.ts'
import { isSeekingCause } from '../../core/incident/model.ts'
import { undoableDone, undoableUndone } from '../../core/undo/changes.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { findLedgerAnswer, findSubjectOutcome } from './answered-in-ledger.ts'
import { refreshChallengeMessage, setChallengeTimer } from './ask.ts'
import { challengeAnswered, challengeReopened } from './changes.ts'
import { type Challenge, type ChallengeReason, openChallenge } from './model.ts'
import type { Policy } from './settings.ts'
import { type ChallengeTrigger, findTriggers } from './triggers.ts'

/**
 * After any change: closes the open challenge if people answered it in the ledger or it no longer applies, reopens the
 * last one if what answered it was undone, and sets the timer for the next.
 */
export function reconcileChallenge(ctx: InvestigationContext, changes: readonly StateChange[] = []): Decision {
  const { state } = ctx
  const transition = closeOpenChallenge(ctx, changes) ?? reopenUndoneAnswer(ctx, changes)
  if (transition) {
    const { challenge, change } = transition
    const challenges = state.challenges.map((one) => (one.id === challenge.id ? challenge : one))
    return {
      changes: [change, ...setChallengeTimer({ ...ctx, state: { ...state, challenges } })],
      send: [refreshChallengeMessage(state, challenge)],
    }
  }
  const later = setChallengeTimer(ctx)
  return later.length === 0 ? emptyDecision : { changes: later, send: [] }
}

/** A change to a challenge, and the challenge as it is afterwards. */
interface ChallengeTransition {
  challenge: Challenge
  change: StateChange
}

function closeOpenChallenge(
  ctx: InvestigationContext,
  changes: readonly StateChange[],
): ChallengeTransition | undefined {
  const { state } = ctx
  const open = openChallenge(state.challenges)
  const change =
    open && findClosingChange(state, open, ctx.settings.challenges, findChangeOrigin(changes) ?? { at: ctx.now })
  if (!change) return undefined
  const { at: answeredAt, kind: answerKind } = change
  return { change, challenge: { ...open, state: 'answered', answeredAt, answerKind } }
}

/** Reopens the last challenge if what answered it in the ledger was undone. */
function reopenUndoneAnswer(
  { state, settings, now }: InvestigationContext,
  changes: readonly StateChange[],
): ChallengeTransition | undefined {
  const last = state.challenges.at(-1)
  if (last?.answerKind !== 'ledger' || !changes.some((change) => undoableUndone.is(change))) return undefined
  const { id } = last
  const challenge: Challenge = {
    ...last,
    state: 'open',
    answeredAt: null,
    answeredBy: null,
    answerKind: null,
    answer: null,
  }
  const challenges = [...state.challenges.slice(0, -1), challenge]
  const isOvertaken = findClosingChange({ ...state, challenges }, challenge, settings.challenges, { at: now })
  return isOvertaken ? undefined : { challenge, change: challengeReopened({ id }) }
}

/** Who made the change that closes a challenge, if somebody did, and when. */
interface ChangeOrigin {
  by?: string
  at: Date
}

const findChangeOrigin = (changes: readonly StateChange[]): ChangeOrigin | undefined =>
  changes.find((change) => undoableDone.is(change))

type ChallengeAnsweredChange = ChangeOf<typeof challengeAnswered>

/**
 * The change that closes a challenge because something answered it or it no longer matters; undefined if it stays open.
 */
function findClosingChange(
  state: InvestigationState,
  challenge: Challenge,
  policy: Policy,
  { by, at }: ChangeOrigin,
): ChallengeAnsweredChange | undefined {
  const { id, reason } = challenge
  const ledgerAnswer =
    hypothesisQuestionReasons.has(reason) && isSeekingCause(state.incident)
      ? findLedgerAnswer(state, challenge)
      : undefined
  if (ledgerAnswer) return challengeAnswered({ id, at, kind: 'ledger', ...ledgerAnswer })
  if (findTriggers(state, policy).some((trigger) => isAbout(challenge, trigger))) return undefined
  const outcome = findSubjectOutcome(state, challenge)
  if (outcome) return challengeAnswered({ id, at, kind: 'ledger', ...outcome, by: outcome.by ?? by ?? null })
  return challengeAnswered({ id, at, kind: 'moot', by: null, answer: explainChallengeMoot(state, reason, policy) })
}

/** Reasons whose subject stays the same but can start over: a test that is extended, a role that changes hands. */
const hasNewBeginning: ReadonlySet<ChallengeReason> = new Set(['test_due', 'long_shift'])

/**
 * Whether the challenge was asked because of this trigger. The hypothesis may change while the wait or the action stays
 * the same.
 */
const isAbout = (challenge: Challenge, { reason, aboutId, hypothesisId, since }: ChallengeTrigger): boolean =>
  challenge.reason === reason &&
  challenge.aboutId === aboutId &&
  (!hasNewBeginning.has(reason) || since <= challenge.askedAt.getTime()) &&
  (aboutId !== null || challenge.hypothesisId === hypothesisId)

const afterInvestigationReasons: ReadonlySet<ChallengeReason> = new Set(['before_close', 'what_fixed_it'])

function explainChallengeMoot(state: InvestigationState, reason: ChallengeReason, { after, modes }: Policy): string {
  const { status, severity, mode } = state.incident
  if (!isSeekingCause(state.incident) || afterInvestigationReasons.has(reason)) return status
  if ((after[severity] ?? null) === null) return severity
  return modes[mode] === 'off' ? mode : 'what it was about is gone'
}

/** Reasons that ask for another look at what is believed; taking one in the ledger answers the question. */
const hypothesisQuestionReasons: ReadonlySet<ChallengeReason> = new Set([
  'no_effect',
  'recurrence',
  'wait',
  'no_hypothesis',
  'unchallenged',
  'untested_crowd',
])
