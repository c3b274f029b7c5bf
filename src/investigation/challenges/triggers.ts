import { type Incident, isClosedOrCancelled, isSeekingCause, responseBegan } from '../../core/incident/model.ts'
import { holdingOf } from '../../core/incident/roles.ts'
import { didNotHelp, type RecordedAction, withoutResult } from '../../core/record/model.ts'
import {
  allTests,
  countedTests,
  isRunning,
  openSince,
  selectOpenHypotheses,
  stillUnexplained,
} from '../ledger/model.ts'
import { openWaits } from '../ledger/waits/model.ts'
import type { InvestigationState } from '../state.ts'
import type { AnswerKind, Challenge, ChallengeReason } from './model.ts'
import type { Policy } from './settings.ts'
import { findActedOnHypothesis, findChallengeableHypothesis, findWorkingHypothesis } from './subject.ts'

/**
 * A reason to ask. `since`: when it began to hold, in ms; anything asked before that was about something else. `after`:
 * how long it must have held, in ms. `most`: how often it is asked about the same subject since `since`, or since
 * `countedFrom` if there is one; without it, as long as it holds.
 */
export interface ChallengeTrigger {
  reason: ChallengeReason
  hypothesisId: string | null
  aboutId: string | null
  since: number
  after: number
  most?: number
  countedFrom?: number
}

type TriggerFinder = (state: InvestigationState, policy: Policy, interval: number) => ChallengeTrigger[]

/** Triggers that apply only while the cause is sought. Later only those that may show it was not found do. */
const whileSeekingCauseFinders: readonly TriggerFinder[] = [
  findDidItWorkTriggers,
  findTestDueTriggers,
  findWaitTriggers,
  findNoHypothesisTriggers,
  findUnchallengedTriggers,
  findUnexplainedTriggers,
  findUntestedCrowdTriggers,
  findLongShiftTriggers,
]
const alwaysOnFinders: readonly TriggerFinder[] = [findNoEffectTriggers, findRecurrenceTriggers]
const afterInvestigationFinders: readonly TriggerFinder[] = [findBeforeCloseTriggers, findWhatFixedItTriggers]

/** How long a team may go unchallenged, in ms; null if the policy asks nothing in this incident. */
export const intervalFor = (
  { severity, mode }: Pick<Incident, 'severity' | 'mode'>,
  { after, modes }: Pick<Policy, 'after' | 'modes'>,
): number | null => (modes[mode] === 'off' ? null : (after[severity] ?? null))

/** Every trigger that holds now; none if the incident is over or the policy asks nothing in it. */
export function findTriggers(state: InvestigationState, policy: Policy): ChallengeTrigger[] {
  const { incident } = state
  const interval = intervalFor(incident, policy)
  if (interval === null || isClosedOrCancelled(incident)) return []
  const finders = [
    ...alwaysOnFinders,
    ...(isSeekingCause(incident) ? whileSeekingCauseFinders : afterInvestigationFinders),
  ]
  return finders.flatMap((find) => find(state, policy, interval))
}

/** When the response began, or began again after a reopening, in ms. */
export const getResponseStartMs = ({ incident }: InvestigationState): number => responseBegan(incident).getTime()

const noSubjectIds = { hypothesisId: null, aboutId: null } as const

/**
 * When a challenge that `isMeant` accepts was last answered, in ms; 0 if never. Moot ones and answers of the kinds in
 * `besides` do not count.
 */
export function findLastAnsweredMs(
  { challenges }: InvestigationState,
  isMeant: (challenge: Challenge) => boolean,
  ...besides: AnswerKind[]
): number {
  const answered = challenges.filter(({ answerKind }) => answerKind && ![...besides, 'moot'].includes(answerKind))
  return Math.max(0, ...answered.filter(isMeant).map((known) => known.answeredAt?.getTime() ?? 0))
}

/** For each hypothesis still held, the latest action that did not help or after which the symptom came back. */
function findNoEffectTriggers(state: InvestigationState, { pause }: Policy): ChallengeTrigger[] {
  const failed = state.actions.flatMap((action) => findActionFailures(state, action))
  return [...Map.groupBy(failed, ({ hypothesisId }) => hypothesisId).values()].flatMap((own) => {
    const last = own.reduce((a, b) => (b.since >= a.since ? b : a))
    return [{ ...last, reason: 'no_effect', after: pause, most: 1 }]
  })
}

