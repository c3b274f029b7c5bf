import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  callsOf,
  changed,
  decided,
  entryWith,
  evidenceOf,
  hypothesisWith,
  linesOf,
  momentAt,
  refusalOf,
  stateWith,
  testWith,
  typesOf,
} from '../../../test/support/situation.ts'
import { isRefusal } from '../../core/decision.ts'
import { dropProposal, proposeFrom, proposeHypothesis, restateHypothesis } from './propose.ts'

const ctx = momentAt(10)
const own = hypothesisWith({ entryId: 'e1' })
const held = stateWith({ hypotheses: [own] })

describe('a hypothesis in words', () => {
  it('is put on record, into the ledger, and said in one line', () => {
    const decision = decided(proposeHypothesis(stateWith(), '  a bad\n deploy ', ben, ctx))
    expect(typesOf(decision)).toEqual(['entry.added', 'hypothesis.proposed', 'undoable.done'])
    const [entry] = changed(decision, 'entry.added')
    expect(entry?.entry).toMatchObject({ kind: 'hypothesis', text: 'a bad deploy', authorId: ben.id })
    expect(changed(decision, 'hypothesis.proposed')[0]).toMatchObject({
      number: 1,
      statement: 'a bad deploy',
      by: ben.id,
      openedAt: at(10),
      entryId: entry?.entry.id,
    })
    expect(linesOf(decision)).toEqual(['Hypothesis: *a bad deploy* · Ben Berg'])
    expect(callsOf(decision)).toEqual(['post'])
  })

  it('puts those already held to the question, and not what is off the table', () => {
    const ruledOut = hypothesisWith({ number: 7, statement: 'DDoS', state: 'ruled_out' })
    const decision = decided(proposeHypothesis(stateWith({ hypotheses: [own, ruledOut] }), 'a bad deploy', ben, ctx))
    expect(changed(decision, 'hypothesis.questioned')).toEqual([
      { type: 'hypothesis.questioned', ids: ['h1'], at: at(10) },
    ])
    expect(changed(decision, 'hypothesis.proposed')[0]?.number).toBe(8)
  })

  it.each([
    ['nothing said', ' \n ', 'What could it be?'],
    ['too long', 'x'.repeat(301), 'Please keep a hypothesis under 300 characters.'],
    ['said before', 'ALB is failing', 'It is in the ledger already, open: “ALB is failing”.'],
    ['said before, otherwise written', '  alb IS failing!! ', 'It is in the ledger already'],
  ])('is refused: %s', (_, words, sentence) => {
    const outcome = proposeHypothesis(held, words, ben, ctx)
    expect(refusalOf(outcome)).toContain(sentence)
    expect(isRefusal(outcome) && outcome.field).toBe('text')
  })

  it('of nothing but signs is the same only as itself', () => {
    const fire = stateWith({ hypotheses: [hypothesisWith({ statement: '🔥' })] })
    expect(refusalOf(proposeHypothesis(fire, '💧', ben, ctx))).toBe('')
    expect(refusalOf(proposeHypothesis(fire, ' 🔥 ', ben, ctx))).toContain('already')
  })
})

describe('a hypothesis from a message', () => {
  const said = entryWith({ text: 'maybe the\nDNS? ', occurredAt: at(3) })

  it('is as old as the message, and needs no line of its own', () => {
    const decision = proposeFrom(stateWith(), said, ben, ctx)
    expect(changed(decision, 'hypothesis.proposed')[0]).toMatchObject({
      statement: 'maybe the DNS?',
      openedAt: at(3),
      at: at(10),
      entryId: 'e1',
    })
    expect(callsOf(decision)).toEqual([])
  })

  it('is cut to a sentence where the message is long', () => {
    const decision = proposeFrom(stateWith(), { ...said, text: 'x'.repeat(5000) }, ben, ctx)
    expect(changed(decision, 'hypothesis.proposed')[0]?.statement).toHaveLength(300)
  })

  it.each<[string, ReturnType<typeof stateWith>, Parameters<typeof proposeFrom>[1], string[]]>([
    ['without words adds nothing', stateWith(), { ...said, text: ' ' }, []],
    ['already in the ledger adds nothing', held, entryWith({ text: 'ALB is failing' }), []],
    ['that says what another said adds nothing', held, entryWith({ id: 'e2', text: 'ALB is failing.' }), []],
    ['parked, is open again', stateWith({ hypotheses: [{ ...own, state: 'parked' }] }), said, ['hypothesis.reopened']],
    ['ruled out, stays so', stateWith({ hypotheses: [{ ...own, state: 'ruled_out' }] }), said, []],
  ])('%s', (_, state, entry, types) => {
    expect(typesOf(proposeFrom(state, entry, ben, ctx))).toEqual(types)
  })

  it('parked and open again stands from then, not from when it was written', () => {
    const state = stateWith({ hypotheses: [{ ...own, state: 'parked' }] })
    const { now } = ctx
    expect(changed(proposeFrom(state, said, ben, ctx), 'hypothesis.reopened')).toEqual([
      { type: 'hypothesis.reopened', id: own.id, at: now, reopenedAt: now },
    ])
  })

  it.each([
    ['nobody worked on is parked', own, ['hypothesis.closed']],
    ['with evidence stays', { ...own, evidence: evidenceOf('for', 1) }, []],
    ['with evidence against stays', { ...own, evidence: evidenceOf('against', 1) }, []],
    ['with a test stays', { ...own, tests: [testWith()] }, []],
    ['that is off the table stays so', { ...own, state: 'ruled_out' as const }, []],
    ['of another message stays', { ...own, entryId: 'e9' }, []],
  ])('whose mark was taken off: one %s', (_, hypothesis, types) => {
    expect(typesOf(dropProposal(stateWith({ hypotheses: [hypothesis] }), 'e1', ana, ctx))).toEqual(types)
  })

  it.each([
    ['changed', 'NLB is failing', ['hypothesis.restated']],
    ['changed in nothing but spaces', 'ALB  is failing ', []],
    ['emptied', '', []],
  ])('whose text was %s', (_, text, types) => {
    expect(typesOf(restateHypothesis(held, 'e1', text))).toEqual(types)
    expect(typesOf(restateHypothesis(held, 'e9', text))).toEqual([])
  })
})
