import { describe, expect, it } from 'vitest'
import {
  actionWith,
  at,
  challengeWith,
  holding,
  hypothesisWith,
  recurrenceWith,
  settingsOf,
  start,
  stateWith,
  testWith,
  unexplainedWith,
  waitWith,
} from '../../test/support/situation.ts'
import type { IncidentState } from '../dispatch/state.ts'
import { minute } from '../lib/durations.ts'
import type { Challenge } from './model.ts'
import { nextChallenge } from './policy.ts'

/** What comes next as seen at some minute, as `reason@minute`; null when nothing does. */
function next(state: IncidentState, seenAt = 0, policy = settingsOf().challenges): string | null {
  const found = nextChallenge(state, policy, at(seenAt))
  return found && `${found.reason}@${(found.dueAt.getTime() - start.getTime()) / minute}`
}

const lead = hypothesisWith()
const rival = hypothesisWith({ number: 2, statement: 'a bad deploy' })
const unanswered = (...minutes: number[]) =>
  minutes.map((asked, index) =>
    challengeWith({
      number: index + 1,
      askedAt: at(asked),
      state: index + 1 < minutes.length ? 'superseded' : 'open',
    }),
  )
const answered = (asked: number, answer: number, given: Partial<Challenge> = {}) =>
  challengeWith({
    state: 'answered',
    askedAt: at(asked),
    answeredAt: at(answer),
    answerKind: 'keep',
    ...given,
  })

describe('the next challenge', () => {
  it.each<[string, Parameters<typeof stateWith>[0], string | null]>([
    ['nothing is tracked', {}, 'no_hypothesis@15'],
    ['nothing is tracked, SEV2', { incident: { severity: 'SEV2' } }, 'no_hypothesis@30'],
    ['nothing is tracked, SEV3', { incident: { severity: 'SEV3' } }, 'no_hypothesis@60'],
    ['SEV4 is off', { incident: { severity: 'SEV4' } }, null],
    ['a severity no longer configured', { incident: { severity: 'P9' } }, null],
    ['a drill is like the real thing', { incident: { mode: 'drill' } }, 'no_hypothesis@15'],
    ['a retrospective asks nothing', { incident: { mode: 'retrospective' } }, null],
    ['identified still asks', { incident: { status: 'identified' } }, 'no_hypothesis@15'],
    ['monitoring', { incident: { status: 'monitoring', mitigatedAt: at(20) } }, 'what_fixed_it@30'],
    ['resolved', { incident: { status: 'resolved', resolvedAt: at(20) } }, 'what_fixed_it@30'],
    ['closed', { incident: { status: 'closed' } }, null],
    ['cancelled', { incident: { status: 'cancelled' } }, null],
    ['one is held', { hypotheses: [lead] }, 'unchallenged@15'],
    ['one was put to the question', { hypotheses: [{ ...lead, questionedAt: at(20) }] }, 'unchallenged@35'],
    [
      'two are held, none leads: the one unquestioned longest',
      { hypotheses: [lead, rival] },
      'unchallenged@15',
    ],
    [
      'a rival was just ruled out',
      { hypotheses: [lead, { ...rival, state: 'ruled_out', closedAt: at(40) }] },
      'unchallenged@55',
    ],
    ['two are held, one leads', { hypotheses: [lead, { ...rival, leads: true }] }, 'unchallenged@15'],
    [
      'one is held, one is ruled out',
      { hypotheses: [lead, { ...rival, state: 'ruled_out' }] },
      'unchallenged@15',
    ],
    [
      'all are ruled out',
      { hypotheses: [{ ...lead, state: 'ruled_out', closedAt: at(40) }] },
      'no_hypothesis@55',
    ],
    ['all are parked', { hypotheses: [{ ...lead, state: 'parked', closedAt: at(40) }] }, 'no_hypothesis@55'],
    ['the cause is confirmed', { hypotheses: [{ ...lead, state: 'confirmed', verdict: 'cause' }] }, null],
    [
      'only a contributing factor is confirmed',
      { hypotheses: [{ ...lead, state: 'confirmed', verdict: 'contributing', closedAt: at(10) }] },
      'no_hypothesis@25',
    ],
    ['an action was taken', { hypotheses: [lead], actions: [actionWith({ at: at(12) })] }, 'did_it_work@22'],
    [
      'an action that worked long ago',
      { hypotheses: [lead], actions: [actionWith({ at: at(1), result: 'worked', resultAt: at(2) })] },
      'unchallenged@15',
    ],
    ['a test runs', { hypotheses: [{ ...lead, tests: [testWith({ dueAt: at(45) })] }] }, 'test_due@45'],
    ['a test of nothing in particular', { otherTests: [testWith({ dueAt: at(45) })] }, 'test_due@45'],
    [
      'a test of a rival runs',
      {
        hypotheses: [
          { ...lead, leads: true },
          { ...rival, tests: [testWith({ dueAt: at(45) })] },
        ],
      },
      'test_due@45',
    ],
    [
      'a test has told',
      { hypotheses: [{ ...lead, tests: [testWith({ dueAt: at(45), closedAt: at(5) })] }] },
      'unchallenged@15',
    ],
    [
      'a test of what is ruled out holds nothing back',
      {
        hypotheses: [{ ...lead, state: 'ruled_out', closedAt: at(2), tests: [testWith({ dueAt: at(600) })] }],
      },
      'no_hypothesis@17',
    ],
    ['one was asked, no answer', { hypotheses: [lead], challenges: unanswered(15) }, 'unchallenged@37.5'],
    [
      'two were asked, no answer',
      { hypotheses: [lead], challenges: unanswered(15, 37.5) },
      'unchallenged@71.25',
    ],
    ['five in a row', { hypotheses: [lead], challenges: unanswered(15, 38, 72, 122, 198) }, null],
    ['an answer starts anew', { hypotheses: [lead], challenges: [answered(15, 20)] }, 'unchallenged@35'],
    ['an answer of the ledger’s too', { challenges: [answered(15, 20)] }, 'no_hypothesis@35'],
    [
      'an answer among silence',
      { hypotheses: [lead], challenges: [answered(15, 20), ...unanswered(35)] },
      'unchallenged@57.5',
    ],
    [
      'a question put meanwhile comes later than the gap',
      { hypotheses: [{ ...lead, questionedAt: at(40) }], challenges: unanswered(15) },
      'unchallenged@55',
    ],
  ])('%s', (_, given, expected) => {
    expect(next(stateWith(given))).toBe(expected)
  })
})

