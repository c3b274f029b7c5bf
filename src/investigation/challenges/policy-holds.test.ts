import { describe, expect, it } from 'vitest'
import { answered, next, unanswered } from '../../../test/support/asking.ts'
import {
  at,
  challengeWith,
  holding,
  hypothesisWith,
  recurrenceWith,
  settingsOf,
  start,
  stateWith,
  testWith,
  waitWith,
} from '../../../test/support/situation.ts'
import { nextChallenge } from './policy.ts'

const lead = hypothesisWith()
const rival = hypothesisWith({ number: 2, statement: 'a bad deploy' })

const led = { hypotheses: [lead] }

describe('holding questions back', () => {
  const recurrences = [recurrenceWith({ at: at(40) })]
  const running = { hypotheses: [{ ...lead, tests: [testWith({ dueAt: at(90) })] }] }

  it.each<[string, Parameters<typeof stateWith>[0], number, string | null]>([
    ['a running test holds back anything weaker than a recurrence', running, 60, 'test_due@90'],
    ['a running test does not hold back a recurrence', { ...running, recurrences }, 41, 'recurrence@42'],
    [
      'an answer holds questions back for one interval',
      { ...led, waits: [waitWith()], challenges: [answered(25, 29)] },
      30,
      'wait@44',
    ],
    [
      'an answer does not hold back a recurrence',
      { ...led, recurrences, challenges: [answered(30, 39)] },
      41,
      'recurrence@42',
    ],
    [
      'a stronger trigger supersedes the open question at once',
      { ...led, waits: [waitWith()], challenges: unanswered(16) },
      17,
      'wait@30',
    ],
    [
      'a weaker trigger waits for the gap, then goes before the unanswered one',
      {
        hypotheses: [{ ...lead, lastChallengedAt: at(20) }],
        waits: [waitWith()],
        challenges: [challengeWith({ reason: 'wait', aboutId: 'w1', askedAt: at(30) })],
      },
      36,
      'unchallenged@52.5',
    ],
    [
      'everything waits while questions are put off',
      { ...led, challenges: [answered(15, 16, { answerKind: 'later', until: at(90) })] },
      20,
      'unchallenged@90',
    ],
    [
      'a recurrence after questions were put off does not wait',
      { ...led, recurrences, challenges: [answered(15, 16, { answerKind: 'later', until: at(90) })] },
      41,
      'recurrence@42',
    ],
    [
      'a recurrence before questions were put off waits',
      {
        ...led,
        recurrences: [recurrenceWith({ at: at(10) })],
        challenges: [answered(11.5, 11.7, { answerKind: 'later', until: at(90) })],
      },
      20,
      'recurrence@90',
    ],
    [
      'a recurrence ends the silence after five unanswered in a row',
      {
        ...led,
        challenges: unanswered(15, 38, 72, 122, 198),
        recurrences: [recurrenceWith({ at: at(300) })],
      },
      301,
      'recurrence@302',
    ],
  ])('%s', (_, given, seenAt, expected) => {
    expect(next(stateWith(given), seenAt)).toBe(expected)
  })

  it('asks the commander, then the channel, then proposes fresh eyes', () => {
    const levels = [[], [15], [15, 38], [15, 38, 72]].map(
      (asked) =>
        nextChallenge(stateWith({ ...led, challenges: unanswered(...asked) }), settingsOf().challenges, at(99))?.level,
    )
    expect(levels).toEqual([0, 1, 2, 2])
  })
})

describe('outside working hours', () => {
  // It is 03:00 UTC on a Monday.
  const sev3 = { severity: 'SEV3', declaredAt: start }
  const asleep = { ...led, incident: sev3, lastSpokeAt: at(10) }

  it.each<[string, Parameters<typeof stateWith>[0], number, string | null]>([
    ['defers nothing before it is due', asleep, 10, 'unchallenged@60'],
    ['looks again later if nobody has written for half an hour', asleep, 60, 'unchallenged@70'],
    ['keeps looking again', asleep, 71, 'unchallenged@80'],
    ['asks if somebody wrote shortly before', { ...asleep, lastSpokeAt: at(45) }, 60, 'unchallenged@60'],
    ['asks if somebody is back', { ...asleep, lastSpokeAt: at(75) }, 80, 'unchallenged@60'],
    [
      'asks if somebody is using the bot',
      { ...asleep, recurrences: [recurrenceWith({ at: at(59) })] },
      61,
      'recurrence@61',
    ],
    ['asks when working hours begin', asleep, 6 * 60, 'unchallenged@60'],
    ['asks at any hour for SEV2', { ...asleep, incident: { severity: 'SEV2' } }, 60, 'unchallenged@30'],
    [
      'goes by the time zone of the incident',
      { ...asleep, incident: { ...sev3, zone: 'Asia/Tokyo' } },
      60,
      'unchallenged@60',
    ],
  ])('%s', (_, given, seenAt, expected) => {
    expect(next(stateWith(given), seenAt)).toBe(expected)
  })
})

describe('the settings', () => {
  it.each<[string, Record<string, unknown>, Parameters<typeof stateWith>[0], string | null]>([
    ['can leave a drill alone', { modes: { drill: 'off' } }, { incident: { mode: 'drill' } }, null],
    [
      'can ask in a retrospective',
      { modes: { retrospective: 'on' } },
      { incident: { mode: 'retrospective' } },
      'no_hypothesis@15',
    ],
    [
      'can turn questions about waits off',
      { wait: { SEV1: 'off' } },
      { ...led, waits: [waitWith()] },
      'unchallenged@15',
    ],
    ['can ask about a wait sooner', { wait: { SEV1: '5m' } }, { ...led, waits: [waitWith()] }, 'wait@5'],
    ['can make two a crowd', { crowd: 2 }, { hypotheses: [lead, rival] }, 'untested_crowd@15'],
    [
      'can make a long shift ten minutes',
      { longShift: '10m' },
      { ...led, roles: [holding('commander', 'UBEN')] },
      'long_shift@10',
    ],
  ])('%s', (_, challenges, given, expected) => {
    expect(next(stateWith(given), 0, settingsOf({ challenges }).challenges)).toBe(expected)
  })
})
