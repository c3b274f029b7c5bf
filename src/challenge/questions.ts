import type { IncidentState } from '../dispatch/state.ts'
import { countOf, leading, openOnes } from '../hypothesis/model.ts'
import { sayDuration } from '../lib/durations.ts'
import { clip } from '../slack/text.ts'
import type { Background } from './background.ts'
import type { Reason } from './model.ts'
import type { NextChallenge } from './policy.ts'
import { subjectOf } from './subject.ts'

/**
 * What to ask: one concrete question about this ledger, never "are you sure?" (a bare second look does not help:
 * Monteiro et al., "Taking a second look is not enough"). Texts are plain; the view escapes them.
 */
interface Family {
  name: string
  /** Where the question comes from. */
  source: string
  for: readonly Reason[]
  ask(hypothesis: string): string
}

const families: readonly Family[] = [
  {
    name: 'not explained',
    source: 'Klein: ask what the theory does not explain',
    for: ['unchallenged'],
    ask: (hypothesis) => `Which of the symptoms does “${hypothesis}” not explain?`,
  },
  {
    name: 'if wrong',
    source: 'Klayman & Ha 1987: seek the observation that would come out differently',
    for: ['unchallenged'],
    ask: (hypothesis) => `If “${hypothesis}” were wrong, what would we see, and who looks now?`,
  },
  {
    name: 'another cause',
    source: 'Klayman & Ha 1987: a test tells only between hypotheses; APSF 2019: "this and only this"',
    for: ['unchallenged'],
    ask: () => 'Name one other cause that fits the same symptoms.',
  },
  {
    name: 'assumed healthy',
    source:
      'APSF 2019: "everything is fine"; Honeycomb, 6 November 2019: the crashed workers took their telemetry along',
    for: ['unchallenged', 'no_hypothesis'],
    ask: () =>
      'What do we assume is healthy without having looked? If it were failing, would its telemetry show it?',
  },
  {
    name: 'what changed',
    source: 'De Keyser & Woods 1990: fixation is the failure to revise as evidence arrives',
    for: ['no_hypothesis', 'unchallenged'],
    ask: () => 'What changed in the last day, or the last weeks, that is not ruled out?',
  },
  {
    name: 'first guess',
    source: 'Rudolph: neither fixation nor vagabonding; a named guess can be tested',
    for: ['no_hypothesis'],
    ask: () => 'What is the likeliest cause right now, and what would show that it is not?',
  },
]

const order: Partial<Record<Reason, readonly string[]>> & { unchallenged: readonly string[] } = {
  no_hypothesis: ['first guess', 'what changed', 'assumed healthy'],
  unchallenged: ['if wrong', 'another cause', 'not explained', 'assumed healthy', 'what changed'],
}

/** The question for now: the fitting family that was used least recently, so that none repeats before the others. */
export function chooseQuestion(
  state: IncidentState,
  next: NextChallenge,
  _background: Background,
): { family: string; question: string } {
  const reason = next.reason === 'no_hypothesis' ? next.reason : 'unchallenged'
  const { hypothesis } = subjectOf(state, next)
  const fitting = families.filter((family) => family.for.includes(reason))
  const lastUse = (name: string) => state.challenges.findLastIndex((challenge) => challenge.family === name)
  const rank = (name: string) => (order[reason] ?? order.unchallenged).indexOf(name)
  const [family] = fitting.toSorted(
    (a, b) => lastUse(a.name) - lastUse(b.name) || rank(a.name) - rank(b.name),
  )
  if (!family) throw new Error(`no question fits ${reason}`)
  return { family: family.name, question: family.ask(clip(hypothesis?.statement ?? '', 80)) }
}

/** Why the bot asks now, in words about this incident. */
export function sayWhy(
  state: IncidentState,
  next: NextChallenge,
  _background: Background,
  now: Date,
): string {
  const { reason } = next
  const { hypothesis } = subjectOf(state, next)
  if (reason === 'no_hypothesis' || !hypothesis) {
    const minutes = sayDuration(now.getTime() - state.incident.declaredAt.getTime())
    if (state.hypotheses.some((known) => known.verdict === 'contributing'))
      return `${minutes} in, and the cause is not known: what is confirmed only contributed.`
    const ruledOut = state.hypotheses.filter((known) => known.state === 'ruled_out').length
    return ruledOut > 0
      ? `${minutes} in, ${ruledOut} ruled out, nothing left on the table.`
      : `${minutes} in, and no hypothesis is tracked.`
  }
  const age = sayDuration(now.getTime() - hypothesis.openedAt.getTime())
  const tests = hypothesis.tests.length
  const tested = tests === 0 ? 'no test' : `${tests} ${tests === 1 ? 'test' : 'tests'}`
  const evidence = `${countOf(hypothesis, 'for')} for, ${countOf(hypothesis, 'against')} against, ${tested}`
  const rivals = openOnes(state.hypotheses).length > 1 && leading(state.hypotheses)?.id !== hypothesis.id
  const held = rivals ? 'has stood' : 'has led'
  return `“${clip(hypothesis.statement, 120)}” ${held} for ${age}: ${evidence}.`
}
