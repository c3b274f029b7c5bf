import { describe, expect, it } from 'vitest'
import { answered, next, unanswered } from '../../../test/support/asking.ts'
import { actionWith, at, hypothesisWith, stateWith, testWith } from '../../../test/support/situation.ts'

const lead = hypothesisWith()
const rival = hypothesisWith({ number: 2, statement: 'a bad deploy' })

describe('the next challenge', () => {
  it.each<[string, Parameters<typeof stateWith>[0], string | null]>([
    ['nothing is tracked', {}, 'no_hypothesis@15'],
    ['nothing is tracked, SEV2', { incident: { severity: 'SEV2' } }, 'no_hypothesis@30'],
    ['nothing is tracked, SEV3', { incident: { severity: 'SEV3' } }, 'no_hypothesis@60'],
    ['SEV4 is off', { incident: { severity: 'SEV4' } }, null],
    ['a severity no longer configured', { incident: { severity: 'P9' } }, null],
    ['a drill is asked like a live incident', { incident: { mode: 'drill' } }, 'no_hypothesis@15'],
    ['a retrospective is not asked', { incident: { mode: 'retrospective' } }, null],
    ['identified is still asked', { incident: { status: 'identified' } }, 'no_hypothesis@15'],
    ['monitoring', { incident: { status: 'monitoring', mitigatedAt: at(20) } }, 'what_fixed_it@30'],
    ['resolved', { incident: { status: 'resolved', resolvedAt: at(20) } }, 'what_fixed_it@30'],
    ['closed', { incident: { status: 'closed' } }, null],
    ['cancelled', { incident: { status: 'cancelled' } }, null],
    ['one hypothesis is held', { hypotheses: [lead] }, 'unchallenged@15'],
    ['one was challenged', { hypotheses: [{ ...lead, lastChallengedAt: at(20) }] }, 'unchallenged@35'],
    ['two are held and none leads: the one unchallenged the longest', { hypotheses: [lead, rival] }, 'unchallenged@15'],
    [
      'a rival was just ruled out',
      { hypotheses: [lead, { ...rival, state: 'ruled_out', closedAt: at(40) }] },
      'unchallenged@55',
    ],
    ['two are held, one leads', { hypotheses: [lead, { ...rival, leads: true }] }, 'unchallenged@15'],
    ['one is held, one is ruled out', { hypotheses: [lead, { ...rival, state: 'ruled_out' }] }, 'unchallenged@15'],
    ['all are ruled out', { hypotheses: [{ ...lead, state: 'ruled_out', closedAt: at(40) }] }, 'no_hypothesis@55'],
    ['all are parked', { hypotheses: [{ ...lead, state: 'parked', closedAt: at(40) }] }, 'no_hypothesis@55'],
    ['the cause is confirmed', { hypotheses: [{ ...lead, state: 'confirmed', verdict: 'cause' }] }, null],
    [
      'only a contributing factor is confirmed',
      { hypotheses: [{ ...lead, state: 'confirmed', verdict: 'contributing', closedAt: at(10) }] },
      'no_hypothesis@25',
    ],
    ['an action was taken', { hypotheses: [lead], actions: [actionWith({ at: at(12) })] }, 'did_it_work@22'],
    [
      'an action worked long ago',
      { hypotheses: [lead], actions: [actionWith({ at: at(1), result: 'worked', resultAt: at(2) })] },
      'unchallenged@15',
    ],
    ['a test runs', { hypotheses: [{ ...lead, tests: [testWith({ dueAt: at(45) })] }] }, 'test_due@45'],
    ['a test without a hypothesis runs', { otherTests: [testWith({ dueAt: at(45) })] }, 'test_due@45'],
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
      'a test is closed',
      { hypotheses: [{ ...lead, tests: [testWith({ dueAt: at(45), closedAt: at(5) })] }] },
      'unchallenged@15',
    ],
    [
      'a test of a hypothesis that is ruled out holds nothing back',
      {
        hypotheses: [{ ...lead, state: 'ruled_out', closedAt: at(2), tests: [testWith({ dueAt: at(600) })] }],
      },
      'no_hypothesis@17',
    ],
    ['one went unanswered', { hypotheses: [lead], challenges: unanswered(15) }, 'unchallenged@37.5'],
    ['two went unanswered', { hypotheses: [lead], challenges: unanswered(15, 37.5) }, 'unchallenged@71.25'],
    ['five went unanswered in a row', { hypotheses: [lead], challenges: unanswered(15, 38, 72, 122, 198) }, null],
    ['an answer restarts the interval', { hypotheses: [lead], challenges: [answered(15, 20)] }, 'unchallenged@35'],
    ['an answer restarts it also while no hypothesis is held', { challenges: [answered(15, 20)] }, 'no_hypothesis@35'],
    [
      'an answer among unanswered ones restarts the gap',
      { hypotheses: [lead], challenges: [answered(15, 20), ...unanswered(35)] },
      'unchallenged@57.5',
    ],
    [
      'the hypothesis was challenged since, so its interval ends after the gap',
      { hypotheses: [{ ...lead, lastChallengedAt: at(40) }], challenges: unanswered(15) },
      'unchallenged@55',
    ],
  ])('%s', (_, given, expected) => {
    expect(next(stateWith(given))).toBe(expected)
  })
})
