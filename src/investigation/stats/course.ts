import { minuteMs } from '../../platform/time/durations.ts'
import type { AnswerKind } from '../challenges/model.ts'
import { excludeRevertedHypotheses } from './led.ts'
import type { MeasuredChallenge, MeasurementInput } from './model.ts'

export type TurnKind = 'hypothesis' | 'test_begun' | 'test_closed' | 'ruled_out' | 'parked'

/** A moment at which the search took another direction; `text` says which hypothesis or test, in people's words. */
export interface InvestigationTurn {
  kind: TurnKind
  at: number
  text: string
}

/** So soon after a question a turn follows it. It is the same for every severity and policy, so that incidents compare. */
export const turnFollowsWithinMs = 30 * minuteMs

/** Answers that are a turn by themselves; more time for a test answers like a test, and is none. */
const turnKindByAnswer: Partial<Record<AnswerKind, TurnKind>> = {
  hypothesis: 'hypothesis',
  test: 'test_begun',
  ruled_out: 'ruled_out',
}

/** Answers that leave all as it was. */
const answerKindsWithoutTurn: readonly AnswerKind[] = ['keep', 'reply', 'later', 'moot']

/** Every turn there was, the earliest first: another explanation, a test begun or one with its result, one put aside. */
export function listInvestigationTurns({
  hypotheses,
  otherTests,
}: Pick<MeasurementInput, 'hypotheses' | 'otherTests'>): InvestigationTurn[] {
  const held = excludeRevertedHypotheses(hypotheses)
  const turns = [
    ...held.flatMap(({ statement: text, openedAt, reopenedAt, closedAt, state }) => [
      // Named only to be ruled out, it was no explanation anybody followed.
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
    .toSorted((a, b) => a.at - b.at || compare(a.kind, b.kind) || compare(a.text, b.text))
}

const makeInvestigationTurn = (kind: TurnKind, at: Date | null, text: string): InvestigationTurn | undefined =>
  at ? { kind, at: at.getTime(), text } : undefined

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A new hypothesis, or a test begun: what a question asks for. */
export const isNewHypothesisOrTest = ({ kind }: InvestigationTurn): boolean =>
  kind === 'hypothesis' || kind === 'test_begun'

/**
 * The turn that a challenge was answered with, however late. Confirming evidence and reasons to keep are none; nor is
 * what ended a challenge that nobody needed to answer any more. A hypothesis taken from an older message is as old as
 * that message: it is known by its words.
 */
export function findAnsweringTurn(
  { answerKind, answeredAt, answer }: MeasuredChallenge,
  turns: readonly InvestigationTurn[],
): InvestigationTurn | undefined {
  if (!answerKind || !answeredAt || answerKindsWithoutTurn.includes(answerKind)) return undefined
  const at = answeredAt.getTime()
  const kind = turnKindByAnswer[answerKind]
  const own = turns.find((known) => known.at === at && (!kind || known.kind === kind))
  const isOlder = (known: InvestigationTurn) => known.kind === 'hypothesis' && known.at < at && known.text === answer
  return own ?? (answerKind === 'ledger' || kind === 'hypothesis' ? turns.find(isOlder) : undefined)
}

/**
 * The first turn within half an hour of a challenge, and before the next one, to which later turns belong. That it
 * followed the question says nothing of why. A change of lead is none of these turns: when it was marked is not stored.
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
