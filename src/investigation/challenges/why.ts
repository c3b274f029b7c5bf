import { holdingOf } from '../../core/incident/roles.ts'
import { isInVain } from '../../core/record/model.ts'
import { type IncidentState, nameOf } from '../../core/state.ts'
import { counted } from '../../platform/text.ts'
import { sayDuration } from '../../platform/time/durations.ts'
import {
  allTests,
  type Hypothesis,
  isRunning,
  openOnes,
  openSince,
  stillUnexplained,
} from '../ledger/model.ts'
import type { Background } from './background.ts'
import type { Reason } from './model.ts'
import type { NextChallenge } from './policy.ts'
import { sayRhythm, spellsOf } from './rhythm.ts'
import { actedOn, type Subject, subjectOf } from './subject.ts'
import { begunAt } from './triggers.ts'
import { howHeld, isLeading, quote, standing } from './words.ts'

/** What there is to say why from. */
interface Case {
  state: IncidentState
  subject: Subject
  background: Background
  now: Date
}

/** Why the bot asks now, in words about this incident. Plain: the view escapes it. */
export function sayWhy(
  state: IncidentState,
  next: Pick<NextChallenge, 'reason' | 'hypothesisId' | 'aboutId'>,
  background: Background,
  now: Date,
): string {
  return why[next.reason]({ state, subject: subjectOf(state, next), background, now })
}

const why: Record<Reason, (known: Case) => string> = {
  no_effect: withoutEffect,
  did_it_work: ({ subject: { action }, now }) =>
    action ? `Recorded ${since(action.recordedAt, now)} ago, and no result yet.` : 'It has no result yet.',
  test_due: ({ subject: { test, hypothesis } }) => {
    const about = hypothesis ? ` of ${quote(hypothesis.statement)}` : ''
    const length = test ? `, after ${sayDuration(+test.dueAt - +test.begunAt)}` : ''
    return `The test${about} is due${length}.`
  },
  recurrence: backAgain,
  wait: tooLong,
  no_hypothesis: nothingHeld,
  unchallenged: ({ state, subject: { hypothesis }, now }) =>
    hypothesis ? unquestioned(state, hypothesis, now) : 'What is believed was not put to the question yet.',
  unexplained: ({ subject: { unexplained }, now }) =>
    unexplained
      ? `${quote(unexplained.text, 100)} has stood unexplained for ${since(unexplained.since, now)}.`
      : 'Something has stood unexplained for a while.',
  untested_crowd: ({ state, now }) => {
    const open = openOnes(state.hypotheses)
    const [oldest] = open.toSorted((a, b) => +openSince(a) - +openSince(b))
    if (!oldest) return 'No hypothesis was tested.'
    return `${open.length} hypotheses are open, the oldest for ${since(openSince(oldest), now)}, and none was tested.`
  },
  long_shift: ({ state, now }) => {
    const held = holdingOf(state.roles, 'commander')
    const name = nameOf(state, held?.userId ?? null)
    return `${name} has been in command for ${since(held?.assumedAt ?? new Date(begunAt(state)), now)}.`
  },
  before_close: ({ state }) => {
    const open = stillUnexplained(state.unexplained)
    return open.length === 1
      ? `It is resolved, and ${quote(open[0]?.text, 100)} is not explained.`
      : `It is resolved, and ${open.length} observations are not explained: ${quote(open[0]?.text)} and others.`
  },
  what_fixed_it: ({ state: { incident }, now }) => {
    const at = incident.mitigatedAt ?? incident.resolvedAt
    return `${at ? `Better for ${since(at, now)}` : 'It is better'}, and nothing on record is known to have worked.`
  },
}

const since = (at: Date, now: Date): string => sayDuration(now.getTime() - at.getTime())

function withoutEffect({ state, subject: { action, hypothesis } }: Case): string {
  const held = hypothesis
    ? `, and ${quote(hypothesis.statement)} ${howHeld(state, hypothesis)}`
    : ', and no hypothesis is tracked'
  const failed = state.actions.filter(
    (known) => isInVain(known) && actedOn(state, known)?.id === hypothesis?.id,
  )
  if (!action || !isInVain(action)) return `It came back after ${quote(action?.text)}${held}.`
  if (failed.length > 1)
    return `${failed.length} actions did not help, the last ${quote(action.text)}${held}.`
  const outcome = action.result === 'no_effect' ? 'had no effect' : 'made it worse'
  return `${quote(action.text)} ${outcome}${held}.`
}

function backAgain({ state, subject: { hypothesis }, background }: Case): string {
  const rhythm = sayRhythm(spellsOf(state, background)) ?? 'It is back'
  const held = hypothesis ? `, and ${quote(hypothesis.statement)} ${howHeld(state, hypothesis)}` : ''
  return `${rhythm}${held}.`
}

function tooLong({ state, subject: { wait }, now }: Case): string {
  if (!wait) return 'The wait goes on.'
  const waited = `${since(wait.since, now)} waiting on ${wait.party}`
  const running = allTests(state).filter((test) => isRunning(test) && test.dueAt > now).length
  if (wait.meanwhile) return `${waited}; meanwhile: ${quote(wait.meanwhile)}.`
  return running > 0
    ? `${waited}, ${counted(running, 'test')} running meanwhile.`
    : `${waited}, nothing running meanwhile.`
}

function nothingHeld({ state, now }: Case): string {
  const passed = since(new Date(begunAt(state)), now)
  const when = state.incident.reopenedAt ? `Reopened ${passed} ago` : `${passed} in`
  if (state.hypotheses.some(({ verdict }) => verdict === 'contributing'))
    return `${when}, and the cause is not known: what is confirmed only contributed.`
  const ruledOut = state.hypotheses.filter((known) => known.state === 'ruled_out').length
  return ruledOut > 0
    ? `${when}, ${ruledOut} ruled out, nothing left on the table.`
    : `${when}, and no hypothesis is tracked.`
}

function unquestioned(state: IncidentState, hypothesis: Hypothesis, now: Date): string {
  const held = isLeading(state, hypothesis) ? 'has led' : 'has stood'
  const odd = stillUnexplained(state.unexplained).length
  const more = odd > 0 ? `, ${odd} not explained` : ''
  return `${quote(hypothesis.statement, 100)} ${held} for ${since(openSince(hypothesis), now)}: ${standing(hypothesis)}${more}.`
}
