import { describe, expect, it } from 'vitest'
import { apply } from '../../../test/support/apply.ts'
import {
  at,
  ben,
  challengeWith,
  changed,
  contextAt,
  holding,
  hypothesisWith,
  stateWith,
  typesOf,
} from '../../../test/support/situation.ts'
import type { Decision } from '../../core/decision.ts'
import { entryAdded } from '../../core/record/changes.ts'
import type { ResponseState } from '../../postmortem/state.ts'
import type { InvestigationContext } from '../settings.ts'
import { askChallenge, findDueChallenge, setChallengeTimer } from './ask.ts'
import { noBackground } from './background.ts'
import { challengeAsked } from './changes.ts'
import { reconcileChallenge } from './reconcile.ts'

const lead = hypothesisWith()

/** What happens when the timer fires at this moment. */
function fireTimer(ctx: InvestigationContext): Decision {
  const next = findDueChallenge(ctx)
  return next ? askChallenge(ctx, next, noBackground) : { changes: setChallengeTimer(ctx), send: [] }
}

describe('a challenge that is due', () => {
  const state = stateWith({
    hypotheses: [lead],
    roles: [holding('commander', ben.id)],
  })

  it('is asked of the commander, recorded and shown', () => {
    const decision = fireTimer({ ...contextAt(15), state })
    expect(typesOf(decision)).toEqual(['challenge.asked', 'entry.added'])
    expect(changed(decision, challengeAsked)[0]).toMatchObject({
      number: 1,
      reason: 'unchallenged',
      hypothesisId: 'h1',
      askedOf: ben.id,
      why: '“ALB is failing” has led for 15 min: 0 for, 0 against, no test.',
    })
    expect(changed(decision, entryAdded)[0]?.entry).toMatchObject({
      kind: 'challenge',
      recorderId: 'fresheyes',
    })
    expect(decision.send.map(({ call }) => call)).toEqual([{ do: 'refresh', liveMessage: 'challenge:1' }])
  })

  it('supersedes one that is still open, and refreshes its message', () => {
    const challenges = [challengeWith({ number: 4, askedAt: at(15) })]
    const decision = fireTimer({ ...contextAt(38), state: { ...state, challenges } })
    expect(typesOf(decision)).toEqual(['challenge.superseded', 'challenge.asked', 'entry.added'])
    expect(decision.send.map(({ call }) => call)).toEqual([
      { do: 'refresh', liveMessage: 'challenge:4' },
      { do: 'refresh', liveMessage: 'challenge:5' },
    ])
  })
})

/** Runs the incident with nobody answering, and returns the minutes at which something was asked. */
function silence(from: ResponseState, minutes: number, looksPerMinute: number): number[] {
  const asked: number[] = []
  let state = apply(from, reconcileChallenge({ ...contextAt(0), state: from }).changes)
  for (let now = 0; now <= minutes; now += 0.25)
    for (let look = 0; look < looksPerMinute; look += 1) {
      const timer = state.timers.get('challenge')
      if (!timer || timer > at(now)) continue
      const ctx = { ...contextAt(now), newId: () => `c${state.challenges.length + 1}` }
      const before = state.challenges.length
      state = apply(state, fireTimer({ ...ctx, state }).changes)
      state = apply(state, reconcileChallenge({ ...ctx, state }).changes)
      if (state.challenges.length > before) asked.push(now)
    }
  return asked
}

describe('a team that never answers', () => {
  it.each([1, 3])(
    'is asked five times, each gap half as long again, with the timer checked %d times each step',
    (looks) => {
      const asked = silence(stateWith({ hypotheses: [lead] }), 24 * 60, looks)
      expect(asked).toHaveLength(5)
      const gaps = asked.map((minute, index) => minute - (asked[index - 1] ?? 0))
      for (const [index, gap] of gaps.entries()) expect(gap).toBeCloseTo(15 * 1.5 ** index, 0)
    },
  )

  it('has one open challenge at a time, each superseding the last', () => {
    let state = stateWith({ hypotheses: [lead], timers: new Map([['challenge', at(15)]]) })
    for (const now of [15, 38, 72]) {
      const ctx = { ...contextAt(now), newId: () => `c${state.challenges.length + 1}` }
      state = apply(state, fireTimer({ ...ctx, state }).changes)
    }
    expect(state.challenges.map((known) => known.state)).toEqual(['superseded', 'superseded', 'open'])
    expect(state.challenges.map((known) => known.number)).toEqual([1, 2, 3])
  })
})
