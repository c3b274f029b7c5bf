import { describe, expect, it } from 'vitest'
import { checkMessageBlocks, checkView } from '../../../playground/blocks/validate.ts'
import { challengeIn, situations } from '../../../test/support/asked.ts'
import { hypothesisWith } from '../../../test/support/situation.ts'
import { type Modal, modalView } from '../../messages/modal.ts'
import type { ResponseState } from '../../postmortem/state.ts'
import * as modals from './modals.ts'
import { type Challenge, type ChallengeReason, challengeReasons } from './model.ts'
import { challengeMessage } from './view.ts'

const builders: Record<string, (state: ResponseState, challenge: Challenge) => Modal> = {
  hypothesis: modals.hypothesisModal,
  test: modals.challengeTestModal,
  keep: modals.keepModal,
  later: modals.notNowModal,
  predicted: modals.recurrencePredictedModal,
  rule_one_out: modals.ruleOneOutModal,
  wait_over: modals.waitOverModal,
  fixed: modals.whatEndedItModal,
}
const which: [string, ChallengeReason][] = [
  ['hypothesis', 'no_hypothesis'],
  ['hypothesis', 'unchallenged'],
  ['test', 'unchallenged'],
  ['test', 'untested_crowd'],
  ...challengeReasons.map((reason): [string, ChallengeReason] => ['keep', reason]),
  ['later', 'unchallenged'],
  ['predicted', 'recurrence'],
  ['rule_one_out', 'untested_crowd'],
  ['wait_over', 'wait'],
  ['fixed', 'what_fixed_it'],
]

describe('challenge modals', () => {
  const hostile = '<!channel> `*~_&amp; '.repeat(40)
  const withHostile = (state: ResponseState): ResponseState => ({
    ...state,
    hypotheses: Array.from({ length: 120 }, (_, index) =>
      hypothesisWith({ number: index + 1, statement: hostile.slice(0, 300) }),
    ),
    unexplained: state.unexplained.map((odd) => ({ ...odd, text: hostile })),
    actions: state.actions.map((action) => ({ ...action, text: hostile })),
  })

  it.each(which)('%s for %s is valid for Slack, even with hostile text and very many hypotheses', (name, reason) => {
    const situation = situations[reason]
    for (const state of [situation.state, withHostile(situation.state)]) {
      const challenge = challengeIn({ ...situation, state }, reason)
      const modal = builders[name]?.(state, challenge)
      if (!modal) throw new Error(`no modal ${name}`)
      expect(checkView(modalView(modal), 'modal')).toEqual([])
      expect(modal.note).not.toMatch(/<!|<@/)
      expect(checkMessageBlocks(challengeMessage(state, challenge).blocks)).toBeUndefined()
      expect(JSON.stringify(challengeMessage(state, challenge).blocks)).not.toMatch(/<!(?!date)/)
    }
  })
})
