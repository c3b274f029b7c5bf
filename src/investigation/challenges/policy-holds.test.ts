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

describe('what holds back', () => {
  const recurrences = [recurrenceWith({ at: at(40) })]
  const running = { hypotheses: [{ ...lead, tests: [testWith({ dueAt: at(90) })] }] }

  it.each<[string, Parameters<typeof stateWith>[0], number, string | null]>([
    ['a test holds back what is weaker than a recurrence', running, 60, 'test_due@90'],
    ['but not a recurrence', { ...running, recurrences }, 41, 'recurrence@42'],
    [
      'an answer gives an interval of peace',
      { ...led, waits: [waitWith()], challenges: [answered(25, 29)] },
      30,
      'wait@44',
    ],
    ['but not before a recurrence', { ...led, recurrences, challenges: [answered(30, 39)] }, 41, 'recurrence@42'],
    [
      'a stronger reason takes the place of the open one at once',
      { ...led, waits: [waitWith()], challenges: unanswered(16) },
      17,
      'wait@30',
    ],
    [
      'a weaker reason waits for the gap; then what nobody answered lets it go before',
      {
        hypotheses: [{ ...lead, lastChallengedAt: at(20) }],
        waits: [waitWith()],
        challenges: [challengeWith({ reason: 'wait', aboutId: 'w1', askedAt: at(30) })],
      },
      36,
      'unchallenged@52.5',
    ],
    [
      'put off: everything waits',
      { ...led, challenges: [answered(15, 16, { answerKind: 'later', until: at(90) })] },
      20,
      'unchallenged@90',
    ],
    [
      'put off: but what happens then is news',
      { ...led, recurrences, challenges: [answered(15, 16, { answerKind: 'later', until: at(90) })] },
      41,
      'recurrence@42',
    ],
    [
      'put off after it came back: that waits as well',
      {
        ...led,
        recurrences: [recurrenceWith({ at: at(10) })],
        challenges: [answered(11.5, 11.7, { answerKind: 'later', until: at(90) })],
      },
      20,
      'recurrence@90',
    ],
    [
      'five in a row and silence; a recurrence ends it',
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

describe('while people sleep', () => {
  // 03:00 UTC on a Monday.
  const sev3 = { severity: 'SEV3', declaredAt: start }
  const asleep = { ...led, incident: sev3, lastSpokeAt: at(10) }

  it.each<[string, Parameters<typeof stateWith>[0], number, string | null]>([
    ['it is not said before it is due that nobody is there', asleep, 10, 'unchallenged@60'],
    ['nobody has written for half an hour: the bot looks again', asleep, 60, 'unchallenged@70'],
    ['and again', asleep, 71, 'unchallenged@80'],
    ['somebody wrote shortly before', { ...asleep, lastSpokeAt: at(45) }, 60, 'unchallenged@60'],
    ['somebody is back', { ...asleep, lastSpokeAt: at(75) }, 80, 'unchallenged@60'],
    ['somebody works with the bot', { ...asleep, recurrences: [recurrenceWith({ at: at(59) })] }, 61, 'recurrence@61'],
    ['working hours begin', asleep, 6 * 60, 'unchallenged@60'],
    ['SEV2 is asked at any hour', { ...asleep, incident: { severity: 'SEV2' } }, 60, 'unchallenged@30'],
    [
      'where they are it is working time',
      { ...asleep, incident: { ...sev3, zone: 'Asia/Tokyo' } },
      60,
      'unchallenged@60',
    ],
  ])('%s', (_, given, seenAt, expected) => {
    expect(next(stateWith(given), seenAt)).toBe(expected)
  })
})

describe('as the settings say', () => {
  it.each<[string, Record<string, unknown>, Parameters<typeof stateWith>[0], string | null]>([
    ['a drill is left alone', { modes: { drill: 'off' } }, { incident: { mode: 'drill' } }, null],
    [
      'a retrospective is asked',
      { modes: { retrospective: 'on' } },
      { incident: { mode: 'retrospective' } },
      'no_hypothesis@15',
    ],
    ['waits are not asked about', { wait: { SEV1: 'off' } }, { ...led, waits: [waitWith()] }, 'unchallenged@15'],
    ['a wait is asked about sooner', { wait: { SEV1: '5m' } }, { ...led, waits: [waitWith()] }, 'wait@5'],
    ['two are a crowd', { crowd: 2 }, { hypotheses: [lead, rival] }, 'untested_crowd@15'],
    ['a shift is an hour', { longShift: '10m' }, { ...led, roles: [holding('commander', 'UBEN')] }, 'long_shift@10'],
  ])('%s', (_, challenges, given, expected) => {
    expect(next(stateWith(given), 0, settingsOf({ challenges }).challenges)).toBe(expected)
  })
})