const led = { hypotheses: [lead] }
const failed = actionWith({ at: at(5), result: 'no_effect', resultAt: at(9) })

describe('each reason', () => {
  it.each<[string, Parameters<typeof stateWith>[0], string | null]>([
    ['an action on what is held had no effect', { ...led, actions: [failed] }, 'no_effect@11'],
    ['it made things worse', { ...led, actions: [{ ...failed, result: 'made_it_worse' }] }, 'no_effect@11'],
    [
      'it had no effect, and what it was done for was put to the question since',
      { hypotheses: [{ ...lead, questionedAt: at(10) }], actions: [failed] },
      'unchallenged@25',
    ],
    [
      'it had no effect, and what it was done for is ruled out',
      { hypotheses: [{ ...lead, state: 'ruled_out', closedAt: at(10) }], actions: [failed] },
      'no_hypothesis@25',
    ],
    ['it had no effect, and nothing is held', { actions: [failed] }, 'no_effect@11'],
    [
      'the symptom came back after an action that had helped',
      {
        hypotheses: [{ ...lead, questionedAt: at(30) }],
        actions: [{ ...failed, result: 'worked' }],
        recurrences: [recurrenceWith({ at: at(40) })],
      },
      'no_effect@42',
    ],
    [
      'the symptom came back after an action without a result: nobody is asked whether it worked',
      {
        hypotheses: [{ ...lead, questionedAt: at(60) }],
        actions: [actionWith({ at: at(35) })],
        recurrences: [recurrenceWith({ at: at(40) })],
      },
      'unchallenged@75',
    ],
    [
      'two actions failed: the latest is asked about',
      { ...led, actions: [failed, { ...failed, entryId: 'a2', resultAt: at(12) }] },
      'no_effect@14',
    ],
    ['the symptom came back', { ...led, recurrences: [recurrenceWith({ at: at(40) })] }, 'unchallenged@15'],
    [
      'the symptom came back while the cause is confirmed',
      {
        incident: { status: 'monitoring', mitigatedAt: at(30) },
        hypotheses: [{ ...lead, state: 'confirmed', verdict: 'cause', closedAt: at(30) }],
        recurrences: [recurrenceWith({ at: at(40) })],
      },
      'recurrence@42',
    ],
    [
      'it came back before the hypothesis was there',
      { hypotheses: [hypothesisWith({ openedAt: at(50) })], recurrences: [recurrenceWith({ at: at(40) })] },
      'unchallenged@65',
    ],
    [
      'waiting on somebody',
      { waits: [waitWith()], hypotheses: [{ ...lead, questionedAt: at(28) }] },
      'wait@30',
    ],
    [
      'waiting, and the wait has ended',
      { waits: [waitWith({ endedAt: at(9) })], hypotheses: [{ ...lead, questionedAt: at(28) }] },
      'unchallenged@43',
    ],
    [
      'an observation is unexplained',
      { unexplained: [unexplainedWith()], hypotheses: [{ ...lead, questionedAt: at(28) }] },
      'unexplained@30',
    ],
    [
      'an observation is explained',
      {
        unexplained: [unexplainedWith({ explainedAt: at(3) })],
        hypotheses: [{ ...lead, questionedAt: at(28) }],
      },
      'unchallenged@43',
    ],
    [
      'four are open and none is tested',
      {
        hypotheses: [1, 2, 3, 4].map((number) =>
          hypothesisWith({ number, openedAt: at(number), questionedAt: at(30) }),
        ),
      },
      'untested_crowd@19',
    ],
    [
      'four are open and one was tested',
      {
        hypotheses: [1, 2, 3, 4].map((number) =>
          hypothesisWith({
            number,
            openedAt: at(number),
            questionedAt: at(30),
            tests: number === 2 ? [testWith({ closedAt: at(9) })] : [],
          }),
        ),
      },
      'unchallenged@45',
    ],
    [
      'the same commander for hours',
      { hypotheses: [{ ...lead, questionedAt: at(238) }], roles: [holding('commander', 'UBEN')] },
      'long_shift@240',
    ],
    [
      'resolved, and something is unexplained',
      {
        incident: { status: 'resolved', resolvedAt: at(60) },
        hypotheses: [{ ...lead, state: 'confirmed', verdict: 'cause' }],
        unexplained: [unexplainedWith()],
      },
      'before_close@62',
    ],
    [
      'monitoring, nothing confirmed and no action that helped',
      { ...led, incident: { status: 'monitoring', mitigatedAt: at(60) } },
      'what_fixed_it@70',
    ],
    [
      'monitoring after an action that helped',
      {
        ...led,
        incident: { status: 'monitoring', mitigatedAt: at(60) },
        actions: [{ ...failed, result: 'helped_in_part' }],
      },
      null,
    ],
  ])('%s', (_, given, expected) => {
    expect(next(stateWith(given))).toBe(expected)
  })

  it('of several that are due the strongest is asked', () => {
    const state = stateWith({ ...led, recurrences: [recurrenceWith({ at: at(40) })], waits: [waitWith()] })
    expect(next(state, 39)).toBe('wait@30')
    // With something stronger about to be due, the weaker one has a little patience.
    expect(next(state, 41)).toBe('recurrence@42')
    expect(next(state, 42)).toBe('recurrence@42')
  })

  it.each<[string, Partial<Challenge>[]]>([
    ['asked', [{ reason: 'recurrence', aboutId: 'recurrence', askedAt: at(42) }]],
    ['asked and answered', [{ reason: 'recurrence', aboutId: 'recurrence', askedAt: at(42), ...keptAt(43) }]],
  ])('a recurrence is asked about once: %s', (_, asked) => {
    const state = stateWith({
      ...led,
      recurrences: [recurrenceWith({ at: at(40) })],
      challenges: asked.map((given) => challengeWith(given)),
    })
    expect(next(state, 44)).toMatch(/^unchallenged@/)
  })

  it('an action without a result is asked about once, and is no reason for silence afterwards', () => {
    const asked = challengeWith({
      reason: 'did_it_work',
      aboutId: 'action',
      hypothesisId: null,
      askedAt: at(22),
    })
    const state = stateWith({ ...led, actions: [actionWith({ at: at(12) })], challenges: [asked] })
    expect(next(state, 23)).toBe('unchallenged@44.5')
  })

  it('a test given more time is asked about again', () => {
    const asked = challengeWith({ reason: 'test_due', aboutId: 't1', askedAt: at(15), ...keptAt(16) })
    const tests = [testWith({ dueAt: at(31) })]
    expect(next(stateWith({ hypotheses: [{ ...lead, tests }], challenges: [asked] }), 20)).toBe('test_due@31')
  })
})

