import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { life, lifeAfter, live } from '../../../test/support/life.ts'
import { assertWhereMet } from '../../../test/support/met.ts'
import { ana, at, contextAt, settingsOf } from '../../../test/support/situation.ts'
import { isSeekingCause } from '../../core/incident/model.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import { isRunning, selectOpenHypotheses } from '../ledger/model.ts'
import type { InvestigationState } from '../state.ts'
import { openChallenge } from './model.ts'
import { findUnansweredStreak, getReasonRank, nextChallenge } from './policy.ts'
import { reconcileChallenge } from './reconcile.ts'
import { findTriggers } from './triggers.ts'

const policy = settingsOf().challenges

const holds = (check: (lived: ReturnType<typeof live>) => void) =>
  fc.assert(
    fc.property(life, (given) => check(live(given))),
    { numRuns: 400 },
  )

/** The same for a case that not every life contains; `check` returns how often it met the case. */
const holdsWhereMet = (atLeast: number, check: (lived: ReturnType<typeof live>) => number, lives = life) =>
  assertWhereMet(lives, { numRuns: 400, atLeast }, (given) => check(live(given)))

/** A hypothesis from the start, and an action without a result. */
const atWork = lifeAfter({ after: 0, deed: 'propose' }, { after: 5, deed: 'act' })
/** The first question is put off, and an action is taken meanwhile. */
const putOff = lifeAfter({ after: 0, deed: 'propose' }, { after: 61, deed: 'not now' }, { after: 5, deed: 'act' })

describe('whatever people do', () => {
  it('at most one question is open', () => {
    holdsWhereMet(60, ({ state }) => {
      const open = state.challenges.filter((known) => known.state === 'open').length
      expect(open).toBeLessThanOrEqual(1)
      return open
    })
  })

  it('a team that tests or has just acted is left alone, unless the symptom shows that it is wrong', () => {
    holdsWhereMet(
      60,
      ({ asked }) => {
        let met = 0
        for (const { at: now, challenge, before } of asked) {
          if (getReasonRank(challenge.reason) <= getReasonRank('recurrence')) continue
          const tests = [
            ...selectOpenHypotheses(before.hypotheses).flatMap(({ tests: own }) => own),
            ...before.otherTests,
          ]
          const running = tests.filter(isRunning)
          const untold = before.actions.filter(({ result }) => !result)
          for (const test of running) expect(test.dueAt <= now).toBe(true)
          for (const { recordedAt } of untold)
            expect(now.getTime() - recordedAt.getTime()).toBeGreaterThanOrEqual(policy.actionGrace)
          met += running.length + untold.length
        }
        return met
      },
      atWork,
    )
  })

  it('while questions are put off, only what happened since is asked about', () => {
    holdsWhereMet(
      15,
      ({ asked }) => {
        let met = 0
        for (const { at: now, challenge, before } of asked) {
          const put = before.challenges.filter(({ until }) => until && until > now)
          if (put.length === 0) continue
          expect(['no_effect', 'recurrence']).toContain(challenge.reason)
          const happened = [
            ...before.recurrences.map(({ recordedAt }) => recordedAt),
            ...before.actions.map(({ resultAt }) => resultAt ?? at(0)),
          ]
          expect(Math.max(...happened.map(Number))).toBeGreaterThan(
            Math.max(...put.map((known) => Number(known.answeredAt))),
          )
          met += 1
        }
        return met
      },
      putOff,
    )
  })

  it('no more than the allowed number go unanswered in a row', () => {
    holdsWhereMet(100, (lived) => {
      lived.passUntil(lived.now() + 3 * 24 * 60)
      const row = findUnansweredStreak(lived.current()).length
      expect(row).toBeLessThanOrEqual(policy.unanswered)
      return Number(row === policy.unanswered)
    })
  })

  it('an open question is superseded only by a stronger one, or after the gap', () => {
    holdsWhereMet(50, ({ asked }) => {
      let met = 0
      for (const { at: now, challenge, before } of asked) {
        const open = openChallenge(before.challenges)
        if (
          !open ||
          getReasonRank(challenge.reason) < getReasonRank(open.reason) ||
          findUnansweredStreak(before).length === 0
        )
          continue
        const interval = policy.after[before.incident.severity] ?? 0
        expect(now.getTime() - open.askedAt.getTime()).toBeGreaterThanOrEqual(interval * policy.growth)
        met += 1
      }
      return met
    })
  })

  it('a trigger is asked about within the time the policy sets, once nothing holds it back', () => {
    holdsWhereMet(80, (lived) => {
      const state = lived.current()
      const triggers = findTriggers(state, policy).filter(({ most }) => most === undefined)
      if (
        triggers.length === 0 ||
        !isSeekingCause(state.incident) ||
        findUnansweredStreak(state).length >= policy.unanswered
      )
        return 0
      const before = lived.asked.length
      const interval = policy.after[state.incident.severity] ?? 0
      // An hour put off, a test of 20 minutes, the longest gap, the time a trigger must have held, and a look.
      const longest = 60 * minuteMs + 20 * minuteMs + interval * policy.growth ** 5 + 2 * interval + 10 * minuteMs
      lived.passUntil(lived.now() + longest / minuteMs)
      // At SEV3 the bot does not ask while nobody is active.
      const asleep = state.incident.severity === 'SEV3'
      if (asleep) return 0
      expect(lived.asked.length).toBeGreaterThan(before)
      return 1
    })
  })

  it('it makes no difference how often it is recomputed', () => {
    fc.assert(
      fc.property(life, (given) => {
        const what = ({ asked }: ReturnType<typeof live>) =>
          asked.map(({ at: now, challenge: { reason, aboutId, hypothesisId } }) => [
            now.toISOString(),
            reason,
            aboutId,
            hypothesisId,
          ])
        expect(what(live(given, 3))).toEqual(what(live(given)))
      }),
      { numRuns: 200 },
    )
  })

  it('reconciling twice changes nothing more, and never mutates the state', () => {
    holds(({ state, now }) => {
      const before = structuredClone({ ...state, timers: [...state.timers] })
      expect(reconcileChallenge({ ...contextAt(now()), state })).toEqual({ changes: [], send: [] })
      expect({ ...state, timers: [...state.timers] }).toEqual(before)
    })
  })

  it('confirming evidence does not move the next challenge', () => {
    holdsWhereMet(
      100,
      ({ state, now }) => {
        const hypotheses = state.hypotheses.map((known) => ({
          ...known,
          evidence: [
            ...known.evidence,
            {
              id: 'more',
              hypothesisId: known.id,
              entryId: 'e',
              stance: 'for' as const,
              text: 'it fits',
              at: at(now()),
              by: ana.id,
              channelId: null,
              messageTs: null,
              threadTs: null,
            },
          ],
        }))
        const next = (given: InvestigationState) => nextChallenge(given, policy, at(now()))
        expect(next({ ...state, hypotheses })).toEqual(next(state))
        return selectOpenHypotheses(hypotheses).length
      },
      atWork,
    )
  })

  it('the next challenge is due at a valid date, however fast the gaps grow', () => {
    const wild = { ...policy, after: { SEV1: 366 * 24 * 60 * minuteMs }, growth: 10, unanswered: 20 }
    holdsWhereMet(100, ({ state, now }) => {
      const found = nextChallenge({ ...state, incident: { ...state.incident, severity: 'SEV1' } }, wild, at(now()))
      if (!found) return 0
      expect(Number.isFinite(found.dueAt.getTime())).toBe(true)
      return 1
    })
  })
})
