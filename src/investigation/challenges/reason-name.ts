import type { ChallengeReason } from './model.ts'

/** Why a challenge was asked, in words for people who read about it afterwards. */
export const reasonName: Record<ChallengeReason, string> = {
  no_effect: 'an action did not help',
  did_it_work: 'an action without a result',
  test_due: 'a test was due',
  recurrence: 'the symptom came back',
  wait: 'a long wait',
  no_hypothesis: 'no explanation was held',
  unchallenged: 'unquestioned lead',
  unexplained: 'something was unexplained',
  untested_crowd: 'many explanations, none tested',
  long_shift: 'a long shift',
  before_close: 'unexplained before the close',
  what_fixed_it: 'nobody knew what had fixed it',
}
