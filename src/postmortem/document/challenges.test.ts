import { describe, expect, it } from 'vitest'
import { materialWith } from '../../../test/support/material.ts'
import { at, challengeWith, hypothesisWith, stateWith } from '../../../test/support/situation.ts'
import { undoneHypothesisReasons } from '../../investigation/ledger/undone.ts'
import type { ResponseState } from '../state.ts'
import { buildPostMortem } from './build.ts'

const full = materialWith(() => 'word')
const document = buildPostMortem(full)
const build = (overrides: { state: ResponseState }) => buildPostMortem({ ...full, ...overrides })

describe('the investigation in the document', () => {
  it('leaves an observation open if its explanation is missing or was ruled out since', () => {
    expect(document.unexplained.map(({ isOpen }) => isOpen)).toEqual([true, true, false])
  })

  it('leaves out hypotheses that were undone', () => {
    const hypotheses = [
      hypothesisWith({ state: 'parked', closedBecause: undoneHypothesisReasons.takenBack }),
      hypothesisWith({ number: 2, state: 'parked', closedBecause: 'not now' }),
    ]
    expect(build({ state: stateWith({ hypotheses }) }).believed).toHaveLength(1)
  })

  it('leaves out briefs that were never sent', () => {
    expect(document.briefs.map(({ answeredAt }) => answeredAt)).toEqual([at(41).toISOString(), null])
  })
})

describe('the challenges in the document', () => {
  it('give their reason in words, whom they were escalated to, and what followed', () => {
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

  it('come with metrics that count the actions of the whole timeline, not just the recent ones in the state', () => {
    expect(document.measures.actions).toMatchObject({ taken: 1, told: 1 })
  })
})
