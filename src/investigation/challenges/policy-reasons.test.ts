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

/** Four hypotheses that are open; the second has these tests. */
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
    ['an action on what is held had no effect', { ...led, actions: [failed] }, 'no_effect@11'],
    ['it made things worse', { ...led, actions: [{ ...failed, result: 'made_it_worse' }] }, 'no_effect@11'],
    [
      'it had no effect, and what it was done for was put to the question since',
      { hypotheses: [{ ...lead, lastChallengedAt: at(10) }], actions: [failed] },
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
        hypotheses: [{ ...lead, lastChallengedAt: at(30) }],
        actions: [{ ...failed, result: 'worked' }],
        recurrences: [recurrenceWith({ at: at(40) })],
      },
      'no_effect@42',
    ],
    [
      'the symptom came back after an action without a result: nobody is asked whether it worked',
      {
        hypotheses: [{ ...lead, lastChallengedAt: at(60) }],
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
    ['waiting on somebody', { waits: [waitWith()], hypotheses: [{ ...lead, lastChallengedAt: at(28) }] }, 'wait@30'],
    [
      'waiting, and the wait has ended',
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
      'a cause is confirmed and another hypothesis stands open: it leads nobody',
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
      'a factor is confirmed as contributing, and another hypothesis stands open',
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
      'four are open and one is being tested: while it runs nothing weaker is asked',
      { hypotheses: crowdWith(testWith({ dueAt: at(60) })) },
      'test_due@60',
    ],
    [
      'four are open, and the one test was given up: none was tested',
      { hypotheses: crowdWith(testWith({ closedAt: at(9) })) },
      'untested_crowd@19',
    ],
    [
      'the same commander for hours',
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

  it('a wait is asked about three times, however long it lasts', () => {
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

  it('that it came back once more says nothing new about an action', () => {
    const recurrences = [recurrenceWith({ at: at(40) }), recurrenceWith({ entryId: 'r2', at: at(60) })]
    const actions = [{ ...failed, result: 'worked' as const }]
    const asked = challengeWith({ reason: 'no_effect', aboutId: 'action', askedAt: at(42), ...keptAt(43) })
    expect(next(stateWith({ ...led, actions, recurrences, challenges: [asked] }), 62)).toBe('recurrence@62')
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

  it('an action of which it was too early to tell is asked about again, and has its time until then', () => {
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

  it('a test given more time is asked about again', () => {
    const asked = challengeWith({ reason: 'test_due', aboutId: 't1', askedAt: at(15), ...keptAt(16) })
    const tests = [testWith({ dueAt: at(31) })]
    expect(next(stateWith({ hypotheses: [{ ...lead, tests }], challenges: [asked] }), 20)).toBe('test_due@31')
  })
})
