import { holdingOf } from '../../core/incident/roles.ts'
import { didNotHelp } from '../../core/record/model.ts'
import { findDisplayName } from '../../core/state.ts'
import { formatCount } from '../../platform/text.ts'
import { sayDuration } from '../../platform/time/durations.ts'
import {
  allTests,
  type Hypothesis,
  isRunning,
  openSince,
  selectOpenHypotheses,
  stillUnexplained,
} from '../ledger/model.ts'
import type { InvestigationState } from '../state.ts'
import type { QuestionBackground } from './background.ts'
import type { ChallengeReason } from './model.ts'
import { describeHypothesisStanding, isLeading, quoteInSentence, summarizeEvidenceAndTests } from './phrases.ts'
import type { NextChallenge } from './policy.ts'
import { describeRhythm, listTroubleSpells } from './rhythm.ts'
import { findActedOnHypothesis, findChallengeSubject, type Subject } from './subject.ts'
import { getResponseStartMs } from './triggers.ts'

/** What the explanation is worded from. */
interface ExplanationContext {
  state: InvestigationState
  subject: Subject
  background: QuestionBackground
  now: Date
}

/** Says why the bot asks now, in words about this incident. Plain text: the view escapes it. */
export function explainWhyNow(
  state: InvestigationState,
  next: Pick<NextChallenge, 'reason' | 'hypothesisId' | 'aboutId'>,
  background: QuestionBackground,
  now: Date,
): string {
  return explanationByReason[next.reason]({ state, subject: findChallengeSubject(state, next), background, now })
}

const explanationByReason: Record<ChallengeReason, (known: ExplanationContext) => string> = {
  no_effect: explainNoEffect,
  did_it_work: ({ subject: { action }, now }) =>
    action ? `Recorded ${formatElapsedSince(action.recordedAt, now)} ago, and no result yet.` : 'It has no result yet.',
  test_due: ({ subject: { test, hypothesis } }) => {
    const about = hypothesis ? ` of ${quoteInSentence(hypothesis.statement)}` : ''
    const length = test ? `, after ${sayDuration(+test.dueAt - +test.begunAt)}` : ''
    return `The test${about} is due${length}.`
  },
  recurrence: explainRecurrence,
  wait: explainLongWait,
  no_hypothesis: explainNoHypothesis,
  unchallenged: ({ state, subject: { hypothesis }, now }) =>
    hypothesis ? explainUnchallenged(state, hypothesis, now) : 'What is believed was not put to the question yet.',
  unexplained: ({ subject: { unexplained }, now }) =>
    unexplained
      ? `${quoteInSentence(unexplained.text, 100)} has stood unexplained for ${formatElapsedSince(unexplained.since, now)}.`
      : 'Something has stood unexplained for a while.',
  untested_crowd: ({ state, now }) => {
    const open = selectOpenHypotheses(state.hypotheses)
    const [oldest] = open.toSorted((a, b) => +openSince(a) - +openSince(b))
    if (!oldest) return 'No hypothesis was tested.'
    return `${open.length} hypotheses are open, the oldest for ${formatElapsedSince(openSince(oldest), now)}, and none was tested.`
  },
  long_shift: ({ state, now }) => {
    const held = holdingOf(state.roles, 'commander')
    const name = findDisplayName(state, held?.userId ?? null)
    return `${name} has been in command for ${formatElapsedSince(held?.assumedAt ?? new Date(getResponseStartMs(state)), now)}.`
  },
  before_close: ({ state }) => {
    const open = stillUnexplained(state.unexplained)
    return open.length === 1
      ? `It is resolved, and ${quoteInSentence(open[0]?.text, 100)} is not explained.`
      : `It is resolved, and ${open.length} observations are not explained: ${quoteInSentence(open[0]?.text)} and others.`
  },
  what_fixed_it: ({ state: { incident }, now }) => {
    const at = incident.mitigatedAt ?? incident.resolvedAt
    return `${at ? `Better for ${formatElapsedSince(at, now)}` : 'It is better'}, and nothing on record is known to have worked.`
  },
}

const formatElapsedSince = (at: Date, now: Date): string => sayDuration(now.getTime() - at.getTime())

function explainNoEffect({ state, subject: { action, hypothesis } }: ExplanationContext): string {
  const held = hypothesis
    ? `, and ${quoteInSentence(hypothesis.statement)} ${describeHypothesisStanding(state, hypothesis)}`
    : ', and no hypothesis is tracked'
  const failed = state.actions.filter(
    (known) => didNotHelp(known) && findActedOnHypothesis(state, known)?.id === hypothesis?.id,
  )
  if (!action || !didNotHelp(action)) return `It came back after ${quoteInSentence(action?.text)}${held}.`
  if (failed.length > 1)
    return `${failed.length} actions did not help, the last ${quoteInSentence(action.text)}${held}.`
  const outcome = action.result === 'no_effect' ? 'had no effect' : 'made it worse'
  return `${quoteInSentence(action.text)} ${outcome}${held}.`
}

function explainRecurrence({ state, subject: { hypothesis }, background }: ExplanationContext): string {
  const rhythm = describeRhythm(listTroubleSpells(state, background)) ?? 'It is back'
  const held = hypothesis
    ? `, and ${quoteInSentence(hypothesis.statement)} ${describeHypothesisStanding(state, hypothesis)}`
    : ''
  return `${rhythm}${held}.`
}

function explainLongWait({ state, subject: { wait }, now }: ExplanationContext): string {
  if (!wait) return 'The wait goes on.'
  const waited = `${formatElapsedSince(wait.since, now)} waiting on ${wait.party}`
  const running = allTests(state).filter((test) => isRunning(test) && test.dueAt > now).length
  if (wait.meanwhile) return `${waited}; meanwhile: ${quoteInSentence(wait.meanwhile)}.`
  return running > 0
    ? `${waited}, ${formatCount(running, 'test')} running meanwhile.`
    : `${waited}, nothing running meanwhile.`
}

function explainNoHypothesis({ state, now }: ExplanationContext): string {
  const passed = formatElapsedSince(new Date(getResponseStartMs(state)), now)
  const when = state.incident.reopenedAt ? `Reopened ${passed} ago` : `${passed} in`
  if (state.hypotheses.some(({ verdict }) => verdict === 'contributing'))
    return `${when}, and the cause is not known: what is confirmed only contributed.`
  const ruledOut = state.hypotheses.filter((known) => known.state === 'ruled_out').length
  return ruledOut > 0
    ? `${when}, ${ruledOut} ruled out, nothing left on the table.`
    : `${when}, and no hypothesis is tracked.`
}

function explainUnchallenged(state: InvestigationState, hypothesis: Hypothesis, now: Date): string {
  const held = isLeading(state, hypothesis) ? 'has led' : 'has stood'
  const odd = stillUnexplained(state.unexplained).length
  const more = odd > 0 ? `, ${odd} not explained` : ''
  return `${quoteInSentence(hypothesis.statement, 100)} ${held} for ${formatElapsedSince(openSince(hypothesis), now)}: ${summarizeEvidenceAndTests(hypothesis)}${more}.`
}
