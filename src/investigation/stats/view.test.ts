import { expect, it } from 'vitest'
import { minuteMs } from '../../platform/time/durations.ts'
import type { Measures } from './model.ts'
import { measureLines } from './view.ts'

const unknown: Measures = {
  ledWrongly: null,
  toSecondHypothesis: null,
  hypotheses: null,
  actions: null,
  challenges: null,
}
const challenges = {
  asked: 9,
  moot: 1,
  answered: 6,
  answeredAnew: 3,
  followedAnew: 2,
  medianToAnswer: 4 * minuteMs,
}

it.each<[string, Partial<Measures>, string[]]>([
  ['nothing when nothing is known', {}, []],
  [
    'how many were held, and only what is known of them',
    { hypotheses: { held: 1, tested: 0 } },
    ['Explanations: 1 held, 0 tested.'],
  ],
  [
    'that no time was lost',
    { hypotheses: { held: 1, tested: 1 }, ledWrongly: 0 },
    ['Explanations: 1 held, 1 tested; no time went to what was later ruled out.'],
  ],
  [
    'how long the second took, and how long wrong ones led',
    { hypotheses: { held: 4, tested: 1 }, toSecondHypothesis: 13 * minuteMs, ledWrongly: 472 * minuteMs },
    ['Explanations: 4 held, 1 tested; the second after 13 min; what was later ruled out led for 7 h 52 min.'],
  ],
  [
    'how many actions were taken, without a zero when no outcome is known',
    { actions: { taken: 2, told: 0, withoutEffect: null, withoutResult: 2 } },
    ['Actions: 2 taken, 2 without a result.'],
  ],
  [
    'how many actions had no effect',
    { actions: { taken: 3, told: 3, withoutEffect: 0, withoutResult: 0 } },
    ['Actions: 3 taken, 0 without effect.'],
  ],
  [
    'how many questions were asked and answered',
    { challenges },
    [
      'Questions: 9 asked, 6 answered (half of them within 4 min), 1 no longer needed, 3 answered with a new hypothesis or test, 2 more followed by one within 30 min.',
    ],
  ],
  [
    'how soon the only answer came',
    {
      challenges: {
        asked: 1,
        moot: 0,
        answered: 1,
        answeredAnew: 0,
        followedAnew: 0,
        medianToAnswer: 2 * minuteMs,
      },
    },
    ['Questions: 1 asked, 1 answered (after 2 min), 0 answered with a new hypothesis or test.'],
  ],
  [
    'how many questions nobody answered',
    {
      challenges: { asked: 2, moot: 0, answered: 0, answeredAnew: 0, followedAnew: 1, medianToAnswer: null },
    },
    ['Questions: 2 asked, 0 answered, 1 followed by a new hypothesis or test within 30 min.'],
  ],
])('says %s', (_case, given, lines) => {
  expect(measureLines({ ...unknown, ...given })).toEqual(lines)
})