function keptAt(minutes: number): Partial<Challenge> {
  return { state: 'answered', answeredAt: at(minutes), answerKind: 'keep' }
}

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
    [
      'but not before a recurrence',
      { ...led, recurrences, challenges: [answered(30, 39)] },
      41,
      'recurrence@42',
    ],
    [
      'a stronger reason takes the place of the open one at once',
      { ...led, waits: [waitWith()], challenges: unanswered(16) },
      17,
      'wait@30',
    ],
    [
      'a weaker reason waits for the gap; then what nobody answered lets it go before',
      {
        hypotheses: [{ ...lead, questionedAt: at(20) }],
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
        nextChallenge(
          stateWith({ ...led, challenges: unanswered(...asked) }),
          settingsOf().challenges,
          at(99),
        )?.level,
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
    [
      'somebody works with the bot',
      { ...asleep, recurrences: [recurrenceWith({ at: at(59) })] },
      61,
      'recurrence@61',
    ],
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
    [
      'waits are not asked about',
      { wait: { SEV1: 'off' } },
      { ...led, waits: [waitWith()] },
      'unchallenged@15',
    ],
    ['a wait is asked about sooner', { wait: { SEV1: '5m' } }, { ...led, waits: [waitWith()] }, 'wait@5'],
    ['two are a crowd', { crowd: 2 }, { hypotheses: [lead, rival] }, 'untested_crowd@15'],
    [
      'a shift is an hour',
      { longShift: '10m' },
      { ...led, roles: [holding('commander', 'UBEN')] },
      'long_shift@10',
    ],
  ])('%s', (_, challenges, given, expected) => {
    expect(next(stateWith(given), 0, settingsOf({ challenges }).challenges)).toBe(expected)
  })
})
