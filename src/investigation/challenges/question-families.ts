import { selectOpenHypotheses, stillUnexplained } from '../ledger/model.ts'
import type { InvestigationState } from '../state.ts'
import type { QuestionBackground } from './background.ts'
import type { ChallengeReason } from './model.ts'
import { quoteInSentence } from './phrases.ts'
import { isRhythmic, listTroubleSpells } from './rhythm.ts'
import { findWorkingHypothesis, type Subject } from './subject.ts'

/** What a question is worded from. */
export interface Topic {
  state: InvestigationState
  reason: ChallengeReason
  subject: Subject
  background: QuestionBackground
}

/** One kind of question. Its text is plain; the view escapes it. */
export interface Family {
  name: string
  /** The research or the incident the question comes from. */
  source: string
  for: readonly ChallengeReason[]
  /** Returns undefined if there is nothing to ask it about. */
  ask(topic: Topic): string | undefined
}

const findTopicHypothesis = ({ subject, state }: Topic) => subject.hypothesis ?? findWorkingHypothesis(state.hypotheses)

/** Reasons to doubt what the team believes. */
const doubtReasons = ['unchallenged', 'no_effect'] as const

/**
 * All kinds of question. Of those that fit, the one used least recently is asked. Each asks for something concrete,
 * never "are you sure?": a bare second look does not help (Monteiro et al., "Taking a second look is not enough").
 */
