import { describe, expect, it } from 'vitest'
import { next } from '../../../test/support/asking.ts'
import {
  actionWith,
  at,
  challengeWith,
  holding,
  hypothesisWith,
  recurrenceWith,
  stateWith,
  testWith,
  unexplainedWith,
  waitWith,
} from '../../../test/support/situation.ts'
import type { HypothesisTest } from '../ledger/model.ts'
import type { Challenge } from './model.ts'

const lead = hypothesisWith()

const led = { hypotheses: [lead] }
const failed = actionWith({ at: at(5), result: 'no_effect', resultAt: at(9) })

function keptAt(minutes: number): Partial<Challenge> {
  return { state: 'answered', answeredAt: at(minutes), answerKind: 'keep' }
}

/** Four open hypotheses; the second has these tests. */
const crowdWith = (...tests: HypothesisTest[]) =>
  [1, 2, 3, 4].map((number) =>
    hypothesisWith({
      number,
      openedAt: at(number),
      lastChallengedAt: at(30),
      tests: number === 2 ? tests : [],
    }),
  )

describe('each reason', () => {
  it.each<[string, Parameters<typeof stateWith>[0], string | null]>([
    ['an action on the hypothesis held had no effect', { ...led, actions: [failed] }, 'no_effect@11'],
    ['an action made things worse', { ...led, actions: [{ ...failed, result: 'made_it_worse' }] }, 'no_effect@11'],
    [
      'an action had no effect, and its hypothesis was challenged since',
      { hypotheses: [{ ...lead, lastChallengedAt: at(10) }], actions: [failed] },
      'unchallenged@25',
    ],
    [
      'an action had no effect, and its hypothesis is ruled out',
      { hypotheses: [{ ...lead, state: 'ruled_out', closedAt: at(10) }], actions: [failed] },
      'no_hypothesis@25',
    ],
    ['an action had no effect, and no hypothesis is held', { actions: [failed] }, 'no_effect@11'],
    [
      'the symptom came back after an action that had helped',
      {
        hypotheses: [{ ...lead, lastChallengedAt: at(30) }],
        actions: [{ ...failed, result: 'worked' }],
        recurrences: [recurrenceWith({ at: at(40) })],
      },
      'no_effect@42',
    ],
    [
      'the symptom came back after an action without a result, so nobody is asked whether it worked',
      {
        hypotheses: [{ ...lead, lastChallengedAt: at(60) }],
        actions: [actionWith({ at: at(35) })],
        recurrences: [recurrenceWith({ at: at(40) })],
      },
      'unchallenged@75',
    ],
    [
      'two actions failed, and the later one is asked about',
      { ...led, actions: [failed, { ...failed, entryId: 'a2', resultAt: at(12) }] },
      'no_effect@14',
    ],
    ['the symptom came back', { ...led, recurrences: [recurrenceWith({ at: at(40) })] }, 'unchallenged@15'],
    [
      'the symptom came back after the cause was confirmed',
      {
        incident: { status: 'monitoring', mitigatedAt: at(30) },
        hypotheses: [{ ...lead, state: 'confirmed', verdict: 'cause', closedAt: at(30) }],
        recurrences: [recurrenceWith({ at: at(40) })],
      },
      'recurrence@42',
    ],
    [
      'the symptom came back before the hypothesis was opened',
      { hypotheses: [hypothesisWith({ openedAt: at(50) })], recurrences: [recurrenceWith({ at: at(40) })] },
      'unchallenged@65',
    ],
    [
      'the team waits on somebody',
      { waits: [waitWith()], hypotheses: [{ ...lead, lastChallengedAt: at(28) }] },
      'wait@30',
    ],
    [
      'the wait has ended',
      { waits: [waitWith({ endedAt: at(9) })], hypotheses: [{ ...lead, lastChallengedAt: at(28) }] },
      'unchallenged@43',
    ],
    [
      'an observation is unexplained',
      { unexplained: [unexplainedWith()], hypotheses: [{ ...lead, lastChallengedAt: at(28) }] },
      'unexplained@30',
    ],
    [
      'an observation is explained',
      {
        unexplained: [unexplainedWith({ explainedAt: at(3) })],
        hypotheses: [{ ...lead, lastChallengedAt: at(28) }],
      },
      'unchallenged@43',
    ],
    [
      'a cause is confirmed, and another hypothesis is open but cannot lead',
      {
        hypotheses: [hypothesisWith({ number: 2, state: 'confirmed', verdict: 'cause', closedAt: at(5) }), lead],
      },
      null,
    ],
    [
      'a cause is confirmed, and another is marked as leading',
      {
        hypotheses: [
          hypothesisWith({ number: 2, state: 'confirmed', verdict: 'cause', closedAt: at(5) }),
          { ...lead, leads: true },
        ],
      },
      null,
    ],
    [
      'a contributing factor is confirmed, and another hypothesis is open',
      {
        hypotheses: [hypothesisWith({ number: 2, state: 'confirmed', verdict: 'contributing', closedAt: at(5) }), lead],
      },
      'unchallenged@20',
    ],
    ['four are open and none is tested', { hypotheses: crowdWith() }, 'untested_crowd@19'],
    [
      'four are open and one was tested',
      { hypotheses: crowdWith(testWith({ closedAt: at(9), result: 'the same' })) },
      'unchallenged@45',
    ],
    [
      'four are open and one is being tested, which holds back anything weaker',
      { hypotheses: crowdWith(testWith({ dueAt: at(60) })) },
      'test_due@60',
    ],
    [
      'four are open, and their only test was given up',
      { hypotheses: crowdWith(testWith({ closedAt: at(9) })) },
      'untested_crowd@19',
    ],
    [
      'the same person has been commander for hours',
      { hypotheses: [{ ...lead, lastChallengedAt: at(238) }], roles: [holding('commander', 'UBEN')] },
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
      'monitoring, with nothing confirmed and no action that helped',
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

  it('asks the strongest of several that are due', () => {
    const state = stateWith({ ...led, recurrences: [recurrenceWith({ at: at(40) })], waits: [waitWith()] })
    expect(next(state, 39)).toBe('wait@30')
    // The weaker one waits a little for a stronger one that is about to be due.
    expect(next(state, 41)).toBe('recurrence@42')
    expect(next(state, 42)).toBe('recurrence@42')
  })

  it.each<[string, Partial<Challenge>[]]>([
    ['asked', [{ reason: 'recurrence', aboutId: 'recurrence', askedAt: at(42) }]],
    ['asked and answered', [{ reason: 'recurrence', aboutId: 'recurrence', askedAt: at(42), ...keptAt(43) }]],
  ])('does not ask about a recurrence again: %s', (_, asked) => {
    const state = stateWith({
      ...led,
      recurrences: [recurrenceWith({ at: at(40) })],
      challenges: asked.map((given) => challengeWith(given)),
    })
    expect(next(state, 44)).toMatch(/^unchallenged@/)
  })

  it('asks about a wait three times, however long it lasts', () => {
    const asked = [30, 60, 99].map((askedAt, index) =>
      challengeWith({
        number: index + 1,
        reason: 'wait',
        aboutId: 'w1',
        askedAt: at(askedAt),
        ...keptAt(askedAt + 1),
      }),
    )
    const waiting = (count: number) => stateWith({ ...led, waits: [waitWith()], challenges: asked.slice(0, count) })
    expect(next(waiting(2), 200)).toBe('wait@91')
    expect(next(waiting(3), 200)).toMatch(/^unchallenged/)
  })

  it('does not take a second recurrence as news about an action', () => {
    const recurrences = [recurrenceWith({ at: at(40) }), recurrenceWith({ entryId: 'r2', at: at(60) })]
    const actions = [{ ...failed, result: 'worked' as const }]
    const asked = challengeWith({ reason: 'no_effect', aboutId: 'action', askedAt: at(42), ...keptAt(43) })
    expect(next(stateWith({ ...led, actions, recurrences, challenges: [asked] }), 62)).toBe('recurrence@62')
  })

  it('asks about an action without a result once, and then lets it hold nothing back', () => {
    const asked = challengeWith({
      reason: 'did_it_work',
      aboutId: 'action',
      hypothesisId: null,
      askedAt: at(22),
    })
    const state = stateWith({ ...led, actions: [actionWith({ at: at(12) })], challenges: [asked] })
    expect(next(state, 23)).toBe('unchallenged@44.5')
  })

  it('asks again about an action after “too early”, and gives it time until then', () => {
    const asked = challengeWith({
      reason: 'did_it_work',
      aboutId: 'action',
      askedAt: at(22),
      ...keptAt(23),
      answerKind: 'later',
    })
    const state = stateWith({
      ...led,
      actions: [actionWith({ at: at(12) })],
      waits: [waitWith()],
      challenges: [asked],
    })
    expect(next(state, 32)).toBe('did_it_work@33')
  })

  it('asks again about a test that was extended', () => {
    const asked = challengeWith({ reason: 'test_due', aboutId: 't1', askedAt: at(15), ...keptAt(16) })
    const tests = [testWith({ dueAt: at(31) })]
    expect(next(stateWith({ hypotheses: [{ ...lead, tests }], challenges: [asked] }), 20)).toBe('test_due@31')
  })
})
