import { z } from 'zod'
import { actionResults } from '../../core/record/model.ts'
import { action, modal, numberField } from '../../messages/action.ts'

const ofChallenge = { id: z.string() }

/** What answers a challenge, at once or after a modal. */
export const challengeActions = {
  /** Tracks a message that the challenge quotes; `index` is its position among those quoted. */
  track: action('timeline.track', { ...ofChallenge, index: numberField }),
  hypothesis: action('challenge.hypothesis', ofChallenge),
  test: action('challenge.test', ofChallenge),
  keep: action('challenge.keep', ofChallenge),
  later: action('challenge.later', ofChallenge),
  predicted: action('challenge.predicted', ofChallenge),
  notPredicted: action('challenge.not_predicted', ofChallenge),
  ruleOneOut: action('challenge.rule_one_out', ofChallenge),
  waitOver: action('challenge.wait_over', ofChallenge),
  /** Gives the action in question its result in one click. */
  result: action('challenge.result', { ...ofChallenge, result: z.enum(actionResults) }),
  tooEarly: action('challenge.too_early', ofChallenge),
  moreTime: action('challenge.more_time', ofChallenge),
  fixed: action('challenge.fixed', ofChallenge),
}

export const challengeModals = {
  hypothesis: modal('challenge.hypothesis', ofChallenge, ['text']),
  test: modal('challenge.test', ofChallenge, ['hypothesis', 'text', 'minutes']),
  keep: modal('challenge.keep', ofChallenge, ['text']),
  later: modal('challenge.later', ofChallenge, ['minutes', 'text']),
  predicted: modal('challenge.predicted', ofChallenge, ['text']),
  ruleOneOut: modal('challenge.rule_one_out', ofChallenge, ['hypothesis', 'because']),
  waitOver: modal('challenge.wait_over', ofChallenge, ['text']),
  fixed: modal('challenge.fixed', ofChallenge, ['action', 'text']),
}