function findActionFailures(state: InvestigationState, action: RecordedAction) {
  const since = findActionFailedAtMs(state, action)
  const hypothesis = findActedOnHypothesis(state, action)
  const isHeld = hypothesis
    ? (hypothesis.state === 'open' || hypothesis.verdict === 'cause') && +hypothesis.lastChallengedAt <= since
    : !findWorkingHypothesis(state.hypotheses)
  if (since < getResponseStartMs(state) || !isHeld) return []
  return [{ hypothesisId: hypothesis?.id ?? null, aboutId: action.entryId, since }]
}

/**
 * When an action was found not to have helped, in ms: when somebody said so, or when the symptom first came back. 0 if
 * it was not. A further recurrence says nothing new about the action.
 */
function findActionFailedAtMs({ recurrences }: InvestigationState, action: RecordedAction): number {
  const { at, result, resultAt } = action
  if (didNotHelp(action)) return resultAt?.getTime() ?? 0
  const back = result === 'unknown' ? undefined : recurrences.find((recurrence) => recurrence.at > at)
  return back?.recordedAt.getTime() ?? 0
}

/** Actions without a result. A recurrence since then is result enough. */
function findDidItWorkTriggers(state: InvestigationState, { actionGrace }: Policy): ChallengeTrigger[] {
  const open = withoutResult(state.actions).filter(
    (action) => findActionFailedAtMs(state, action) === 0 && +action.recordedAt >= getResponseStartMs(state),
  )
  return open.map((action) => ({
    reason: 'did_it_work',
    hypothesisId: null,
    aboutId: action.entryId,
    since: findActionGraceStartMs(state, action),
    after: actionGrace,
    most: 1,
  }))
}

/**
 * When an action's grace period began, in ms: when it was recorded, or when somebody last said that it is too early to
 * tell.
 */
export function findActionGraceStartMs(
  { challenges }: InvestigationState,
  { entryId, recordedAt }: RecordedAction,
): number {
  const tooEarly = challenges.filter(
    ({ reason, aboutId, answerKind }) => reason === 'did_it_work' && aboutId === entryId && answerKind === 'later',
  )
  return Math.max(+recordedAt, ...tooEarly.map(({ answeredAt }) => answeredAt?.getTime() ?? 0))
}

function findTestDueTriggers(state: InvestigationState): ChallengeTrigger[] {
  const running = allTests(state).filter(isRunning)
  return running.map(({ id, hypothesisId, dueAt }) => ({
    reason: 'test_due',
    hypothesisId,
    aboutId: id,
    since: dueAt.getTime(),
    after: 0,
    most: 1,
  }))
}

/**
 * The symptom came back while something was believed. If an action had been taken on it, that had no effect, which is a
 * stronger reason.
 */
function findRecurrenceTriggers(state: InvestigationState, { pause }: Policy): ChallengeTrigger[] {
  const hypothesis = findWorkingHypothesis(state.hypotheses)
  const last = state.recurrences.at(-1)
  if (!hypothesis || !last || last.recordedAt.getTime() < getResponseStartMs(state)) return []
  const isNew = last.recordedAt >= hypothesis.lastChallengedAt && last.at >= openSince(hypothesis)
  const wasActedOn = state.actions.some((action) =>
    findActionFailures(state, action).some(({ since }) => since >= +last.recordedAt),
  )
  if (!isNew || wasActedOn) return []
  const since = last.recordedAt.getTime()
  const { entryId: aboutId } = last
  return [{ reason: 'recurrence', hypothesisId: hypothesis.id, aboutId, since, after: pause, most: 1 }]
}

/** The most questions about one wait, so that a wait of a day is not asked about all day. */
const maxQuestionsPerWait = 3

function findWaitTriggers(state: InvestigationState, policy: Policy): ChallengeTrigger[] {
  const [wait] = openWaits(state.waits)
  const after = policy.wait[state.incident.severity] ?? null
  if (!wait || after === null) return []
  const answered = findLastAnsweredMs(state, ({ reason, aboutId }) => reason === 'wait' && aboutId === wait.id)
  const since = Math.max(wait.since.getTime(), getResponseStartMs(state), answered)
  const hypothesisId = findChallengeableHypothesis(state.hypotheses)?.id ?? null
  const enough = { most: maxQuestionsPerWait, countedFrom: wait.since.getTime() }
  return [{ reason: 'wait', hypothesisId, aboutId: wait.id, since, after, ...enough }]
}

/** No cause is held or confirmed. A contributing factor is not the cause. */
function findNoHypothesisTriggers(state: InvestigationState, _policy: Policy, interval: number): ChallengeTrigger[] {
  if (findWorkingHypothesis(state.hypotheses)) return []
  const since = Math.max(getResponseStartMs(state), lastClosedAt(state))
  return [{ reason: 'no_hypothesis', ...noSubjectIds, since, after: interval }]
}

