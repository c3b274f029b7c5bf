import { expect, it } from 'vitest'
import { actionWith, at, challengeWith, hypothesisWith, stateWith, testWith } from '../../../test/support/situation.ts'
import { combineMeasures, type MeasuredIncident, tallyInvestigations } from './total.ts'

const one = (severity: string, given: Parameters<typeof stateWith>[0]): MeasuredIncident => ({
  ...stateWith(given),
  severity,
})
const wrongFor = (minutes: number) => hypothesisWith({ state: 'ruled_out', closedAt: at(minutes) })

const all = [
  one('SEV1', {
    hypotheses: [wrongFor(30)],
    challenges: [
      challengeWith({ state: 'answered', answeredAt: at(30), answerKind: 'ruled_out' }),
      challengeWith({ number: 2, askedAt: at(60), reason: 'wait' }),
    ],
    actions: [actionWith(), actionWith({ result: 'worked' })],
  }),
  one('SEV1', { hypotheses: [wrongFor(10)] }),
  one('SEV2', {
    hypotheses: [hypothesisWith({ tests: [testWith({ closedAt: at(9), result: 'the same' })] })],
  }),
]

it('combines the median lead time of incidents for which it is known, and all questions', () => {
  expect(combineMeasures(all)).toEqual({
    incidents: 3,
    challenges: { asked: 2, moot: 0, answered: 1, answeredAnew: 0, followedAnew: 0, medianToAnswer: 900_000 },
    medianLedWrongly: 1_200_000,
  })
  expect(combineMeasures([])).toEqual({ incidents: 0, challenges: null, medianLedWrongly: null })
})

it('tallies by label, leaving out reasons and severities without data', () => {
  expect(tallyInvestigations(all)).toEqual({
    challenges: [
      { reason: 'wait', asked: 1, answered: 0, answeredAnew: 0, followedAnew: 0, moot: 0 },
      { reason: 'unchallenged', asked: 1, answered: 1, answeredAnew: 0, followedAnew: 0, moot: 0 },
    ],
    ledWrongly: [{ severity: 'SEV1', incidents: 2, seconds: 2_400 }],
    hypotheses: { tested: 1, untested: 2 },
    actions: [
      { result: 'worked', count: 1 },
      { result: 'helped_in_part', count: 0 },
      { result: 'no_effect', count: 0 },
      { result: 'made_it_worse', count: 0 },
      { result: 'unknown', count: 0 },
      { result: 'none', count: 1 },
    ],
  })
})
