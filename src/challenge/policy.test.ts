import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply } from '../../test/support/apply.ts'
import {
  at,
  challengeWith,
  hypothesisWith,
  momentAt,
  settingsOf,
  start,
  stateWith,
  testWith,
} from '../../test/support/situation.ts'
import type { IncidentState } from '../dispatch/state.ts'
import { day, minute } from '../lib/durations.ts'
import { ask, settleChallenge } from './ask.ts'
import { nextChallenge, unansweredInARow } from './policy.ts'

const policy = settingsOf().challenges

/** What comes next, as `reason@minute`; null when nothing does. */
function next(state: IncidentState): string | null {
  const found = nextChallenge(state, policy)
  return found && `${found.reason}@${(found.dueAt.getTime() - start.getTime()) / minute}`
}

const lead = hypothesisWith()
const rival = hypothesisWith({ number: 2, statement: 'a bad deploy' })
const unanswered = (...minutes: number[]) =>
  minutes.map((asked, index) =>
    challengeWith({
      number: index + 1,
      askedAt: at(asked),
      state: index + 1 < minutes.length ? 'superseded' : 'open',
    }),
  )
const answered = (asked: number, answer: number) =>
  challengeWith({ state: 'answered', askedAt: at(asked), answeredAt: at(answer) })

describe('the next challenge', () => {
  it.each<[string, Parameters<typeof stateWith>[0], string | null]>([
    ['nothing is tracked', {}, 'no_hypothesis@15'],
    ['nothing is tracked, SEV2', { incident: { severity: 'SEV2' } }, 'no_hypothesis@30'],
    ['nothing is tracked, SEV3', { incident: { severity: 'SEV3' } }, 'no_hypothesis@60'],
    ['SEV4 is off', { incident: { severity: 'SEV4' } }, null],
    ['a severity no longer configured', { incident: { severity: 'P9' } }, null],
    ['a drill is like the real thing', { incident: { mode: 'drill' } }, 'no_hypothesis@15'],
    ['a retrospective asks nothing', { incident: { mode: 'retrospective' } }, null],
    ['identified still asks', { incident: { status: 'identified' } }, 'no_hypothesis@15'],
    ['monitoring', { incident: { status: 'monitoring' } }, null],
    ['resolved', { incident: { status: 'resolved' } }, null],
    ['closed', { incident: { status: 'closed' } }, null],
    ['cancelled', { incident: { status: 'cancelled' } }, null],
    ['one is held', { hypotheses: [lead] }, 'unchallenged@15'],
    ['one was put to the question', { hypotheses: [{ ...lead, questionedAt: at(20) }] }, 'unchallenged@35'],
    [
      'two are held, none leads: the one unquestioned longest',
      { hypotheses: [lead, rival] },
      'unchallenged@15',
    ],
    [
      'a rival was just ruled out',
      { hypotheses: [lead, { ...rival, state: 'ruled_out', closedAt: at(40) }] },
      'unchallenged@55',
    ],
    ['two are held, one leads', { hypotheses: [lead, { ...rival, leads: true }] }, 'unchallenged@15'],
    [
      'one is held, one is ruled out',
      { hypotheses: [lead, { ...rival, state: 'ruled_out' }] },
      'unchallenged@15',
    ],
    [
      'all are ruled out',
      { hypotheses: [{ ...lead, state: 'ruled_out', closedAt: at(40) }] },
      'no_hypothesis@55',
    ],
    ['all are parked', { hypotheses: [{ ...lead, state: 'parked', closedAt: at(40) }] }, 'no_hypothesis@55'],
    ['the cause is confirmed', { hypotheses: [{ ...lead, state: 'confirmed', verdict: 'cause' }] }, null],
    [
      'only a contributing factor is confirmed',
      { hypotheses: [{ ...lead, state: 'confirmed', verdict: 'contributing', closedAt: at(10) }] },
      'no_hypothesis@25',
    ],
    ['an action was just taken', { hypotheses: [lead], lastActionAt: at(12) }, 'unchallenged@22'],
    ['an action long ago', { hypotheses: [lead], lastActionAt: at(1) }, 'unchallenged@15'],
    ['a test runs', { hypotheses: [{ ...lead, tests: [testWith({ dueAt: at(45) })] }] }, 'unchallenged@45'],
    [
      'a test of a rival runs',
      {
        hypotheses: [
          { ...lead, leads: true },
          { ...rival, tests: [testWith({ dueAt: at(45) })] },
        ],
      },
      'unchallenged@45',
    ],
    [
      'a test has told',
      { hypotheses: [{ ...lead, tests: [testWith({ dueAt: at(45), closedAt: at(5) })] }] },
      'unchallenged@15',
    ],
    [
      'a test of what is ruled out holds nothing back',
      {
        hypotheses: [{ ...lead, state: 'ruled_out', closedAt: at(2), tests: [testWith({ dueAt: at(600) })] }],
      },
      'no_hypothesis@17',
    ],
    ['one was asked, no answer', { hypotheses: [lead], challenges: unanswered(15) }, 'unchallenged@37.5'],
    [
      'two were asked, no answer',
      { hypotheses: [lead], challenges: unanswered(15, 37.5) },
      'unchallenged@71.25',
    ],
    ['five in a row', { hypotheses: [lead], challenges: unanswered(15, 38, 72, 122, 198) }, null],
    ['an answer starts anew', { hypotheses: [lead], challenges: [answered(15, 20)] }, 'unchallenged@35'],
    ['an answer of the ledger’s too', { challenges: [answered(15, 20)] }, 'no_hypothesis@35'],
    [
      'an answer among silence',
      { hypotheses: [lead], challenges: [answered(15, 20), ...unanswered(35)] },
      'unchallenged@57.5',
    ],
    [
      'a question put meanwhile comes later than the gap',
      { hypotheses: [{ ...lead, questionedAt: at(40) }], challenges: unanswered(15) },
      'unchallenged@55',
    ],
  ])('%s', (_, given, expected) => {
    expect(next(stateWith(given))).toBe(expected)
  })
})

