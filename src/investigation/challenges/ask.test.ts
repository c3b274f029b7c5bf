import { describe, expect, it } from 'vitest'
import { apply } from '../../../test/support/apply.ts'
import {
  at,
  ben,
  challengeWith,
  changed,
  holding,
  hypothesisWith,
  momentAt,
  stateWith,
  typesOf,
} from '../../../test/support/situation.ts'
import type { Decision } from '../../core/decision.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'

import { askChallenge, findDueChallenge, setChallengeTimer } from './ask.ts'
import { noBackground } from './background.ts'
import { reconcileChallenge } from './reconcile.ts'

const lead = hypothesisWith()

/** What the alarm does at a moment. */
function alarmAt(state: IncidentState, ctx: DecisionContext): Decision {
  const next = findDueChallenge(state, ctx)
  return next ? askChallenge(state, next, noBackground, ctx) : { changes: setChallengeTimer(state, ctx), send: [] }
}

describe('when a challenge is due', () => {
  const state = stateWith({
    hypotheses: [lead],
    roles: [holding('commander', ben.id)],
  })

  it('it is asked of the commander, put on record and shown', () => {
    const decision = alarmAt(state, momentAt(15))
    expect(typesOf(decision)).toEqual(['challenge.asked', 'entry.added'])
    expect(changed(decision, 'challenge.asked')[0]).toMatchObject({
      number: 1,
      reason: 'unchallenged',
      hypothesisId: 'h1',
      askedOf: ben.id,
      why: '“ALB is failing” has led for 15 min: 0 for, 0 against, no test.',
    })
    expect(changed(decision, 'entry.added')[0]?.entry).toMatchObject({
      kind: 'challenge',
      recorderId: 'fresheyes',
    })
    expect(decision.send.map(({ call }) => call)).toEqual([{ do: 'refresh', liveMessage: 'challenge:1' }])
  })

  it('it takes the place of one still open, which is shown as replaced', () => {
    const challenges = [challengeWith({ number: 4, askedAt: at(15) })]
    const decision = alarmAt({ ...state, challenges }, momentAt(38))
    expect(typesOf(decision)).toEqual(['challenge.superseded', 'challenge.asked', 'entry.added'])
    expect(decision.send.map(({ call }) => call)).toEqual([
      { do: 'refresh', liveMessage: 'challenge:4' },
      { do: 'refresh', liveMessage: 'challenge:5' },
    ])
  })
})

/** Lives through the incident minute by minute with nobody answering, and returns when something was asked. */
function silence(from: IncidentState, minutes: number, looksPerMinute: number): number[] {
  const asked: number[] = []
  let state = apply(from, reconcileChallenge(from, momentAt(0)).changes)
  for (let now = 0; now <= minutes; now += 0.25)
    for (let look = 0; look < looksPerMinute; look += 1) {
      const alarm = state.timers.get('challenge')
      if (!alarm || alarm > at(now)) continue
      const ctx = { ...momentAt(now), newId: () => `c${state.challenges.length + 1}` }
      const before = state.challenges.length
      state = apply(state, alarmAt(state, ctx).changes)
      state = apply(state, reconcileChallenge(state, ctx).changes)
      if (state.challenges.length > before) asked.push(now)
    }
  return asked
}

describe('a team that never answers', () => {
  it.each([1, 3])('is asked five times, each gap half as long again, looking %d times a minute', (looks) => {
    const asked = silence(stateWith({ hypotheses: [lead] }), 24 * 60, looks)
    expect(asked).toHaveLength(5)
    const gaps = asked.map((minute, index) => minute - (asked[index - 1] ?? 0))
    for (const [index, gap] of gaps.entries()) expect(gap).toBeCloseTo(15 * 1.5 ** index, 0)
  })

  it('has one open challenge at a time: a newer one takes the place of the last', () => {
    let state = stateWith({ hypotheses: [lead], timers: new Map([['challenge', at(15)]]) })
    for (const now of [15, 38, 72]) {
      const ctx = { ...momentAt(now), newId: () => `c${state.challenges.length + 1}` }
      state = apply(state, alarmAt(state, ctx).changes)
    }
    expect(state.challenges.map((known) => known.state)).toEqual(['superseded', 'superseded', 'open'])
    expect(state.challenges.map((known) => known.number)).toEqual([1, 2, 3])
  })
})
