import type { AnswerKind } from '../challenge/model.ts'
import { minute } from '../lib/durations.ts'
import { heldOf } from './led.ts'
import type { ChallengeRow, Measurable } from './model.ts'

export type TurnKind = 'hypothesis' | 'test_begun' | 'test_closed' | 'ruled_out' | 'parked'

/** A moment at which the search took another direction; `text` says which hypothesis or test, in people's words. */
export interface Turn {
  kind: TurnKind
  at: number
  text: string
}

/**
 * What follows a question within this time is put down to it. It is the same for every severity and policy, so that
 * incidents can be compared.
 */
export const soon = 30 * minute

/** Answers that are a turn by themselves. */
const turning: Partial<Record<AnswerKind, TurnKind>> = {
  hypothesis: 'hypothesis',
  test: 'test_begun',
  ruled_out: 'ruled_out',
}

/** Every turn there was, the earliest first: another explanation, a test begun or one with its result, one put aside. */
export function turnsOf({ hypotheses, otherTests }: Pick<Measurable, 'hypotheses' | 'otherTests'>): Turn[] {
  const held = heldOf(hypotheses)
  const turns = [
    ...held.flatMap(({ statement: text, openedAt, reopenedAt, closedAt, state }) => [
      // Named only to be ruled out, it was no explanation anybody followed.
      ...(closedAt?.getTime() === openedAt.getTime() ? [] : [turn('hypothesis', openedAt, text)]),
      turn('hypothesis', reopenedAt, text),
      ...(state === 'ruled_out' || state === 'parked' ? [turn(state, closedAt, text)] : []),
    ]),
    ...[...held.flatMap(({ tests }) => tests), ...otherTests].flatMap(
      ({ text, begunAt, closedAt, result }) => [
        turn('test_begun', begunAt, text),
        turn('test_closed', result === null ? null : closedAt, text),
      ],
    ),
  ]
  return turns
    .filter((found) => found !== undefined)
    .toSorted((a, b) => a.at - b.at || compare(a.kind, b.kind) || compare(a.text, b.text))
}

const turn = (kind: TurnKind, at: Date | null, text: string): Turn | undefined =>
  at ? { kind, at: at.getTime(), text } : undefined

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The turn that a challenge brought about; undefined where the course stayed. It is the one that answers it, however
 * late; or else the first within half an hour of the question and before the next one, to which later turns belong.
 * Confirming evidence and reasons to keep are no turn. A change of lead counts where it is one of these turns: when
 * it was marked is not stored. Of a challenge that nobody needed to answer any more nothing is said.
 */
export function turnAfter(
  challenge: ChallengeRow,
  challenges: readonly ChallengeRow[],
  turns: readonly Turn[],
): Turn | undefined {
  if (challenge.answerKind === 'moot') return undefined
  const asked = challenge.askedAt.getTime()
  const later = challenges.filter(({ number }) => number > challenge.number)
  const next = Math.min(...later.map(({ askedAt }) => askedAt.getTime()))
  const follows = ({ at }: Turn) => at > asked && at <= asked + soon && at < next
  return answering(challenge, turns) ?? turns.find(follows)
}

/** A hypothesis taken from an older message is as old as that message: its answer is known by its words. */
function answering(challenge: ChallengeRow, turns: readonly Turn[]): Turn | undefined {
  const { answerKind, answeredAt, answer } = challenge
  if (!answerKind || !answeredAt) return undefined
  const at = answeredAt.getTime()
  const kind = turning[answerKind]
  const own = turns.filter((known) => known.at === at)
  if (kind) return own.find((known) => known.kind === kind) ?? { kind, at, text: answer ?? '' }
  const older = (known: Turn) => known.kind === 'hypothesis' && known.at < at && known.text === answer
  return own[0] ?? (answerKind === 'ledger' ? turns.find(older) : undefined)
}
