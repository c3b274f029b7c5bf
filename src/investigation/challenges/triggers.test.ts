import { describe, expect, it } from 'vitest'
import { answered, groundsOf, groundsTable } from '../../../test/support/asking.ts'
import {
  ana,
  at,
  ben,
  holding,
  hypothesisWith,
  settingsOf,
  stateWith,
  unexplainedWith,
  waitWith,
} from '../../../test/support/situation.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import type { Challenge, ChallengeReason } from './model.ts'
import { findLastAnsweredMs, findTriggers, getResponseStartMs, intervalFor } from './triggers.ts'

type Given = Parameters<typeof stateWith>[0]
const policy = settingsOf().challenges
const lead = hypothesisWith()
const cause = hypothesisWith({ state: 'confirmed', verdict: 'cause', closedAt: at(3) })
const reopened = { reopenedAt: at(20) }
const challenge = (given: Partial<Challenge>, at = 40) => answered(at - 1, at, given)

groundsTable('wait', [
  ['the team waits on somebody', { waits: [waitWith()] }, ['0+30 - w1 ×3 from 0']],
  ['with the hypothesis held', { waits: [waitWith()], hypotheses: [lead] }, ['0+30 h1 w1 ×3 from 0']],
  [
    'without a hypothesis once the cause is known',
    { waits: [waitWith()], hypotheses: [cause] },
    ['0+30 - w1 ×3 from 0'],
  ],
  [
    'the first of several open waits',
    { waits: [waitWith({ endedAt: at(1) }), waitWith({ id: 'w2', since: at(4) }), waitWith({ id: 'w3' })] },
    ['4+30 - w2 ×3 from 4'],
  ],
  ['counted from a reopening', { incident: reopened, waits: [waitWith()] }, ['20+30 - w1 ×3 from 0']],
  [
    'counted from the last answer about it',
    { waits: [waitWith()], challenges: [challenge({ reason: 'wait', aboutId: 'w1' })] },
    ['40+30 - w1 ×3 from 0'],
  ],
  [
    'whatever was answered about another wait, or for another reason',
    {
      waits: [waitWith()],
      challenges: [challenge({ reason: 'wait', aboutId: 'w0' }), challenge({ aboutId: 'w1' })],
    },
    ['0+30 - w1 ×3 from 0'],
  ],
])

groundsTable('no_hypothesis', [
  ['no hypothesis is held', {}, ['0+15 - -']],
  ['not if one is held', { hypotheses: [lead] }, []],
  ['not if the cause is known', { hypotheses: [cause] }, []],
  ['counted from a reopening', { incident: reopened }, ['20+15 - -']],
  [
    'counted from when the last one was closed',
    {
      hypotheses: [
        hypothesisWith({ state: 'ruled_out', closedAt: at(30) }),
        hypothesisWith({ number: 2, state: 'parked', closedAt: at(7) }),
      ],
    },
    ['30+15 - -'],
  ],
])

groundsTable('unchallenged', [
  [
    'counted from the last time it was challenged',
    { hypotheses: [{ ...lead, lastChallengedAt: at(8) }] },
    ['8+15 h1 -'],
  ],
  ['counted from a reopening', { incident: reopened, hypotheses: [lead] }, ['20+15 h1 -']],
  ['counted from the last answer about it', { hypotheses: [lead], challenges: [challenge({})] }, ['40+15 h1 -']],
  [
    'a postponement is no answer',
    { hypotheses: [lead], challenges: [challenge({ answerKind: 'later' })] },
    ['0+15 h1 -'],
  ],
  [
    'a moot question has no answer',
    { hypotheses: [lead], challenges: [challenge({ answerKind: 'moot' })] },
    ['0+15 h1 -'],
  ],
  [
    'whatever was answered about another, a test or a wait',
    {
      hypotheses: [lead],
      challenges: [challenge({ hypothesisId: 'h2' }), challenge({ reason: 'test_due' }), challenge({ reason: 'wait' })],
    },
    ['0+15 h1 -'],
  ],
  ['not if only a confirmed cause is held', { hypotheses: [cause] }, []],
  [
    'the lead of an untested crowd',
    { hypotheses: [1, 2, 3, 4].map((number) => hypothesisWith({ number, leads: number === 2 })) },
    ['0+15 h2 -'],
  ],
  [
    'not an untested crowd without a lead',
    { hypotheses: [1, 2, 3, 4].map((number) => hypothesisWith({ number })) },
    [],
  ],
])

groundsTable('unexplained', [
  [
    'each observation',
    { unexplained: [unexplainedWith(), unexplainedWith({ entryId: 'u2', since: at(4) })] },
    ['0+30 - odd', '4+30 - u2'],
  ],
  ['not one that is explained', { unexplained: [unexplainedWith({ explainedAt: at(3) })] }, []],
  ['counted from a reopening', { incident: reopened, unexplained: [unexplainedWith()] }, ['20+30 - odd']],
  [
    'counted from the last answer about it',
    {
      unexplained: [unexplainedWith(), unexplainedWith({ entryId: 'u2' })],
      challenges: [challenge({ reason: 'unexplained', aboutId: 'odd' }), challenge({ aboutId: 'u2' })],
    },
    ['40+30 - odd', '0+30 - u2'],
  ],
])