export const questionFamilies: readonly Family[] = [
  {
    name: 'did it work',
    source: 'Rudolph, on "diagnostic vagabonding": tests closed count, not theories raised',
    for: ['did_it_work'],
    ask: ({ subject: { action } }) => `Did ${quoteInSentence(action?.text)} work?`,
  },
  {
    name: 'test result',
    source: 'Rudolph, on "diagnostic vagabonding": tests closed count, not theories raised',
    for: ['test_due'],
    ask: ({ subject: { test } }) => `What came of ${quoteInSentence(test?.text)}?`,
  },
  {
    name: 'should have helped',
    source: 'De Keyser & Woods 1990: fixation is the failure to revise as evidence arrives',
    for: ['no_effect'],
    ask({ subject: { hypothesis, action } }) {
      if (!hypothesis) return undefined
      return `If ${quoteInSentence(hypothesis.statement)} were the cause, should ${quoteInSentence(action?.text)} have helped?`
    },
  },
  {
    name: 'not touched',
    source: 'Klayman & Ha 1987: a test whose result would differ between the theories',
    for: ['no_effect'],
    ask: ({ subject: { action } }) =>
      `Which cause would explain that ${quoteInSentence(action?.text)} changes nothing?`,
  },
  {
    name: 'rhythm',
    source: 'Honeycomb, 6 November 2019: it came back, about 20 minutes each time, and the theory stayed',
    for: ['recurrence', 'no_hypothesis'],
    ask({ state, subject: { hypothesis }, background }) {
      const spells = listTroubleSpells(state, background)
      if (!isRhythmic(spells)) return undefined
      return hypothesis
        ? `Does ${quoteInSentence(hypothesis.statement)} predict that rhythm? What of ours fills, expires or restarts on it?`
        : `It came ${spells.length} times. What of ours fills, expires or restarts on that rhythm?`
    },
  },
  {
    name: 'comes back',
    source: 'APSF 2019: "this and only this"',
    for: ['recurrence'],
    ask: ({ subject: { hypothesis } }) =>
      `Does ${quoteInSentence(hypothesis?.statement)} explain why it stopped, and why it is back?`,
  },
  {
    name: 'not us',
    source: 'Honeycomb, 6 November 2019: the chosen action was to wait on a third party',
    for: ['wait'],
    ask: ({ subject: { wait } }) =>
      `If ${wait?.party ?? 'whoever we wait on'} says “not us”, what do we check next? Can it start now?`,
  },
  {
    name: 'our side',
    source: 'APSF 2019: "everything but this"',
    for: ['wait'],
    ask: ({ subject: { wait } }) =>
      `What of ours would look the same as a fault at ${wait?.party ?? 'theirs'}? Who can look meanwhile?`,
  },
  {
    name: 'no answer',
    source: 'Honeycomb, 6 November 2019: hours went by with nothing to do but wait',
    for: ['wait'],
    ask: ({ subject: { wait } }) =>
      `If no answer comes from ${wait?.party ?? 'them'} today, what do we do? Can part of it start now?`,
  },
  {
    name: 'said already',
    source: 'Rudolph: neither fixation nor vagabonding; a guess that is named can be tested',
    for: ['no_hypothesis'],
    ask({ background: { candidates } }) {
      if (candidates.length === 0) return undefined
      return `Is ${candidates.length === 1 ? 'this' : 'one of these'} the likeliest cause? What would show that it is not?`
    },
  },
  {
    name: 'first guess',
    source: 'Rudolph: neither fixation nor vagabonding; a guess that is named can be tested',
    for: ['no_hypothesis'],
    ask: () => 'What is the likeliest cause right now, and what would show that it is not?',
  },
  {
    name: 'cheapest test',
    source: 'Rudolph: "diagnostic vagabonding" jumps between theories and tests none',
    for: ['untested_crowd'],
    ask: () => 'Which one test, begun now, would rule out most of them?',
  },
  {
    name: 'fits least',
    source: 'Rudolph: "diagnostic vagabonding" jumps between theories and tests none',
    for: ['untested_crowd'],
    ask: () => 'Which of them fits the symptoms least, and what shows it?',
  },
  {
    name: 'if wrong',
    source: 'Klayman & Ha 1987: seek the observation that would come out differently',
    for: ['unchallenged'],
    ask: ({ subject: { hypothesis } }) =>
      `If ${quoteInSentence(hypothesis?.statement)} were wrong, what would we see, and who looks now?`,
  },
  {
    name: 'another cause',
    source: 'Klayman & Ha 1987: a test tells only between hypotheses; APSF 2019: "this and only this"',
    for: doubtReasons,
    ask({ subject: { hypothesis } }) {
      const seen = hypothesis?.evidence.findLast(({ stance }) => stance === 'for')
      return seen && hypothesis
        ? `Suppose it is not ${quoteInSentence(hypothesis.statement)}. What else gives ${quoteInSentence(seen.text)}?`
        : 'Name one other cause that fits the same symptoms.'
    },
  },
  {
    name: 'not explained',
    source: 'Klein: ask what the theory does not explain',
    for: ['unchallenged', 'unexplained'],
    ask(topic) {
      const statement = findTopicHypothesis(topic)?.statement
      if (!statement) return undefined
      const odd = topic.subject.unexplained ?? stillUnexplained(topic.state.unexplained)[0]
      return odd
        ? `Does ${quoteInSentence(statement)} explain ${quoteInSentence(odd.text)}? If not, what would?`
        : `Which of the symptoms does ${quoteInSentence(statement)} not explain?`
    },
  },
  {
    name: 'odd one',
    source: 'Klein: ask what the theory does not explain',
    for: ['unexplained'],
    ask: ({ subject: { unexplained } }) =>
      `What would have to be true for ${quoteInSentence(unexplained?.text)} to happen?`,
  },
  {
    name: 'tell apart',
    source: 'Klayman & Ha 1987: a test whose result would differ between the theories',
    for: [...doubtReasons, 'untested_crowd'],
    ask({ state, subject: { hypothesis } }) {
      const open = selectOpenHypotheses(state.hypotheses)
      const first = open.find(({ id }) => id === hypothesis?.id) ?? open[0]
      const second = open.find((other) => other !== first)
      if (!first || !second) return undefined
      const [a, b] = [first, second].map(({ number, statement }) => `${number} ${quoteInSentence(statement, 50)}`)
      return `Which test would come out differently under ${a} and ${b}?`
    },
  },
  {
    name: 'assumed healthy',
    source:
      'APSF 2019: "everything is fine"; Honeycomb, 6 November 2019: the crashed workers took their telemetry along',
    for: [...doubtReasons, 'no_hypothesis'],
    ask({ background: { services } }) {
      const [silent] = services.silent
      return silent
        ? `Nothing on record speaks of ${quoteInSentence(silent)}. If it were failing, would its telemetry have survived?`
        : 'What do we assume is healthy without having looked? Would its telemetry have survived?'
    },
  },
  {
    name: 'what changed',
    source: 'De Keyser & Woods 1990: fixation is the failure to revise as evidence arrives',
    for: [...doubtReasons, 'no_hypothesis', 'unexplained'],
    ask({ background: { changes } }) {
      const [first, second] = changes
      if (!first) return 'What changed in the last day, or the last weeks, that is not ruled out?'
      const known = second
        ? `Are ${quoteInSentence(first.text)} and ${quoteInSentence(second.text)}`
        : `Is the change ${quoteInSentence(first.text)}`
      return `${known} ruled out? What else changed, in the last day or weeks?`
    },
  },
  {
    name: 'rested eyes',
    source: 'Honeycomb, 6 November 2019: a rested engineer with fresh eyes found it',
    for: ['long_shift'],
    ask: () => 'Who is rested and can take over for the next hours?',
  },
  {
    name: 'still open',
    source: 'Klein: ask what the theory does not explain',
    for: ['before_close'],
    ask: ({ state }) =>
      `${stillUnexplained(state.unexplained).length === 1 ? 'Is it' : 'Are they'} explained by now, or who goes on looking?`,
  },
  {
    name: 'what helped',
    source: 'Klayman & Ha 1987: would it have come out differently without it?',
    for: ['what_fixed_it'],
    ask({ state }) {
      const last = state.actions.at(-1)
      return last ? `What ended it? Was it ${quoteInSentence(last.text)}?` : 'What ended it?'
    },
  },
]