const instant = fc.integer({ min: 0, max: 240 }).map(at)
const test = fc
  .record({ dueAt: instant, closedAt: fc.option(instant, { freq: 2 }) })
  .map((given) => testWith(given))
const hypothesis = fc.record({
  state: fc.constantFrom('open' as const, 'open' as const, 'ruled_out' as const, 'parked' as const),
  leads: fc.boolean(),
  questionedAt: instant,
  closedAt: instant,
  evidenceFor: fc.nat(9),
  tests: fc.array(test, { maxLength: 2 }),
})
const situation = fc
  .record({
    severity: fc.constantFrom('SEV1', 'SEV2', 'SEV3', 'SEV4'),
    status: fc.constantFrom('investigating' as const, 'identified' as const, 'monitoring' as const),
    hypotheses: fc.array(hypothesis, { maxLength: 4 }),
    challenges: fc.array(fc.boolean(), { maxLength: 8 }),
    lastActionAt: fc.option(instant),
  })
  .map(({ severity, status, hypotheses, challenges, lastActionAt }) =>
    stateWith({
      incident: { severity, status },
      hypotheses: hypotheses.map((given, index) => hypothesisWith({ ...given, number: index + 1 })),
      challenges: challenges.map((isAnswered, index) =>
        challengeWith({
          number: index + 1,
          askedAt: at(10 * index),
          ...(isAnswered ? { state: 'answered', answeredAt: at(10 * index + 5) } : { state: 'superseded' }),
        }),
      ),
      lastActionAt,
    }),
  )

describe('in any situation', () => {
  const holds = (check: (state: IncidentState) => void) =>
    fc.assert(fc.property(situation, check), { numRuns: 500 })

  it('nothing is asked while a test of something held is not due, or an action has its time', () => {
    holds((state) => {
      const due = nextChallenge(state, policy)?.dueAt
      if (!due) return
      const open = state.hypotheses.filter((known) => known.state === 'open')
      for (const running of open.flatMap(({ tests }) => tests))
        if (!running.closedAt) expect(due >= running.dueAt).toBe(true)
      if (state.lastActionAt)
        expect(due.getTime()).toBeGreaterThanOrEqual(state.lastActionAt.getTime() + policy.actionGrace)
    })
  })

  it('never more than the allowed number in a row, and only while the cause is sought', () => {
    holds((state) => {
      if (!nextChallenge(state, policy)) return
      expect(unansweredInARow(state.challenges)).toBeLessThan(policy.unanswered)
      expect(['investigating', 'identified']).toContain(state.incident.status)
      expect(state.incident.severity).not.toBe('SEV4')
    })
  })

  it('confirming evidence moves nothing', () => {
    holds((state) => {
      const hypotheses = state.hypotheses.map((known) => ({ ...known, evidenceFor: known.evidenceFor + 7 }))
      expect(nextChallenge({ ...state, hypotheses }, policy)?.dueAt).toEqual(
        nextChallenge(state, policy)?.dueAt,
      )
    })
  })

  it('it is the same however often it is recomputed, and nothing is left to settle', () => {
    holds((state) => {
      const before = structuredClone(state)
      expect(nextChallenge(state, policy)).toEqual(nextChallenge(state, policy))
      const settled = apply(state, settleChallenge(state, momentAt(300)).changes)
      expect(settleChallenge(settled, momentAt(300))).toEqual({ changes: [], send: [] })
      expect(settleChallenge(settled, momentAt(999))).toEqual({ changes: [], send: [] })
      expect(state).toEqual(before)
    })
  })

  it('an alarm before its time asks nothing and changes nothing', () => {
    holds((state) => {
      const due = nextChallenge(state, policy)?.dueAt ?? null
      const early = due ? (due.getTime() - start.getTime()) / minute - 1 : 1000
      // Set wrongly, it is set right.
      const timers = new Map([['challenge', at(early)]])
      const { changes, send } = ask({ ...state, timers }, momentAt(early))
      expect(changes).toEqual([{ type: 'timer.set', incidentId: 'incident', kind: 'challenge', dueAt: due }])
      expect(send).toEqual([])
    })
  })

  it('the time of the next one is a time, however the policy grows', () => {
    const wild = { ...policy, after: { SEV1: 366 * day }, growth: 10, unanswered: 20 }
    holds((state) => {
      const found = nextChallenge({ ...state, incident: { ...state.incident, severity: 'SEV1' } }, wild)
      if (found) expect(Number.isFinite(found.dueAt.getTime())).toBe(true)
    })
  })
})