groundsTable('untested_crowd', [
  [
    'counted from when there were four',
    { hypotheses: [4, 3, 1, 2].map((number) => hypothesisWith({ number, openedAt: at(number) })) },
    ['4+15 - -'],
  ],
  [
    'the fifth makes no difference',
    { hypotheses: [5, 1, 2, 3, 4].map((number) => hypothesisWith({ number, openedAt: at(number) })) },
    ['4+15 - -'],
  ],
  ['three are no crowd', { hypotheses: [1, 2, 3].map((number) => hypothesisWith({ number })) }, []],
  [
    'counted from a reopening',
    { incident: reopened, hypotheses: [1, 2, 3, 4].map((number) => hypothesisWith({ number })) },
    ['20+15 - -'],
  ],
  [
    'counted from the last answer to it, and to nothing else',
    {
      hypotheses: [1, 2, 3, 4].map((number) => hypothesisWith({ number })),
      challenges: [challenge({ reason: 'untested_crowd' }, 30), challenge({})],
    },
    ['30+15 - -'],
  ],
])

groundsTable('long_shift', [
  ['the commander', { roles: [holding('commander', ben.id, { assumedAt: at(7) })] }, ['7+240 - - ×1']],
  ['not another role', { roles: [holding('owner', ben.id)] }, []],
  ['counted from a reopening', { incident: reopened, roles: [holding('commander', ben.id)] }, ['20+240 - - ×1']],
  [
    'counted from the last answer to it, and to nothing else',
    {
      roles: [holding('commander', ana.id)],
      challenges: [challenge({ reason: 'long_shift' }, 30), challenge({})],
    },
    ['30+240 - - ×1'],
  ],
])

describe('settings', () => {
  it.each<[ChallengeReason, Given, Record<string, unknown>]>([
    ['wait', { waits: [waitWith()] }, { wait: { SEV1: 'off' } }],
    ['unexplained', { unexplained: [unexplainedWith()] }, { unexplained: { SEV1: 'off' } }],
    ['long_shift', { roles: [holding('commander', ben.id)] }, { longShift: 'off' }],
    ['no_hypothesis', {}, { after: { SEV1: 'off' } }],
    ['no_hypothesis', {}, { modes: { live: 'off' } }],
  ])('turn %s off', (reason, given, more) => {
    expect(groundsOf(reason, given)).toHaveLength(1)
    expect(groundsOf(reason, given, more)).toEqual([])
  })

  it('ask about no waits and observations for a severity they do not list', () => {
    const state = stateWith({ waits: [waitWith()], unexplained: [unexplainedWith()] })
    const found = findTriggers(state, { ...policy, wait: {}, unexplained: {} })
    expect(found.map(({ reason }) => reason)).toEqual(['no_hypothesis'])
  })

  it('do not matter once the incident is over', () => {
    expect(findTriggers(stateWith({ incident: { status: 'closed' } }), policy)).toEqual([])
  })

  it('set how long a team may go unchallenged', () => {
    expect(intervalFor({ severity: 'SEV2', mode: 'live' }, policy)).toBe(30 * minuteMs)
    expect(intervalFor({ severity: 'P9', mode: 'live' }, policy)).toBeNull()
    expect(intervalFor({ severity: 'SEV1', mode: 'retrospective' }, policy)).toBeNull()
  })
})

describe('the time of the last answer', () => {
  it.each<[string, Partial<Challenge>[], number | null]>([
    ['is 0 without any', [{ answerKind: null, answeredAt: null }], null],
    ['is the latest of several', [{}, { answeredAt: at(50) }, { answeredAt: at(45) }], 50],
    ['ignores moot questions', [{}, { answeredAt: at(50), answerKind: 'moot' }], 40],
    ['ignores excluded kinds of answer', [{}, { answeredAt: at(50), answerKind: 'later' }], 40],
    ['ignores questions that are not meant', [{}, { answeredAt: at(50), reason: 'wait' }], 40],
    ['ignores answers without a time', [{}, { answeredAt: null }], 40],
  ])('%s', (_, given, expected) => {
    const state = stateWith({ challenges: given.map((known) => challenge(known)) })
    const last = findLastAnsweredMs(state, ({ reason }) => reason !== 'wait', 'later')
    expect(last).toBe(expected === null ? 0 : at(expected).getTime())
  })
})

it('the response begins at the declaration, or again at a reopening', () => {
  expect(getResponseStartMs(stateWith())).toBe(at(0).getTime())
  expect(getResponseStartMs(stateWith({ incident: reopened }))).toBe(at(20).getTime())
})
