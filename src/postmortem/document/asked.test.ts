import { describe, expect, it } from 'vitest'
import { materialWith } from '../../../test/support/material.ts'
import { at, challengeWith, hypothesisWith, stateWith } from '../../../test/support/situation.ts'
import type { IncidentState } from '../../core/state.ts'
import { undoneHypothesisReasons } from '../../investigation/ledger/undone.ts'
import { buildPostMortem } from './build.ts'

const full = materialWith(() => 'word')
const document = buildPostMortem(full)
const build = (given: { state: IncidentState }) => buildPostMortem({ ...full, ...given })

describe('what is open', () => {
  it('is what nobody explained, or what explains it was ruled out since', () => {
    expect(document.unexplained.map(({ isOpen }) => isOpen)).toEqual([true, true, false])
  })

  it('a hypothesis that was taken back was never believed', () => {
    const hypotheses = [
      hypothesisWith({ state: 'parked', closedBecause: undoneHypothesisReasons.takenBack }),
      hypothesisWith({ number: 2, state: 'parked', closedBecause: 'not now' }),
    ]
    expect(build({ state: stateWith({ hypotheses }) }).believed).toHaveLength(1)
  })

  it('a brief that was never sent asked nobody', () => {
    expect(document.briefs.map(({ answeredAt }) => answeredAt)).toEqual([at(41).toISOString(), null])
  })
})

describe('questions', () => {
  it('are told with their reason in words, whom they came to ask, and what changed', () => {
    const challenges = [challengeWith({ reason: 'wait', level: 2 }), challengeWith({ number: 2, askedAt: at(40) })]
    const hypotheses = [hypothesisWith({ statement: 'leak', openedAt: at(20) })]
    expect(build({ state: stateWith({ challenges, hypotheses }) }).challenges).toMatchObject([
      {
        reason: 'wait',
        reasonInWords: 'a long wait',
        askedOf: 'fresh eyes',
        followedBy: { what: 'hypothesis', text: 'leak', at: at(20).toISOString() },
      },
      { askedOf: 'commander', answeredWith: null, followedBy: null },
    ])
  })

  it('and the search is measured: actions by the whole timeline, of which the state knows the end', () => {
    expect(document.measures.actions).toMatchObject({ taken: 1, told: 1 })
  })
})
