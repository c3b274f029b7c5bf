import { minuteMs } from '../../platform/time/durations.ts'
import type { AnswerKind } from '../challenges/model.ts'
import { excludeRevertedHypotheses } from './led.ts'
import type { MeasuredChallenge, MeasurementInput } from './model.ts'

export type TurnKind = 'hypothesis' | 'test_begun' | 'test_closed' | 'ruled_out' | 'parked'

/** A point at which the investigation changed direction. `text` is the hypothesis or test as people worded it. */
export interface InvestigationTurn {
  kind: TurnKind
  at: number
  text: string
}

/** How soon after a question a turn must come to count as following it. Fixed, so that incidents are comparable. */
export const turnFollowsWithinMs = 30 * minuteMs

/** Answers that are turns themselves. Extending a test is answered as `test` too, but begins none. */
const turnKindByAnswer: Partial<Record<AnswerKind, TurnKind>> = {
  hypothesis: 'hypothesis',
  test: 'test_begun',
  ruled_out: 'ruled_out',
}

/** Answers that change nothing in the ledger. */
const answerKindsWithoutTurn: readonly AnswerKind[] = ['keep', 'reply', 'later', 'moot']

/**
 * Every turn, earliest first: a hypothesis opened or reopened, a test begun or given a result, a hypothesis ruled out
 * or parked. Undone hypotheses are left out.
 */
export function listInvestigationTurns({
  hypotheses,
  otherTests,
}: Pick<MeasurementInput, 'hypotheses' | 'otherTests'>): InvestigationTurn[] {
  const held = excludeRevertedHypotheses(hypotheses)
  const turns = [
    ...held.flatMap(({ statement: text, openedAt, reopenedAt, closedAt, state }) => [
      // Opened only to be ruled out, it was never pursued.
      ...(closedAt?.getTime() === openedAt.getTime() ? [] : [makeInvestigationTurn('hypothesis', openedAt, text)]),
      makeInvestigationTurn('hypothesis', reopenedAt, text),
      ...(state === 'ruled_out' || state === 'parked' ? [makeInvestigationTurn(state, closedAt, text)] : []),
    ]),
    ...[...held.flatMap(({ tests }) => tests), ...otherTests].flatMap(({ text, begunAt, closedAt, result }) => [
      makeInvestigationTurn('test_begun', begunAt, text),
      makeInvestigationTurn('test_closed', result === null ? null : closedAt, text),
    ]),
  ]
  return turns
    .filter((found) => found !== undefined)
    .toSorted((a, b) => a.at - b.at || compareStrings(a.kind, b.kind) || compareStrings(a.text, b.text))
}

const makeInvestigationTurn = (kind: TurnKind, at: Date | null, text: string): InvestigationTurn | undefined =>
  at ? { kind, at: at.getTime(), text } : undefined

const compareStrings = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Whether the turn is a new hypothesis or a new test, which is what questions ask for. */
export const isNewHypothesisOrTest = ({ kind }: InvestigationTurn): boolean =>
  kind === 'hypothesis' || kind === 'test_begun'

/**
 * The turn that answered a challenge, however late. Confirming evidence and reasons to keep are not turns, nor is
 * whatever made a challenge moot. A hypothesis taken from an older message is dated by that message, so it is matched
 * by its statement instead of its time.
 */
export function findAnsweringTurn(
  { answerKind, answeredAt, answer }: MeasuredChallenge,
  turns: readonly InvestigationTurn[],
): InvestigationTurn | undefined {
  if (!answerKind || !answeredAt || answerKindsWithoutTurn.includes(answerKind)) return undefined
  const at = answeredAt.getTime()
  const kind = turnKindByAnswer[answerKind]
  const sameTime = turns.find((turn) => turn.at === at && (!kind || turn.kind === kind))
  const isOlder = (turn: InvestigationTurn) => turn.kind === 'hypothesis' && turn.at < at && turn.text === answer
  return sameTime ?? (answerKind === 'ledger' || kind === 'hypothesis' ? turns.find(isOlder) : undefined)
}

/**
 * The first turn within half an hour of a challenge and before the next challenge, to which later turns belong. It need
 * not have come because of the question. A change of lead is not a turn here, because its time is not stored.
 */
export function findFollowingTurn(
  challenge: MeasuredChallenge,
  challenges: readonly MeasuredChallenge[],
  turns: readonly InvestigationTurn[],
): InvestigationTurn | undefined {
  if (challenge.answerKind === 'moot') return undefined
  const asked = challenge.askedAt.getTime()
  const later = challenges.filter(({ number }) => number > challenge.number)
  const next = Math.min(...later.map(({ askedAt }) => askedAt.getTime()))
  return turns.find(({ at }) => at > asked && at <= asked + turnFollowsWithinMs && at < next)
}
