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
  ['somebody is waited for', { waits: [waitWith()] }, ['0+30 - w1 ×3 from 0']],
  ['and something is held', { waits: [waitWith()], hypotheses: [lead] }, ['0+30 h1 w1 ×3 from 0']],
  ['and the cause is known', { waits: [waitWith()], hypotheses: [cause] }, ['0+30 - w1 ×3 from 0']],
  [
    'the one that lasts longest',
    { waits: [waitWith({ endedAt: at(1) }), waitWith({ id: 'w2', since: at(4) }), waitWith({ id: 'w3' })] },
    ['4+30 - w2 ×3 from 4'],
  ],
  ['since it was reopened', { incident: reopened, waits: [waitWith()] }, ['20+30 - w1 ×3 from 0']],
  [
    'since it was asked about and answered',
    { waits: [waitWith()], challenges: [challenge({ reason: 'wait', aboutId: 'w1' })] },
    ['40+30 - w1 ×3 from 0'],
  ],
  [
    'whatever was said of another wait, or of something else',
    {
      waits: [waitWith()],
      challenges: [challenge({ reason: 'wait', aboutId: 'w0' }), challenge({ aboutId: 'w1' })],
    },
    ['0+30 - w1 ×3 from 0'],
  ],
])

groundsTable('no_hypothesis', [
  ['nothing is believed', {}, ['0+15 - -']],
  ['something is', { hypotheses: [lead] }, []],
  ['the cause is known', { hypotheses: [cause] }, []],
  ['since it was reopened', { incident: reopened }, ['20+15 - -']],
  [
    'since the last one was closed',
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
  ['since it was put to the question', { hypotheses: [{ ...lead, lastChallengedAt: at(8) }] }, ['8+15 h1 -']],
  ['since it was reopened', { incident: reopened, hypotheses: [lead] }, ['20+15 h1 -']],
  ['since it was answered for', { hypotheses: [lead], challenges: [challenge({})] }, ['40+15 h1 -']],
  ['put off is no answer', { hypotheses: [lead], challenges: [challenge({ answerKind: 'later' })] }, ['0+15 h1 -']],
  ['nor is what became moot', { hypotheses: [lead], challenges: [challenge({ answerKind: 'moot' })] }, ['0+15 h1 -']],
  [
    'nor what was said of another, of a test or a wait',
    {
      hypotheses: [lead],
      challenges: [challenge({ hypothesisId: 'h2' }), challenge({ reason: 'test_due' }), challenge({ reason: 'wait' })],
    },
    ['0+15 h1 -'],
  ],
  ['nothing is held', { hypotheses: [cause] }, []],
  [
    'one that leads an untested crowd',
    { hypotheses: [1, 2, 3, 4].map((number) => hypothesisWith({ number, leads: number === 2 })) },
    ['0+15 h2 -'],
  ],
  ['an untested crowd', { hypotheses: [1, 2, 3, 4].map((number) => hypothesisWith({ number })) }, []],
])

groundsTable('unexplained', [
  [
    'each observation',
    { unexplained: [unexplainedWith(), unexplainedWith({ entryId: 'u2', since: at(4) })] },
    ['0+30 - odd', '4+30 - u2'],
  ],
  ['one that is explained', { unexplained: [unexplainedWith({ explainedAt: at(3) })] }, []],
  ['since it was reopened', { incident: reopened, unexplained: [unexplainedWith()] }, ['20+30 - odd']],
  [
    'since it was asked about and answered',
    {
      unexplained: [unexplainedWith(), unexplainedWith({ entryId: 'u2' })],
      challenges: [challenge({ reason: 'unexplained', aboutId: 'odd' }), challenge({ aboutId: 'u2' })],
    },
    ['40+30 - odd', '0+30 - u2'],
  ],
])

groundsTable('untested_crowd', [
  [
    'since there were four',
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
    'since it was reopened',
    { incident: reopened, hypotheses: [1, 2, 3, 4].map((number) => hypothesisWith({ number })) },
    ['20+15 - -'],
  ],
  [
    'since it was answered, and nothing else was',
    {
      hypotheses: [1, 2, 3, 4].map((number) => hypothesisWith({ number })),
      challenges: [challenge({ reason: 'untested_crowd' }, 30), challenge({})],
    },
    ['30+15 - -'],
  ],
])

groundsTable('long_shift', [
  ['the commander', { roles: [holding('commander', ben.id, { assumedAt: at(7) })] }, ['7+240 - - ×1']],
  ['no other role', { roles: [holding('owner', ben.id)] }, []],
  ['since it was reopened', { incident: reopened, roles: [holding('commander', ben.id)] }, ['20+240 - - ×1']],
  [
    'since it was answered, and nothing else was',
    {
      roles: [holding('commander', ana.id)],
      challenges: [challenge({ reason: 'long_shift' }, 30), challenge({})],
    },
    ['30+240 - - ×1'],
  ],
])

describe('what the settings turn off', () => {
  it.each<[ChallengeReason, Given, Record<string, unknown>]>([
    ['wait', { waits: [waitWith()] }, { wait: { SEV1: 'off' } }],
    ['unexplained', { unexplained: [unexplainedWith()] }, { unexplained: { SEV1: 'off' } }],
    ['long_shift', { roles: [holding('commander', ben.id)] }, { longShift: 'off' }],
    ['no_hypothesis', {}, { after: { SEV1: 'off' } }],
    ['no_hypothesis', {}, { modes: { live: 'off' } }],
  ])('%s', (reason, given, more) => {
    expect(groundsOf(reason, given)).toHaveLength(1)
    expect(groundsOf(reason, given, more)).toEqual([])
  })

  it('a severity without a wait of its own is not asked about waits', () => {
    const state = stateWith({ waits: [waitWith()], unexplained: [unexplainedWith()] })
    const found = findTriggers(state, { ...policy, wait: {}, unexplained: {} })
    expect(found.map(({ reason }) => reason)).toEqual(['no_hypothesis'])
  })

  it('nothing is left to ask once it is over', () => {
    expect(findTriggers(stateWith({ incident: { status: 'closed' } }), policy)).toEqual([])
  })

  it('how long a team may go unquestioned', () => {
    expect(intervalFor({ severity: 'SEV2', mode: 'live' }, policy)).toBe(30 * minuteMs)
    expect(intervalFor({ severity: 'P9', mode: 'live' }, policy)).toBeNull()
    expect(intervalFor({ severity: 'SEV1', mode: 'retrospective' }, policy)).toBeNull()
  })
})

describe('when it was last answered', () => {
  it.each<[string, Partial<Challenge>[], number | null]>([
    ['never', [{ answerKind: null, answeredAt: null }], null],
    ['the latest counts', [{}, { answeredAt: at(50) }, { answeredAt: at(45) }], 50],
    ['what became moot does not', [{}, { answeredAt: at(50), answerKind: 'moot' }], 40],
    ['nor what is left out', [{}, { answeredAt: at(50), answerKind: 'later' }], 40],
    ['nor what is not meant', [{}, { answeredAt: at(50), reason: 'wait' }], 40],
    ['nor what has no time', [{}, { answeredAt: null }], 40],
  ])('%s', (_, given, expected) => {
    const state = stateWith({ challenges: given.map((known) => challenge(known)) })
    const last = findLastAnsweredMs(state, ({ reason }) => reason !== 'wait', 'later')
    expect(last).toBe(expected === null ? 0 : at(expected).getTime())
  })
})

it('the response begins when it is declared, or anew when it is reopened', () => {
  expect(getResponseStartMs(stateWith())).toBe(at(0).getTime())
  expect(getResponseStartMs(stateWith({ incident: reopened }))).toBe(at(20).getTime())
})
