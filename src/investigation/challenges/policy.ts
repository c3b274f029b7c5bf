import { isSeekingCause } from '../../core/incident/model.ts'
import { withoutResult } from '../../core/record/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { dayMs } from '../../platform/time/durations.ts'
import { runningTests } from '../ledger/model.ts'
import { type Challenge, type ChallengeReason, challengeReasons, type EscalationLevel } from './model.ts'
import { deferUntilSomebodyActive } from './quiet.ts'
import {
  type ChallengeTrigger,
  findActionGraceStartMs,
  findLastAnsweredMs,
  findTriggers,
  getResponseStartMs,
  intervalFor,
  type Policy,
} from './triggers.ts'

/** The challenge that comes next, and when. */
export interface NextChallenge extends Pick<ChallengeTrigger, 'reason' | 'hypothesisId' | 'aboutId'> {
  dueAt: Date
  level: EscalationLevel
}

/** However often a gap has grown, it ends before times do. */
const longestGap = 366 * dayMs

/**
 * When to ask: a pure function of the incident's state, the policy and now. It is recomputed after every change and
 * at every alarm, so that a missed or doubled alarm does no harm. docs/challenges.md says it in words.
 *
 * 1. Every ground there is (see grounds.ts) is due so long after it began to hold.
 * 2. What is weaker than *recurrence* waits while a test or an action is given its time, and for one interval after
 *    an answer: a team that works on it is left alone.
 * 3. Unanswered, it is asked again after ever longer gaps, up to a number of times in a row; an answer or a
 *    recurrence begins anew. Only something stronger that comes up then does not wait for the gap: it takes the open
 *    question's place.
 * 4. Of several the strongest is asked; unanswered, it lets others go before it the next time.
 * 5. Put off, everything waits, but for what tells that the symptom came back or an action did not help since.
 */
export function nextChallenge(state: IncidentState, policy: Policy, now: Date): NextChallenge | null {
  const interval = intervalFor(state.incident, policy)
  const row = findUnansweredStreak(state)
  if (interval === null || row.length >= policy.unanswered) return null
  const busy = Math.max(busyUntil(state, policy), restUntil(state, interval))
  const due = findTriggers(state, policy)
    .filter((ground) => !isAskedEnough(ground, state.challenges))
    .map((ground) => {
      const { reason, since, after } = ground
      const at = Math.max(
        since + after,
        isWeak(reason) ? busy : 0,
        gapUntil(ground, row, policy, interval),
        putOffUntil(ground, state.challenges),
      )
      return { ground, at: deferUntilSomebodyActive(at, state, policy.quiet, now) }
    })
  const next = strongestOf(due, row.at(-1), now.getTime(), policy.pause)
  if (!next) return null
  const { reason, hypothesisId, aboutId } = next.ground
  const level = Math.min(2, row.length) as EscalationLevel
  return { reason, hypothesisId, aboutId, level, dueAt: new Date(next.at) }
}

interface DueTrigger {
  ground: ChallengeTrigger
  at: number
}

/**
 * The strongest of what is due, or comes due first. What is due has a little patience with something stronger, so that
 * one question does not take another's place a moment later; and what nobody answered last time lets others go before.
 */
function strongestOf(
  due: readonly DueTrigger[],
  last: Challenge | undefined,
  now: number,
  patience: number,
): DueTrigger | undefined {
  const first = Math.max(now, Math.min(...due.map(({ at }) => at)))
  const asLast = ({ ground }: DueTrigger) => Number(ground.reason === last?.reason && ground.aboutId === last.aboutId)
  return due
    .filter(({ at }) => at <= first + patience)
    .toSorted(
      (a, b) => asLast(a) - asLast(b) || getReasonRank(a.ground.reason) - getReasonRank(b.ground.reason) || a.at - b.at,
    )[0]
}

export const getReasonRank = (reason: ChallengeReason): number => challengeReasons.indexOf(reason)
/** Held back by whatever the team is doing about it. */
const isWeak = (reason: ChallengeReason): boolean => getReasonRank(reason) > getReasonRank('recurrence')
/** The symptom tells by itself that the team is wrong. */
const isTrigger = (reason: ChallengeReason): boolean => reason === 'no_effect' || reason === 'recurrence'

/** While a test of something still held, or an action, is given its time. */
function busyUntil(state: IncidentState, { actionGrace }: Policy): number {
  return Math.max(
    0,
    ...runningTests(state).map(({ dueAt }) => dueAt.getTime()),
    ...withoutResult(state.actions).map((action) => findActionGraceStartMs(state, action) + actionGrace),
  )
}

/** Whoever has just answered is not asked the next thing at once, as long as the cause is sought. */
function restUntil(state: IncidentState, interval: number): number {
  const last = findLastAnsweredMs(state, () => true)
  return isSeekingCause(state.incident) && last > 0 ? last + interval : 0
}

/** The gap after what is unanswered, but for something stronger that has come up since, which takes its place. */
function gapUntil(
  { reason, since, after }: ChallengeTrigger,
  row: readonly Challenge[],
  { growth }: Policy,
  interval: number,
): number {
  const last = row.at(-1)
  if (!last) return 0
  const isStronger = last.state === 'open' && getReasonRank(reason) < getReasonRank(last.reason)
  if (isStronger && since + after > last.askedAt.getTime()) return 0
  return last.askedAt.getTime() + Math.min(longestGap, interval * growth ** row.length)
}

/** Until when questions were put off; what happened since then is news. */
function putOffUntil({ reason, since }: ChallengeTrigger, challenges: readonly Challenge[]): number {
  const inTheWay = challenges.filter(
    ({ until, answeredAt }) => until && answeredAt && !(isTrigger(reason) && since > answeredAt.getTime()),
  )
  return Math.max(0, ...inTheWay.map(({ until }) => until?.getTime() ?? 0))
}

function isAskedEnough(
  { most, reason, aboutId, since, countedFrom = since }: ChallengeTrigger,
  challenges: readonly Challenge[],
): boolean {
  if (most === undefined) return false
  const asked = challenges.filter(
    (known) => known.reason === reason && known.aboutId === aboutId && known.askedAt.getTime() >= countedFrom,
  )
  return asked.length >= most
}

/** The latest challenges without an answer; a recurrence, or a new beginning, makes them the past. */
export function findUnansweredStreak(state: IncidentState): Challenge[] {
  const { challenges, recurrences } = state
  const news = Math.max(getResponseStartMs(state), recurrences.at(-1)?.recordedAt.getTime() ?? 0)
  const last = challenges.findLastIndex(({ state: end }) => end === 'answered')
  return challenges.slice(last + 1).filter(({ askedAt }) => askedAt.getTime() >= news)
}
