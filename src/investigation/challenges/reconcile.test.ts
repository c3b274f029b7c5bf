import { describe, expect, it } from 'vitest'
import { apply } from '../../../test/support/apply.ts'
import {
  at,
  ben,
  callsOf,
  challengeWith,
  changed,
  decided,
  entryWith,
  evidenceOf,
  hypothesisWith,
  momentAt,
  stateWith,
  testWith,
  typesOf,
  unexplainedWith,
} from '../../../test/support/situation.ts'
import type { IncidentState } from '../../core/state.ts'
import { proposeFrom, proposeHypothesis } from '../ledger/propose.ts'

import { reconcileChallenge } from './reconcile.ts'

const lead = hypothesisWith()

describe('an open challenge', () => {
  const open = challengeWith({ askedAt: at(15) })
  const nothingHeld = challengeWith({ askedAt: at(15), reason: 'no_hypothesis', hypothesisId: null })
  /** How the challenge ends when the state is settled at minute 20; undefined when it stays open. */
  function ending(state: IncidentState): string | undefined {
    const [change] = reconcileChallenge(state, momentAt(20)).changes
    if (change?.type !== 'challenge.answered') return undefined
    return change.kind === 'moot' ? `moot: ${change.answer}` : `${change.by}: ${change.answer}`
  }
  const beforeClose = challengeWith({ askedAt: at(15), reason: 'before_close', hypothesisId: null })
  const begun = testWith({ begunAt: at(18), dueAt: at(30) })
  const ended = { closedAt: at(19), closedBy: ben.id, closedBecause: 'the ALB is fine' }

  it.each<[string, Parameters<typeof stateWith>[0], string | undefined]>([
    ['stays while nothing happens', { hypotheses: [lead], challenges: [open] }, undefined],
    [
      'stays while supporting evidence comes in',
      { hypotheses: [{ ...lead, evidence: evidenceOf('for', 3) }], challenges: [open] },
      undefined,
    ],
    [
      'is answered by a test',
      { hypotheses: [{ ...lead, tests: [begun] }], challenges: [open] },
      'UBEN: bypass the ALB',
    ],
    [
      'is not answered by an older test',
      { hypotheses: [{ ...lead, tests: [testWith()] }], challenges: [open] },
      undefined,
    ],
    [
      'is answered by ruling out',
      { hypotheses: [{ ...lead, ...ended, state: 'ruled_out' }], challenges: [open] },
      'UBEN: the ALB is fine',
    ],
    [
      'is answered by confirming',
      { hypotheses: [{ ...lead, ...ended, state: 'confirmed' }], challenges: [open] },
      'UBEN: the ALB is fine',
    ],
    [
      'lapses in monitoring',
      { incident: { status: 'monitoring' }, hypotheses: [lead], challenges: [open] },
      'moot: monitoring',
    ],
    ['lapses when all is resolved', { incident: { status: 'resolved' }, challenges: [nothingHeld] }, 'moot: resolved'],
    [
      'is answered by evidence against',
      { hypotheses: [{ ...lead, evidence: evidenceOf('against', 1, { at: at(18) }) }], challenges: [open] },
      'UANA: the targets time out',
    ],
    [
      'is answered by the result of a test',
      {
        hypotheses: [{ ...lead, tests: [testWith({ closedAt: at(18), closedBy: ben.id, result: 'still times out' })] }],
        challenges: [open],
      },
      'UBEN: still times out',
    ],
    [
      'stays while a rival is ruled out',
      {
        hypotheses: [lead, hypothesisWith({ number: 2, state: 'ruled_out', closedAt: at(18) })],
        challenges: [open],
      },
      undefined,
    ],
    [
      'is answered when another is made to lead',
      {
        hypotheses: [lead, hypothesisWith({ number: 2, statement: 'a bad deploy', leads: true })],
        challenges: [open],
      },
      'null: “a bad deploy” leads now',
    ],
    [
      'lapses where the severity is not asked',
      { incident: { severity: 'SEV4' }, hypotheses: [lead], challenges: [open] },
      'moot: SEV4',
    ],
    [
      'stays while a test is given up: that says nothing',
      { hypotheses: [{ ...lead, tests: [testWith({ closedAt: at(18) })] }], challenges: [open] },
      undefined,
    ],
    [
      'before close lapses when it is taken up again',
      { hypotheses: [lead], unexplained: [unexplainedWith()], challenges: [beforeClose] },
      'moot: investigating',
    ],
    [
      'stays while something unheard is ruled out',
      {
        hypotheses: [{ ...lead, ...ended, state: 'ruled_out', lastChallengedAt: at(19) }],
        challenges: [nothingHeld],
      },
      undefined,
    ],
  ])('%s', (_, given, expected) => {
    expect(ending(stateWith(given))).toBe(expected)
  })

  it.each([
    ['unchallenged', { hypotheses: [lead], challenges: [open] }],
    ['no hypothesis', { challenges: [nothingHeld] }],
    [
      'no hypothesis, with some ruled out',
      { hypotheses: [{ ...lead, ...ended, state: 'ruled_out' as const }], challenges: [nothingHeld] },
    ],
  ])('(%s) is answered by a further hypothesis, in words or from a message old or new', (_, given) => {
    const state = stateWith(given)
    const inWords = decided(proposeHypothesis(state, 'a bad deploy', ben, momentAt(18)))
    expect(ending(apply(state, inWords.changes))).toBe('UBEN: a bad deploy')
    for (const minute of [2, 17]) {
      const said = entryWith({ text: 'a bad deploy', occurredAt: at(minute) })
      const fromMessage = proposeFrom(state, said, ben, momentAt(18))
      expect(ending(apply(state, fromMessage.changes))).toBe('UBEN: a bad deploy')
    }
  })

  it('that is settled is shown so, and the alarm is set for the next', () => {
    const state = stateWith({
      hypotheses: [{ ...lead, tests: [begun] }],
      challenges: [open],
      timers: new Map([['challenge', at(15)]]),
    })
    const decision = reconcileChallenge(state, momentAt(20))
    expect(typesOf(decision)).toEqual(['challenge.answered', 'timer.set'])
    // The result of the test is what is asked for next.
    expect(changed(decision, 'timer.set')[0]?.dueAt).toEqual(at(30))
    expect(callsOf(decision)).toEqual(['refresh'])
  })

  it('leaves no alarm behind where there is nothing more to ask', () => {
    const state = stateWith({ incident: { status: 'closed' }, timers: new Map([['challenge', at(30)]]) })
    expect(changed(reconcileChallenge(state, momentAt(20)), 'timer.set')[0]?.dueAt).toBeNull()
  })
})
