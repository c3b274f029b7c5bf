import { noBackground, type QuestionBackground } from '../../src/investigation/challenges/background.ts'
import type { Challenge, ChallengeReason } from '../../src/investigation/challenges/model.ts'
import { chooseQuestion } from '../../src/investigation/challenges/questions.ts'
import { explainWhyNow } from '../../src/investigation/challenges/why.ts'
import type { ResponseState } from '../../src/postmortem/state.ts'
import {
  actionWith,
  at,
  ben,
  challengeWith,
  evidenceOf,
  holding,
  hypothesisWith,
  recurrenceWith,
  stateWith,
  testWith,
  unexplainedWith,
  waitWith,
} from './situation.ts'

/** An incident in which a challenge applies, and its subject. */
export interface Situation {
  state: ResponseState
  hypothesisId: string | null
  aboutId: string | null
}

const lead = hypothesisWith({ evidence: evidenceOf('for', 2), leads: true })
const rival = hypothesisWith({ number: 2, statement: 'the workers crash', openedAt: at(3) })
const none = { hypothesisId: null, aboutId: null }
const resolved = { status: 'resolved', mitigatedAt: at(20), resolvedAt: at(25) } as const

/** One situation per reason, with everything that a question can name. */
export const situations: Record<ChallengeReason, Situation> = {
  no_effect: {
    state: stateWith({
      hypotheses: [lead, rival],
      actions: [actionWith({ result: 'no_effect', resultAt: at(20) })],
    }),
    hypothesisId: 'h1',
    aboutId: 'action',
  },
  did_it_work: { state: stateWith({ actions: [actionWith()] }), hypothesisId: null, aboutId: 'action' },
  test_due: {
    state: stateWith({ hypotheses: [{ ...lead, tests: [testWith()] }] }),
    hypothesisId: 'h1',
    aboutId: 't1',
  },
  recurrence: {
    state: stateWith({ hypotheses: [lead], recurrences: [recurrenceWith({ at: at(20) })] }),
    hypothesisId: 'h1',
    aboutId: 'recurrence',
  },
  wait: { state: stateWith({ hypotheses: [lead], waits: [waitWith()] }), hypothesisId: 'h1', aboutId: 'w1' },
  no_hypothesis: { state: stateWith(), ...none },
  unchallenged: { state: stateWith({ hypotheses: [lead, rival] }), hypothesisId: 'h1', aboutId: null },
  unexplained: {
    state: stateWith({ hypotheses: [lead], unexplained: [unexplainedWith()] }),
    hypothesisId: null,
    aboutId: 'odd',
  },
  untested_crowd: {
    state: stateWith({
      hypotheses: [lead, rival, ...[3, 4].map((number) => hypothesisWith({ number, statement: `no. ${number}` }))],
    }),
    ...none,
  },
  long_shift: { state: stateWith({ roles: [holding('commander', ben.id)] }), ...none },
  before_close: { state: stateWith({ incident: resolved, unexplained: [unexplainedWith()] }), ...none },
  what_fixed_it: { state: stateWith({ incident: resolved, actions: [actionWith()] }), ...none },
}

/** The challenge that would be asked this many minutes in. */
export function challengeIn(
  { state, hypothesisId, aboutId }: Situation,
  reason: ChallengeReason,
  {
    background = noBackground,
    minute = 30,
    ...given
  }: { background?: QuestionBackground; minute?: number } & Partial<Challenge> = {},
): Challenge {
  const next = { reason, hypothesisId, aboutId }
  return challengeWith({
    number: state.challenges.length + 1,
    ...next,
    ...chooseQuestion(state, next, background),
    why: explainWhyNow(state, next, background, at(minute)),
    askedAt: at(minute),
    candidates: reason === 'no_hypothesis' ? background.candidates : [],
    ...given,
  })
}
