import type { ChangeOf, StateChange } from '../../src/core/feature/change.ts'
import type { timerSet } from '../../src/core/timers/changes.ts'
import type { statusChanged } from '../../src/incident/lifecycle/changes.ts'
import type {
  challengeAnswered,
  challengeAsked,
  challengeReopened,
  challengeSuperseded,
} from '../../src/investigation/challenges/changes.ts'
import type { Challenge } from '../../src/investigation/challenges/model.ts'
import type {
  hypothesisChallenged,
  hypothesisClosed,
  hypothesisProposed,
  hypothesisReopened,
  hypothesisRestated,
  testBegun,
} from '../../src/investigation/ledger/changes.ts'
import { hypothesisFromProposedChange } from '../../src/investigation/ledger/ledger.ts'
import type { Hypothesis } from '../../src/investigation/ledger/model.ts'
import type { ResponseState } from '../../src/postmortem/state.ts'
import { applyToLedger, type LedgerChange, unexplainedWithout } from './apply-ledger.ts'

type AppliedChange =
  | LedgerChange
  | ChangeOf<
      | typeof timerSet
      | typeof statusChanged
      | typeof challengeAnswered
      | typeof challengeAsked
      | typeof challengeReopened
      | typeof challengeSuperseded
      | typeof hypothesisChallenged
      | typeof hypothesisClosed
      | typeof hypothesisProposed
      | typeof hypothesisReopened
      | typeof hypothesisRestated
      | typeof testBegun
    >

/** Every type of change that is applied; the others leave alone what tests in memory look at. */
export const appliedTypes = Object.keys({
  'timer.set': true,
  'incident.status': true,
  'challenge.asked': true,
  'challenge.answered': true,
  'challenge.superseded': true,
  'challenge.reopened': true,
  'hypothesis.proposed': true,
  'hypothesis.restated': true,
  'hypothesis.challenged': true,
  'hypothesis.closed': true,
  'hypothesis.reopened': true,
  'hypothesis.dropped': true,
  'hypothesis.leads': true,
  'evidence.added': true,
  'evidence.removed': true,
  'test.begun': true,
  'test.closed': true,
  'test.reopened': true,
  'test.removed': true,
  'test.postponed': true,
  'observation.unexplained': true,
  'observation.explained': true,
  'observation.forgotten': true,
} satisfies Record<AppliedChange['type'], true>)

/** Applies to a state in memory what the stores do to the rows for these changes. */
export function apply(state: ResponseState, changes: readonly StateChange[]): ResponseState {
  return changes.reduce(applyOne, state)
}

function applyOne(state: ResponseState, made: StateChange): ResponseState {
  const change = made as AppliedChange
  switch (change.type) {
    case 'timer.set':
      return { ...state, timers: retimed(state.timers, change) }
    case 'challenge.asked':
      return { ...state, challenges: [...state.challenges, asked(change)] }
    case 'challenge.answered': {
      const { at: answeredAt, by: answeredBy, kind: answerKind, answer, replyTs = null, until = null } = change
      return challenged(state, change.id, {
        state: 'answered',
        answeredAt,
        answeredBy,
        answerKind,
        answer,
        replyTs,
        until,
      })
    }
    case 'challenge.superseded':
      return challenged(state, change.id, { state: 'superseded' })
    case 'challenge.reopened': {
      const isLate = state.challenges.some((known) => known.state === 'open')
      return challenged(state, change.id, { ...unanswered, ...(isLate && { state: 'superseded' }) })
    }
    case 'hypothesis.proposed':
      return { ...state, hypotheses: [...state.hypotheses, hypothesisFromProposedChange(change)] }
    case 'hypothesis.restated':
      return held(state, [change.id], { statement: change.statement })
    case 'hypothesis.challenged':
      return held(state, change.ids, { lastChallengedAt: change.at })
    case 'hypothesis.closed': {
      const { state: end, verdict, at: closedAt, by: closedBy, because: closedBecause } = change
      const after = end === 'confirmed' ? state : unexplainedWithout(state, change.id)
      return held(after, [change.id], {
        state: end,
        verdict,
        closedAt,
        closedBy,
        closedBecause,
        leads: false,
        ...(change.reopenedAt !== undefined && { reopenedAt: change.reopenedAt }),
      })
    }
    case 'hypothesis.reopened': {
      const leads = change.leads === true && !state.hypotheses.some((known) => known.leads)
      const open = {
        state: 'open',
        verdict: null,
        closedAt: null,
        closedBy: null,
        closedBecause: null,
      } as const
      const anew = change.reopenedAt && { reopenedAt: change.reopenedAt }
      return held(state, [change.id], { ...open, ...anew, lastChallengedAt: change.at, leads })
    }
    case 'hypothesis.dropped':
    case 'hypothesis.leads':
    case 'evidence.added':
    case 'evidence.removed':
    case 'test.closed':
    case 'test.reopened':
    case 'test.removed':
    case 'test.postponed':
    case 'observation.unexplained':
    case 'observation.explained':
    case 'observation.forgotten':
      return applyToLedger(state, change)
    case 'test.begun': {
      const { type: _, incidentId: __, at: begunAt, ...test } = change
      const subject = state.hypotheses.find(({ id }) => id === test.hypothesisId)
      const running = { ...test, begunAt, result: null, speaks: null, closedAt: null, closedBy: null }
      return subject
        ? held(state, [subject.id], { tests: [...subject.tests, running] })
        : { ...state, otherTests: [...state.otherTests, running] }
    }
    case 'incident.status':
      return { ...state, incident: { ...state.incident, status: change.to, ...change.reached } }
    default:
      return state
  }
}

function retimed(timers: ResponseState['timers'], { kind, dueAt }: ChangeOf<typeof timerSet>) {
  const others = [...timers].filter(([other]) => other !== kind)
  return new Map(dueAt ? [...others, [kind, dueAt]] : others)
}

const challenged = (state: ResponseState, id: string, given: Partial<Challenge>): ResponseState => ({
  ...state,
  challenges: state.challenges.map((known) => (known.id === id ? { ...known, ...given } : known)),
})

const held = (state: ResponseState, ids: readonly string[], given: Partial<Hypothesis>): ResponseState => ({
  ...state,
  hypotheses: state.hypotheses.map((known) => (ids.includes(known.id) ? { ...known, ...given } : known)),
})

const unanswered = {
  state: 'open',
  answeredAt: null,
  answeredBy: null,
  answerKind: null,
  answer: null,
  replyTs: null,
  until: null,
} as const

function asked(change: ChangeOf<typeof challengeAsked>): Challenge {
  const { type: _, incidentId: __, at: askedAt, ...rest } = change
  return { ...rest, askedAt, ...unanswered }
}
