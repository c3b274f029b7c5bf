import { describe, expect, it } from 'vitest'
import { apply } from '../../../test/support/apply.ts'
import {
  at,
  ben,
  callsOf,
  challengeWith,
  changed,
  contextAt,
  decided,
  entryWith,
  evidenceOf,
  hypothesisWith,
  stateWith,
  testWith,
  typesOf,
  unexplainedWith,
} from '../../../test/support/situation.ts'
import { timerSet } from '../../core/timers/changes.ts'
import { proposeFrom, proposeHypothesis } from '../ledger/propose.ts'
import type { InvestigationState } from '../state.ts'
import { challengeAnswered } from './changes.ts'
import { reconcileChallenge } from './reconcile.ts'

const lead = hypothesisWith()

describe('an open challenge', () => {
  const open = challengeWith({ askedAt: at(15) })
  const nothingHeld = challengeWith({ askedAt: at(15), reason: 'no_hypothesis', hypothesisId: null })
  /** How the challenge ends if reconciled at minute 20; undefined if it stays open. */
  function ending(state: InvestigationState): string | undefined {
    const [change] = reconcileChallenge({ ...contextAt(20), state }).changes
    if (!change || !challengeAnswered.is(change)) return undefined
    return change.kind === 'moot' ? `moot: ${change.answer}` : `${change.by}: ${change.answer}`
  }
  const beforeClose = challengeWith({ askedAt: at(15), reason: 'before_close', hypothesisId: null })
  const begun = testWith({ begunAt: at(18), dueAt: at(30) })
  const ended = { closedAt: at(19), closedBy: ben.id, closedBecause: 'the ALB is fine' }

  it.each<[string, Parameters<typeof stateWith>[0], string | undefined]>([
    ['stays open while nothing happens', { hypotheses: [lead], challenges: [open] }, undefined],
    [
      'stays open while supporting evidence comes in',
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
      'is answered by ruling the hypothesis out',
      { hypotheses: [{ ...lead, ...ended, state: 'ruled_out' }], challenges: [open] },
      'UBEN: the ALB is fine',
    ],
    [
      'is answered by confirming the hypothesis',
      { hypotheses: [{ ...lead, ...ended, state: 'confirmed' }], challenges: [open] },
      'UBEN: the ALB is fine',
    ],
    [
      'is moot in monitoring',
      { incident: { status: 'monitoring' }, hypotheses: [lead], challenges: [open] },
      'moot: monitoring',
    ],
    [
      'is moot when the incident is resolved',
      { incident: { status: 'resolved' }, challenges: [nothingHeld] },
      'moot: resolved',
    ],
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
      'stays open while a rival is ruled out',
      {
        hypotheses: [lead, hypothesisWith({ number: 2, state: 'ruled_out', closedAt: at(18) })],
        challenges: [open],
      },
      undefined,
    ],
    [
      'is answered by making another hypothesis lead',
      {
        hypotheses: [lead, hypothesisWith({ number: 2, statement: 'a bad deploy', leads: true })],
        challenges: [open],
      },
      'null: “a bad deploy” leads now',
    ],
    [
      'is moot if its severity is not asked',
      { incident: { severity: 'SEV4' }, hypotheses: [lead], challenges: [open] },
      'moot: SEV4',
    ],
    [
      'stays open while a test is given up, which says nothing',
      { hypotheses: [{ ...lead, tests: [testWith({ closedAt: at(18) })] }], challenges: [open] },
      undefined,
    ],
    [
      'is moot, if asked before the close, when the incident is taken up again',
      { hypotheses: [lead], unexplained: [unexplainedWith()], challenges: [beforeClose] },
      'moot: investigating',
    ],
    [
      'stays open while something never held is ruled out',
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
  ])('(%s) is answered by a further hypothesis, in words or from an old or new message', (_, given) => {
    const state = stateWith(given)
    const inWords = decided(proposeHypothesis({ ...contextAt(18), state, by: ben }, 'a bad deploy'))
    expect(ending(apply(state, inWords.changes))).toBe('UBEN: a bad deploy')
    for (const minute of [2, 17]) {
      const said = entryWith({ text: 'a bad deploy', occurredAt: at(minute) })
      const fromMessage = proposeFrom({ ...contextAt(18), state, by: ben }, said)
      expect(ending(apply(state, fromMessage.changes))).toBe('UBEN: a bad deploy')
    }
  })

  it('that is answered is refreshed, and the timer is set for the next', () => {
    const state = stateWith({
      hypotheses: [{ ...lead, tests: [begun] }],
      challenges: [open],
      timers: new Map([['challenge', at(15)]]),
    })
    const decision = reconcileChallenge({ ...contextAt(20), state })
    expect(typesOf(decision)).toEqual(['challenge.answered', 'timer.set'])
    // The next question is about the result of the test.
    expect(changed(decision, timerSet)[0]?.dueAt).toEqual(at(30))
    expect(callsOf(decision)).toEqual(['refresh'])
  })

  it('clears the timer if there is nothing more to ask', () => {
    const state = stateWith({ incident: { status: 'closed' }, timers: new Map([['challenge', at(30)]]) })
    expect(changed(reconcileChallenge({ ...contextAt(20), state }), timerSet)[0]?.dueAt).toBeNull()
  })
})
