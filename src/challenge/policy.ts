import type { Settings } from '../config/settings.ts'
import type { IncidentState } from '../dispatch/state.ts'
import { type Hypothesis, leading, openOnes } from '../hypothesis/model.ts'
import { day } from '../lib/durations.ts'
import type { Challenge, Reason } from './model.ts'

/** The challenge that comes next, and when. */
export interface NextChallenge {
  reason: Reason
  dueAt: Date
  hypothesis: Hypothesis | null
}

/** However often a gap has grown, it ends before times do. */
const longestGap = 366 * day

/**
 * When to ask: a pure function of the incident's state and the policy. It is recomputed after every
 * change and at every alarm, so that a missed or doubled alarm does no harm.
 *
 * 1. Only while the cause is sought (investigating, identified), and where the severity has an interval.
 * 2. *no hypothesis*: nothing is held (a contributing factor is not the cause); counted from the declaration, from
 *    the last hypothesis taken off the table, or from the last answer.
 * 3. *unchallenged*: a hypothesis leads, or of several open ones this has gone unquestioned longest; counted from
 *    when it was last put to the question, when any was taken off the table, or from the last answer. Confirming
 *    evidence does not move this.
 * 4. While a test of something still held, or an action, is given its time, the team is left alone.
 * 5. Unanswered, it is asked again after ever longer gaps, up to a number of times in a row; an answer resets this.
 */
export function nextChallenge(state: IncidentState, policy: Settings['challenges']): NextChallenge | null {
  const { incident } = state
  const interval = policy.after[incident.severity] ?? null
  const sought = incident.status === 'investigating' || incident.status === 'identified'
  if (interval === null || !sought || incident.mode === 'retrospective') return null
  const unanswered = unansweredInARow(
    state.challenges.filter(({ askedAt }) => askedAt.getTime() >= begunAt(state)),
  )
  if (unanswered >= policy.unanswered) return null
  const ground = groundFor(state)
  if (!ground) return null
  const asked = state.challenges.at(-1)?.askedAt
  const gap = Math.min(longestGap, interval * policy.growth ** unanswered)
  const again = asked && unanswered > 0 ? asked.getTime() + gap : 0
  const dueAt = Math.max(ground.since + interval, again, busyUntil(state, policy.actionGrace))
  return { reason: ground.reason, hypothesis: ground.hypothesis, dueAt: new Date(dueAt) }
}

function groundFor(
  state: IncidentState,
): { reason: Reason; hypothesis: Hypothesis | null; since: number } | null {
  const { hypotheses } = state
  const answered = lastAnsweredAt(state.challenges)
  // Whoever takes a hypothesis off the table has just looked at all of them.
  const worked = Math.max(answered, ...hypotheses.map((hypothesis) => hypothesis.closedAt?.getTime() ?? 0))
  const held = hypotheses.some((hypothesis) => hypothesis.state === 'open' || hypothesis.verdict === 'cause')
  if (!held) {
    const since = Math.max(begunAt(state), worked)
    return { reason: 'no_hypothesis', hypothesis: null, since }
  }
  const subject = leading(hypotheses) ?? longestUnquestioned(hypotheses)
  if (!subject) return null
  return {
    reason: 'unchallenged',
    hypothesis: subject,
    since: Math.max(subject.questionedAt.getTime(), worked, begunAt(state)),
  }
}

/** When the response began, or began again. */
const begunAt = ({ incident }: IncidentState): number =>
  (incident.reopenedAt ?? incident.declaredAt).getTime()

/** Where several are open and none leads, a throw-away rival must not silence the question. */
const longestUnquestioned = (hypotheses: readonly Hypothesis[]): Hypothesis | undefined =>
  openOnes(hypotheses).toSorted(
    (a, b) => a.questionedAt.getTime() - b.questionedAt.getTime() || a.number - b.number,
  )[0]

function busyUntil({ hypotheses, lastActionAt }: IncidentState, grace: number): number {
  const tests = openOnes(hypotheses).flatMap((hypothesis) =>
    hypothesis.tests.filter((test) => !test.closedAt),
  )
  return Math.max(
    0,
    lastActionAt ? lastActionAt.getTime() + grace : 0,
    ...tests.map((test) => test.dueAt.getTime()),
  )
}

/** How many of the latest challenges got no answer. */
export function unansweredInARow(challenges: readonly Challenge[]): number {
  const last = challenges.findLastIndex((challenge) => challenge.state === 'answered')
  return challenges.length - 1 - last
}

const lastAnsweredAt = (challenges: readonly Challenge[]): number =>
  Math.max(0, ...challenges.map((challenge) => challenge.answeredAt?.getTime() ?? 0))
