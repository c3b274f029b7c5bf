import fc from 'fast-check'
import type { DecisionContext } from '../../src/core/feature/context.ts'
import type { TeamSettings } from '../../src/features.ts'
import { askChallenge, findDueChallenge, setChallengeTimer } from '../../src/investigation/challenges/ask.ts'
import { noBackground } from '../../src/investigation/challenges/background.ts'
import { challengeAnswered } from '../../src/investigation/challenges/changes.ts'
import { type Challenge, openChallenge } from '../../src/investigation/challenges/model.ts'
import { reconcileChallenge } from '../../src/investigation/challenges/reconcile.ts'
import { selectOpenHypotheses } from '../../src/investigation/ledger/model.ts'
import { minuteMs } from '../../src/platform/time/durations.ts'
import type { ResponseState } from '../../src/postmortem/state.ts'
import { apply } from './apply.ts'
import {
  actionWith,
  ana,
  at,
  contextAt,
  hypothesisWith,
  recurrenceWith,
  stateWith,
  testWith,
  unexplainedWith,
  waitWith,
} from './situation.ts'

/** Simulates whole incidents in memory, event by event, with the bot's timers in between. */

const deeds = [
  'propose',
  'rule out',
  'confirm',
  'lead',
  'begin a test',
  'close a test',
  'act',
  'no effect',
  'it worked',
  'it is back',
  'wait',
  'wait is over',
  'unexplained',
  'explained',
  'keep',
  'not now',
  'monitoring',
  'investigating',
  'say something',
  'nothing',
] as const
type Deed = (typeof deeds)[number]
interface Event {
  after: number
  deed: Deed
}

export const life = fc.record({
  severity: fc.constantFrom('SEV1', 'SEV2', 'SEV3'),
  events: fc.array(fc.record({ after: fc.integer({ min: 0, max: 40 }), deed: fc.constantFrom(...deeds) }), {
    maxLength: 25,
  }),
})

/** Lives that begin with these events, for cases that random events rarely produce. */
export const lifeAfter = (...first: Event[]) =>
  life.map(({ severity, events }) => ({ severity, events: [...first, ...events] }))

/** Each challenge asked, with the state before it. */
export interface Asked {
  at: Date
  challenge: Challenge
  before: ResponseState
}

/** Runs the simulation; reconciles `looks` more times than needed at every step. */
export function live({ severity, events }: { severity: string; events: Event[] }, looks = 0) {
  const asked: Asked[] = []
  let now = 0
  let state = settled(stateWith({ incident: { severity } }), now, looks)
  const passUntil = (end: number) => {
    for (let due = state.timers.get('challenge'); due && due <= at(end); due = state.timers.get('challenge')) {
      now = Math.max(now, (due.getTime() - at(0).getTime()) / minuteMs)
      const before = state
      state = alarmed(contextOf(now, state))
      const newest = state.challenges.at(-1)
      if (newest && state.challenges.length > before.challenges.length)
        asked.push({ at: at(now), challenge: newest, before })
      state = settled(state, now, looks)
      if (state.timers.get('challenge') === due) throw new Error('the timer was not rescheduled')
    }
    now = end
  }
  for (const [index, { after, deed }] of events.entries()) {
    passUntil(now + after)
    state = settled(done(state, deed, now, index), now, looks)
  }
  return { state, asked, passUntil, now: () => now, current: () => state }
}

const contextOf = (now: number, state: ResponseState): DecisionContext<ResponseState, TeamSettings> => ({
  ...contextAt(now),
  newId: () => `c${state.challenges.length + 1}`,
  state,
})

function alarmed(ctx: DecisionContext<ResponseState, TeamSettings>): ResponseState {
  const next = findDueChallenge(ctx)
  const changes = next ? askChallenge(ctx, next, noBackground).changes : setChallengeTimer(ctx)
  return apply(ctx.state, changes)
}

function settled(state: ResponseState, now: number, looks: number): ResponseState {
  let last = apply(state, reconcileChallenge(contextOf(now, state)).changes)
  for (let look = 0; look < looks; look += 1) last = apply(last, reconcileChallenge(contextOf(now, last)).changes)
  return last
}