/** When a hypothesis was last closed, in ms: whoever closes one has just looked at all of them. */
const lastClosedAt = ({ hypotheses }: InvestigationState): number =>
  Math.max(0, ...hypotheses.map(({ closedAt }) => closedAt?.getTime() ?? 0))

/**
 * Nothing was done that could have proved the hypothesis wrong. Confirming evidence does not move `lastChallengedAt`.
 */
function findUnchallengedTriggers(state: InvestigationState, { crowd }: Policy, interval: number): ChallengeTrigger[] {
  const hypothesis = findChallengeableHypothesis(state.hypotheses)
  if (!hypothesis || (!hypothesis.leads && isUntestedCrowd(state, crowd))) return []
  const own = ({ hypothesisId, reason }: Challenge) =>
    hypothesisId === hypothesis.id && reason !== 'test_due' && reason !== 'wait'
  const since = Math.max(
    getResponseStartMs(state),
    hypothesis.lastChallengedAt.getTime(),
    lastClosedAt(state),
    findLastAnsweredMs(state, own, 'later'),
  )
  return [{ reason: 'unchallenged', hypothesisId: hypothesis.id, aboutId: null, since, after: interval }]
}

function findUnexplainedTriggers(state: InvestigationState, policy: Policy): ChallengeTrigger[] {
  const after = policy.unexplained[state.incident.severity] ?? null
  if (after === null) return []
  return stillUnexplained(state.unexplained).map(({ entryId, since }) => {
    const own = findLastAnsweredMs(state, ({ reason, aboutId }) => reason === 'unexplained' && aboutId === entryId)
    return {
      reason: 'unexplained',
      hypothesisId: null,
      aboutId: entryId,
      since: Math.max(since.getTime(), getResponseStartMs(state), own),
      after,
    }
  })
}

/** The team jumps from one explanation to the next and tests none (Rudolph: "diagnostic vagabonding"). */
function findUntestedCrowdTriggers(state: InvestigationState, { crowd }: Policy, interval: number): ChallengeTrigger[] {
  if (!isUntestedCrowd(state, crowd)) return []
  const opened = selectOpenHypotheses(state.hypotheses).map((known) => openSince(known).getTime())
  const own = findLastAnsweredMs(state, ({ reason }) => reason === 'untested_crowd')
  const since = Math.max(getResponseStartMs(state), opened.toSorted((a, b) => a - b)[crowd - 1] ?? 0, own)
  return [{ reason: 'untested_crowd', ...noSubjectIds, since, after: interval }]
}

function isUntestedCrowd({ hypotheses }: InvestigationState, crowd: number): boolean {
  const open = selectOpenHypotheses(hypotheses)
  return open.length >= crowd && open.every((hypothesis) => countedTests(hypothesis).length === 0)
}

function findLongShiftTriggers(state: InvestigationState, { longShift: after }: Policy): ChallengeTrigger[] {
  const held = holdingOf(state.roles, 'commander')
  if (after === null || !held) return []
  const own = findLastAnsweredMs(state, ({ reason }) => reason === 'long_shift')
  const since = Math.max(held.assumedAt.getTime(), getResponseStartMs(state), own)
  return [{ reason: 'long_shift', ...noSubjectIds, since, after, most: 1 }]
}

function findBeforeCloseTriggers(state: InvestigationState, { pause }: Policy): ChallengeTrigger[] {
  const { status, resolvedAt } = state.incident
  if (status !== 'resolved' || !resolvedAt || stillUnexplained(state.unexplained).length === 0) return []
  return [{ reason: 'before_close', ...noSubjectIds, since: resolvedAt.getTime(), after: pause, most: 1 }]
}

function findWhatFixedItTriggers(state: InvestigationState, { actionGrace }: Policy): ChallengeTrigger[] {
  const { mitigatedAt, resolvedAt } = state.incident
  const isKnown = state.hypotheses.some(({ verdict }) => verdict === 'cause')
  const helped = state.actions.some(({ result }) => result === 'worked' || result === 'helped_in_part')
  const answered = state.challenges.some(({ reason, answeredAt: at }) => reason === 'what_fixed_it' && at)
  if (isKnown || helped || answered) return []
  const since = Math.max(getResponseStartMs(state), (mitigatedAt ?? resolvedAt)?.getTime() ?? 0)
  return [{ reason: 'what_fixed_it', ...noSubjectIds, since, after: actionGrace, most: 1 }]
}
