import { isSeekingCause } from '../../core/incident/model.ts'
import { withoutResult } from '../../core/record/model.ts'
import { dayMs } from '../../platform/time/durations.ts'
import { runningTests } from '../ledger/model.ts'
import type { InvestigationState } from '../state.ts'
import { type Challenge, type ChallengeReason, challengeReasons, type EscalationLevel } from './model.ts'
import { deferUntilSomebodyActive } from './quiet.ts'
import type { Policy } from './settings.ts'
import {
  type ChallengeTrigger,
  findActionGraceStartMs,
  findLastAnsweredMs,
  findTriggers,
  getResponseStartMs,
  intervalFor,
} from './triggers.ts'

/** The challenge that comes next, and when. */
export interface NextChallenge extends Pick<ChallengeTrigger, 'reason' | 'hypothesisId' | 'aboutId'> {
  dueAt: Date
  level: EscalationLevel
}

/** In ms. However often a gap has grown, adding it to a time must give a valid date. */
const maxGapMs = 366 * dayMs

/**
 * The next challenge and when to ask it: a pure function of the incident's state, the policy and now. It is recomputed
 * after every change and whenever the timer fires, so that a missed or duplicate timer does no harm.
 * docs/challenges.md describes it in prose.
 *
 * 1. Every trigger that holds (see triggers.ts) is due a set time after it began to hold.
 * 2. Triggers weaker than *recurrence* wait while a test or an action still has time, and for one interval after an
 *    answer: a team at work is left alone.
 * 3. After an unanswered question the next one comes after an ever longer gap, up to a number of times in a row; an
 *    answer or a recurrence starts over. Only a stronger trigger that comes up meanwhile does not wait for the gap: it
 *    supersedes the open question.
 * 4. Of several triggers the strongest is asked; one that went unanswered lets others go first the next time.
 * 5. While questions are put off everything waits, except a recurrence or a failed action since then.
 */
export function nextChallenge(state: InvestigationState, policy: Policy, now: Date): NextChallenge | null {
  const interval = intervalFor(state.incident, policy)
  const streak = findUnansweredStreak(state)
  if (interval === null || streak.length >= policy.unanswered) return null
  const busy = Math.max(findBusyUntilMs(state, policy), findRestUntilMs(state, interval))
  const due = findTriggers(state, policy)
    .filter((trigger) => !isAskedEnough(trigger, state.challenges))
    .map((trigger) => {
      const { reason, since, after } = trigger
      const at = Math.max(
        since + after,
        isWeak(reason) ? busy : 0,
        findGapUntilMs(trigger, streak, policy, interval),
        findPutOffUntilMs(trigger, state.challenges),
      )
      return { trigger, at: deferUntilSomebodyActive(at, state, policy.quiet, now) }
    })
  const next = pickStrongestTrigger(due, streak.at(-1), now.getTime(), policy.pause)
  if (!next) return null
  const { reason, hypothesisId, aboutId } = next.trigger
  const level = Math.min(2, streak.length) as EscalationLevel
  return { reason, hypothesisId, aboutId, level, dueAt: new Date(next.at) }
}

interface DueTrigger {
  trigger: ChallengeTrigger
  at: number
}

/**
 * The strongest trigger due now or, if none is, at the time the first comes due. A trigger that is due waits up to
 * `patience` ms for a stronger one, so that one question does not supersede another a moment later. A trigger that went
 * unanswered last time comes after all others.
 */
function pickStrongestTrigger(
  due: readonly DueTrigger[],
  last: Challenge | undefined,
  now: number,
  patience: number,
): DueTrigger | undefined {
  const first = Math.max(now, Math.min(...due.map(({ at }) => at)))
  const asLast = ({ trigger }: DueTrigger) =>
    Number(trigger.reason === last?.reason && trigger.aboutId === last.aboutId)
  return due
    .filter(({ at }) => at <= first + patience)
    .toSorted(
      (a, b) =>
        asLast(a) - asLast(b) || getReasonRank(a.trigger.reason) - getReasonRank(b.trigger.reason) || a.at - b.at,
    )[0]
}

export const getReasonRank = (reason: ChallengeReason): number => challengeReasons.indexOf(reason)
/** Whether the team's own work holds the question back. */
const isWeak = (reason: ChallengeReason): boolean => getReasonRank(reason) > getReasonRank('recurrence')
/** Whether the symptom itself shows that the team is wrong. */
const isContradictedBySymptom = (reason: ChallengeReason): boolean => reason === 'no_effect' || reason === 'recurrence'

/** Until when, in ms, a running test or an action without a result still has time. */
function findBusyUntilMs(state: InvestigationState, { actionGrace }: Policy): number {
  return Math.max(
    0,
    ...runningTests(state).map(({ dueAt }) => dueAt.getTime()),
    ...withoutResult(state.actions).map((action) => findActionGraceStartMs(state, action) + actionGrace),
  )
}

/** Until when, in ms, a team that has just answered is left alone while the cause is sought. */
function findRestUntilMs(state: InvestigationState, interval: number): number {
  const last = findLastAnsweredMs(state, () => true)
  return isSeekingCause(state.incident) && last > 0 ? last + interval : 0
}

/**
 * Until when, in ms, the gap after an unanswered question lasts; 0 for a stronger trigger that has come up since, which
 * takes its place.
 */
function findGapUntilMs(
  { reason, since, after }: ChallengeTrigger,
  streak: readonly Challenge[],
  { growth }: Policy,
  interval: number,
): number {
  const last = streak.at(-1)
  if (!last) return 0
  const isStronger = last.state === 'open' && getReasonRank(reason) < getReasonRank(last.reason)
  if (isStronger && since + after > last.askedAt.getTime()) return 0
  return last.askedAt.getTime() + Math.min(maxGapMs, interval * growth ** streak.length)
}

/**
 * Until when, in ms, questions about this trigger are put off. A recurrence or a failed action since then is not, because
 * it is news.
 */
function findPutOffUntilMs({ reason, since }: ChallengeTrigger, challenges: readonly Challenge[]): number {
  const postponements = challenges.filter(
    ({ until, answeredAt }) =>
      until && answeredAt && !(isContradictedBySymptom(reason) && since > answeredAt.getTime()),
  )
  return Math.max(0, ...postponements.map(({ until }) => until?.getTime() ?? 0))
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

/** The latest challenges without an answer. A recurrence, or a new start of the response, begins a new streak. */
export function findUnansweredStreak(state: InvestigationState): Challenge[] {
  const { challenges, recurrences } = state
  const streakStart = Math.max(getResponseStartMs(state), recurrences.at(-1)?.recordedAt.getTime() ?? 0)
  const last = challenges.findLastIndex(({ state: end }) => end === 'answered')
  return challenges.slice(last + 1).filter(({ askedAt }) => askedAt.getTime() >= streakStart)
}