function done(state: ResponseState, deed: Deed, now: number, index: number): ResponseState {
  const open = selectOpenHypotheses(state.hypotheses)
  const first = open[0]
  const change = (given: Parameters<typeof changedHypothesis>[2]) =>
    first ? changedHypothesis(state, first.id, given) : state
  const action = state.actions.findLast(({ result }) => !result)
  const asked = openChallenge(state.challenges)
  const when = at(now)
  switch (deed) {
    case 'propose': {
      const number = state.hypotheses.length + 1
      const questioned = state.hypotheses.map((known) =>
        known.state === 'open' ? { ...known, lastChallengedAt: when } : known,
      )
      return {
        ...state,
        hypotheses: [
          ...questioned,
          hypothesisWith({ number, statement: `cause ${number}`, openedAt: when, lastChallengedAt: when }),
        ],
      }
    }
    case 'rule out':
      return change({
        state: 'ruled_out',
        leads: false,
        closedAt: when,
        closedBy: ana.id,
        closedBecause: 'no',
      })
    case 'confirm':
      return change({ state: 'confirmed', verdict: 'cause', leads: false, closedAt: when })
    case 'lead':
      return {
        ...state,
        hypotheses: state.hypotheses.map((known) => ({ ...known, leads: known.id === open.at(-1)?.id })),
      }
    case 'begin a test':
      return change({
        lastChallengedAt: when,
        tests: [
          ...(first?.tests ?? []),
          testWith({ id: `t${index}`, hypothesisId: first?.id ?? null, begunAt: when, dueAt: at(now + 20) }),
        ],
      })
    case 'close a test':
      return change({
        lastChallengedAt: when,
        tests: (first?.tests ?? []).map((test) => ({
          ...test,
          closedAt: test.closedAt ?? when,
          result: 'so',
        })),
      })
    case 'act':
      return { ...state, actions: [...state.actions, actionWith({ entryId: `a${index}`, at: when })] }
    case 'no effect':
    case 'it worked':
      return {
        ...state,
        actions: state.actions.map((known) =>
          known === action
            ? { ...known, result: deed === 'it worked' ? 'worked' : 'no_effect', resultAt: when }
            : known,
        ),
      }
    case 'it is back':
      return {
        ...state,
        recurrences: [...state.recurrences, recurrenceWith({ entryId: `r${index}`, at: when })],
      }
    case 'wait':
      return { ...state, waits: [...state.waits, waitWith({ id: `w${index}`, since: when })] }
    case 'wait is over':
      return { ...state, waits: state.waits.map((known) => ({ ...known, endedAt: known.endedAt ?? when })) }
    case 'unexplained':
      return {
        ...state,
        unexplained: [...state.unexplained, unexplainedWith({ entryId: `u${index}`, since: when })],
      }
    case 'explained':
      return {
        ...state,
        unexplained: state.unexplained.map((known) => ({ ...known, explainedAt: known.explainedAt ?? when })),
      }
    case 'keep':
    case 'not now':
      if (!asked) return state
      return apply(state, [
        challengeAnswered({
          id: asked.id,
          by: ana.id,
          kind: deed === 'keep' ? 'keep' : 'later',
          answer: 'because',
          at: when,
          ...(deed === 'not now' && { until: at(now + 60) }),
        }),
      ])
    case 'monitoring':
      return { ...state, incident: { ...state.incident, status: 'monitoring', mitigatedAt: when } }
    case 'investigating':
      return { ...state, incident: { ...state.incident, status: 'investigating' } }
    case 'say something':
      return { ...state, lastSpokeAt: when }
    default:
      return state
  }
}

const changedHypothesis = (
  state: ResponseState,
  id: string,
  given: Partial<ResponseState['hypotheses'][number]>,
): ResponseState => ({
  ...state,
  hypotheses: state.hypotheses.map((known) => (known.id === id ? { ...known, ...given } : known)),
})
