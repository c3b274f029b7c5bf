import { type Decision, emptyDecision, type StateChange } from '../../core/decision.ts'
import { isSeekingCause } from '../../core/incident/model.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { findLedgerAnswer, findSubjectOutcome } from './answered-in-ledger.ts'
import { refreshChallengeMessage, setChallengeTimer } from './ask.ts'
import { type Challenge, type ChallengeReason, openChallenge } from './model.ts'
import { type ChallengeTrigger, findTriggers, type Policy } from './triggers.ts'

/**
 * After any change: closes the open challenge when what people did in the ledger has answered it, or when it no
 * longer applies; opens the last again when that was taken back; and sets the alarm for the next.
 */
export function reconcileChallenge(
  state: IncidentState,
  ctx: DecisionContext,
  changes: readonly StateChange[] = [],
): Decision {
  const turned = closeOpenChallenge(state, ctx, changes) ?? askedAgain(state, ctx, changes)
  if (turned) {
    const { challenge, change } = turned
    const challenges = state.challenges.map((known) => (known.id === challenge.id ? challenge : known))
    return {
      changes: [change, ...setChallengeTimer({ ...state, challenges }, ctx)],
      send: [refreshChallengeMessage(state, challenge)],
    }
  }
  const later = setChallengeTimer(state, ctx)
  return later.length === 0 ? emptyDecision : { changes: later, send: [] }
}

/** What becomes of a challenge, and how it stands then. */
interface Turned {
  challenge: Challenge
  change: StateChange
}

function closeOpenChallenge(
  state: IncidentState,
  ctx: DecisionContext,
  changes: readonly StateChange[],
): Turned | undefined {
  const open = openChallenge(state.challenges)
  const change = open && findClosingChange(state, open, ctx.settings.challenges, doneIn(changes) ?? { at: ctx.now })
  if (!change) return undefined
  const { at: answeredAt, kind: answerKind } = change
  return { change, challenge: { ...open, state: 'answered', answeredAt, answerKind } }
}

/** What had answered the last question, in the ledger, was taken back: it waits for an answer again. */
function askedAgain(
  state: IncidentState,
  { settings, now }: DecisionContext,
  changes: readonly StateChange[],
): Turned | undefined {
  const last = state.challenges.at(-1)
  if (last?.answerKind !== 'ledger' || !changes.some(({ type }) => type === 'undoable.undone')) return undefined
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
  return isOvertaken ? undefined : { challenge, change: { type: 'challenge.reopened', id } }
}

/** Who did what led to it, where somebody did, and when. */
interface ChangeOrigin {
  by?: string
  at: Date
}

const doneIn = (changes: readonly StateChange[]): ChangeOrigin | undefined =>
  changes.find((change) => change.type === 'undoable.done')

type ChallengeAnsweredChange = Extract<StateChange, { type: 'challenge.answered' }>

/** Something was done that answers it, or it does not matter any more. */
function findClosingChange(
  state: IncidentState,
  challenge: Challenge,
  policy: Policy,
  { by, at }: ChangeOrigin,
): ChallengeAnsweredChange | undefined {
  const { id, reason } = challenge
  const closing = { type: 'challenge.answered', id, at } as const
  const questioned =
    questionsBelief.has(reason) && isSeekingCause(state.incident) ? findLedgerAnswer(state, challenge) : undefined
  if (questioned) return { ...closing, kind: 'ledger', ...questioned }
  if (findTriggers(state, policy).some((ground) => isAbout(challenge, ground))) return undefined
  const came = findSubjectOutcome(state, challenge)
  if (came) return { ...closing, kind: 'ledger', ...came, by: came.by ?? by ?? null }
  return { ...closing, kind: 'moot', by: null, answer: whyMoot(state, reason, policy) }
}

/** What these are about is the same, and begins anew: a test given more time, a role that changed hands. */
const hasNewBeginning: ReadonlySet<ChallengeReason> = new Set(['test_due', 'long_shift'])

/** The ground on which it was asked. What is believed may change while the wait, or the action, is the same. */
const isAbout = (challenge: Challenge, { reason, aboutId, hypothesisId, since }: ChallengeTrigger): boolean =>
  challenge.reason === reason &&
  challenge.aboutId === aboutId &&
  (!hasNewBeginning.has(reason) || since <= challenge.askedAt.getTime()) &&
  (aboutId !== null || challenge.hypothesisId === hypothesisId)

const afterInvestigationReasons: ReadonlySet<ChallengeReason> = new Set(['before_close', 'what_fixed_it'])

function whyMoot(state: IncidentState, reason: ChallengeReason, { after, modes }: Policy): string {
  const { status, severity, mode } = state.incident
  if (!isSeekingCause(state.incident) || afterInvestigationReasons.has(reason)) return status
  if ((after[severity] ?? null) === null) return severity
  return modes[mode] === 'off' ? mode : 'what it was about is gone'
}

/** These ask for another look at what is believed: whoever takes one in the ledger has answered. */
const questionsBelief: ReadonlySet<ChallengeReason> = new Set([
  'no_effect',
  'recurrence',
  'wait',
  'no_hypothesis',
  'unchallenged',
  'untested_crowd',
])
