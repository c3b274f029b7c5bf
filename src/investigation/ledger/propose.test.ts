import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  callsOf,
  changed,
  contextAt,
  decided,
  entryWith,
  evidenceOf,
  hypothesisWith,
  linesOf,
  refusalOf,
  stateWith,
  testWith,
  typesOf,
} from '../../../test/support/situation.ts'
import { isRefusal } from '../../core/decision.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { hypothesisChallenged, hypothesisProposed, hypothesisReopened } from './changes.ts'
import { dropProposal, proposeFrom, proposeHypothesis, restateHypothesis } from './propose.ts'

const ctx = contextAt(10)
const own = hypothesisWith({ entryId: 'e1' })
const ledgerWithOwn = stateWith({ hypotheses: [own] })

describe('proposeHypothesis', () => {
  it('records an entry, adds a hypothesis and posts one line', () => {
    const decision = decided(proposeHypothesis({ ...ctx, state: stateWith(), by: ben }, '  a bad\n deploy '))
    expect(typesOf(decision)).toEqual(['entry.added', 'hypothesis.proposed', 'undoable.done'])
    const [entry] = changed(decision, entryAdded)
    expect(entry?.entry).toMatchObject({ kind: 'hypothesis', text: 'a bad deploy', authorId: ben.id })
    expect(changed(decision, hypothesisProposed)[0]).toMatchObject({
      number: 1,
      statement: 'a bad deploy',
      by: ben.id,
      openedAt: at(10),
      entryId: entry?.entry.id,
    })
    expect(linesOf(decision)).toEqual(['Hypothesis: *a bad deploy* · Ben Berg'])
    expect(callsOf(decision)).toEqual(['post'])
  })

  it('challenges open hypotheses, leaves closed ones unaffected', () => {
    const ruledOut = hypothesisWith({ number: 7, statement: 'DDoS', state: 'ruled_out' })
    const decision = decided(
      proposeHypothesis({ ...ctx, state: stateWith({ hypotheses: [own, ruledOut] }), by: ben }, 'a bad deploy'),
    )
    expect(changed(decision, hypothesisChallenged)).toEqual([hypothesisChallenged({ ids: ['h1'], at: at(10) })])
    expect(changed(decision, hypothesisProposed)[0]?.number).toBe(8)
  })

  it.each([
    ['empty words', ' \n ', 'What could it be?'],
    ['a statement that is too long', 'x'.repeat(301), 'Please keep a hypothesis under 300 characters.'],
    ['a statement already in the ledger', 'ALB is failing', 'It is in the ledger already, open: “ALB is failing”.'],
    ['one that differs only in case and punctuation', '  alb IS failing!! ', 'It is in the ledger already'],
  ])('refuses %s', (_, words, sentence) => {
    const outcome = proposeHypothesis({ ...ctx, state: ledgerWithOwn, by: ben }, words)
    expect(refusalOf(outcome)).toContain(sentence)
    expect(isRefusal(outcome) && outcome.field).toBe('text')
  })

  it('treats emoji-only hypotheses as equal only when identical', () => {
    const fire = stateWith({ hypotheses: [hypothesisWith({ statement: '🔥' })] })
    expect(refusalOf(proposeHypothesis({ ...ctx, state: fire, by: ben }, '💧'))).toBe('')
    expect(refusalOf(proposeHypothesis({ ...ctx, state: fire, by: ben }, ' 🔥 '))).toContain('already')
  })
})

describe('a hypothesis from a captured message', () => {
  const captured = entryWith({ text: 'maybe the\nDNS? ', occurredAt: at(3) })

  it('dates from the message and posts no line', () => {
    const decision = proposeFrom({ ...ctx, state: stateWith(), by: ben }, captured)
    expect(changed(decision, hypothesisProposed)[0]).toMatchObject({
      statement: 'maybe the DNS?',
      openedAt: at(3),
      at: at(10),
      entryId: 'e1',
    })
    expect(callsOf(decision)).toEqual([])
  })

  it('clips a long message to the longest statement', () => {
    const decision = proposeFrom({ ...ctx, state: stateWith(), by: ben }, { ...captured, text: 'x'.repeat(5000) })
    expect(changed(decision, hypothesisProposed)[0]?.statement).toHaveLength(300)
  })

  it.each<[string, ReturnType<typeof stateWith>, Parameters<typeof proposeFrom>[1], string[]]>([
    ['is not added without text', stateWith(), { ...captured, text: ' ' }, []],
    ['is not added twice', ledgerWithOwn, entryWith({ text: 'ALB is failing' }), []],
    [
      'is not added if another has the same statement',
      ledgerWithOwn,
      entryWith({ id: 'e2', text: 'ALB is failing.' }),
      [],
    ],
    [
      'is reopened if it was parked',
      stateWith({ hypotheses: [{ ...own, state: 'parked' }] }),
      captured,
      ['hypothesis.reopened'],
    ],
    ['stays ruled out', stateWith({ hypotheses: [{ ...own, state: 'ruled_out' }] }), captured, []],
  ])('%s', (_, state, entry, types) => {
    expect(typesOf(proposeFrom({ ...ctx, state, by: ben }, entry))).toEqual(types)
  })

  it('counts its age from the reopening when it was parked', () => {
    const state = stateWith({ hypotheses: [{ ...own, state: 'parked' }] })
    const { now } = ctx
    expect(changed(proposeFrom({ ...ctx, state, by: ben }, captured), hypothesisReopened)).toEqual([
      hypothesisReopened({ id: own.id, at: now, reopenedAt: now }),
    ])
  })

  it.each([
    ['is parked if nobody worked on it', own, ['hypothesis.closed']],
    ['stays if it has evidence for it', { ...own, evidence: evidenceOf('for', 1) }, []],
    ['stays if it has evidence against it', { ...own, evidence: evidenceOf('against', 1) }, []],
    ['stays if it has a test', { ...own, tests: [testWith()] }, []],
    ['stays closed if it was closed', { ...own, state: 'ruled_out' as const }, []],
    ['stays if it is from another message', { ...own, entryId: 'e9' }, []],
  ])('%s, when the message loses its reaction', (_, hypothesis, types) => {
    expect(typesOf(dropProposal({ ...ctx, state: stateWith({ hypotheses: [hypothesis] }), by: ana }, 'e1'))).toEqual(
      types,
    )
  })

  it.each([
    ['follows a change of the text', 'NLB is failing', ['hypothesis.restated']],
    ['ignores a change of spaces alone', 'ALB  is failing ', []],
    ['ignores an emptied text', '', []],
  ])('%s, when the message is edited', (_, text, types) => {
    expect(typesOf(restateHypothesis(ledgerWithOwn, 'e1', text))).toEqual(types)
    expect(typesOf(restateHypothesis(ledgerWithOwn, 'e9', text))).toEqual([])
  })
})
