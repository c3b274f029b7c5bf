import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  changed,
  decided,
  evidenceOf,
  hypothesisWith,
  linesOf,
  momentAt,
  refusalOf,
  stateWith,
  typesOf,
  unexplainedWith,
} from '../../../test/support/situation.ts'
import { addEvidence, addObservedEvidence, withdrawEvidence } from './evidence.ts'
import { explainObservation, markUnexplained, noExplanationNeeded, somethingElse } from './unexplained.ts'

const ctx = momentAt(20)
const telling = { id: 'e1', text: 'no auto-scaling\nhappened', kind: 'observation' as const }
const open = hypothesisWith({ lastChallengedAt: at(3) })
const known = (stance: 'for' | 'against') =>
  hypothesisWith({ evidence: evidenceOf(stance, 1, { entryId: 'e1', by: ben.id, at: at(4) }) })
const explainedByIt = unexplainedWith({ entryId: 'e1', explainedBy: 'h1', explainedAt: at(9) })
const inverseOf = (outcome: Parameters<typeof decided>[0]) =>
  changed(decided(outcome), 'undoable.done')[0]?.inverse.slice(0, -1)

describe('an entry as evidence', () => {
  it('for a hypothesis puts nothing to the question', () => {
    const decision = decided(addEvidence(stateWith(), open, telling, 'for', ana, ctx))
    expect(typesOf(decision)).toEqual(['entry.added', 'evidence.added', 'undoable.done'])
    expect(linesOf(decision)).toEqual(['Evidence for *ALB is failing*: no auto-scaling happened · Ana Alves'])
    expect(changed(decision, 'evidence.added')[0]).toMatchObject({ entryId: 'e1', stance: 'for', by: ana.id })
  })

  it('against it does, and taken back it has not', () => {
    const outcome = addEvidence(stateWith(), open, telling, 'against', ana, ctx)
    expect(changed(decided(outcome), 'hypothesis.questioned')[0]).toMatchObject({ ids: ['h1'], at: at(20) })
    expect(inverseOf(outcome)).toEqual([
      { type: 'evidence.removed', hypothesisId: 'h1', entryId: 'e1' },
      { type: 'hypothesis.questioned', ids: ['h1'], at: at(3) },
    ])
  })

  it('said the other way counts the other way, and taken back as it was said first', () => {
    const outcome = addEvidence(stateWith(), known('against'), telling, 'for', ana, ctx)
    expect(inverseOf(outcome)).toEqual([
      expect.objectContaining({ type: 'evidence.added', stance: 'against', by: ben.id, at: at(4) }),
    ])
  })

  it('against what explained it leaves it unexplained', () => {
    const state = stateWith({ unexplained: [explainedByIt] })
    const outcome = addEvidence(state, known('for'), telling, 'against', ana, ctx)
    expect(changed(decided(outcome), 'observation.explained')).toEqual([
      { type: 'observation.explained', entryId: 'e1', by: null, at: null },
    ])
    expect(inverseOf(outcome)).toContainEqual({
      type: 'observation.explained',
      entryId: 'e1',
      by: 'h1',
      at: at(9),
    })
  })

  it.each([
    ['said before', known('for'), 'It speaks for “ALB is failing” already.'],
    ['of what is ruled out', hypothesisWith({ state: 'ruled_out' }), 'It is ruled out already: “ALB is failing”.'],
    ['of what is parked', hypothesisWith({ state: 'parked' }), 'It is parked already'],
  ])('%s is refused', (_, hypothesis, sentence) => {
    expect(refusalOf(addEvidence(stateWith(), hypothesis, telling, 'for', ana, ctx))).toContain(sentence)
    expect(
      refusalOf(addObservedEvidence(stateWith(), { ...hypothesis, evidence: [] }, ' \n', 'for', ana, ctx)),
    ).not.toBe('')
  })

  it('withdrawn explains nothing any more', () => {
    const state = stateWith({ unexplained: [explainedByIt] })
    const outcome = withdrawEvidence(state, known('for'), 'e1', ana, ctx)
    expect(typesOf(decided(outcome))).toEqual([
      'entry.added',
      'evidence.removed',
      'observation.explained',
      'undoable.done',
    ])
    expect(refusalOf(withdrawEvidence(state, open, 'e1', ana, ctx))).toBe('That is no evidence any more.')
  })
})

describe('what nobody has explained', () => {
  const odd = unexplainedWith({ entryId: 'e1', text: 'no auto-scaling happened' })
  const state = stateWith({ hypotheses: [open], unexplained: [odd] })

  it.each(['hypothesis', 'decision', 'status', 'challenge', 'lesson'] as const)('is no %s', (kind) => {
    expect(refusalOf(markUnexplained(stateWith(), { ...telling, kind }, ana, ctx))).toBe(
      `Only what was seen or done can need explaining; this entry is of kind ${kind}.`,
    )
  })

  it.each(['observation', 'note', 'change', 'action', 'recurrence'] as const)('can be a %s', (kind) => {
    const decision = decided(markUnexplained(stateWith(), { ...telling, kind }, ana, ctx))
    expect(linesOf(decision)).toEqual(['*Unexplained:* no auto-scaling happened · Ana Alves'])
  })

  it('explained once and odd again, goes back to its explanation when that is undone', () => {
    const again = markUnexplained(stateWith({ unexplained: [explainedByIt] }), telling, ana, ctx)
    expect(inverseOf(again)).toEqual([{ type: 'observation.explained', entryId: 'e1', by: 'h1', at: at(9) }])
  })

  it('is explained by an open hypothesis, for which it then speaks', () => {
    const decision = decided(explainObservation(state, 'e1', 'h1', '', ana, ctx))
    expect(changed(decision, 'observation.explained')[0]).toMatchObject({ by: 'h1', at: at(20) })
    expect(changed(decision, 'evidence.added')[0]).toMatchObject({ stance: 'for', entryId: 'e1' })
    const before = stateWith({ hypotheses: [known('for')], unexplained: [odd] })
    expect(changed(decided(explainObservation(before, 'e1', 'h1', '', ana, ctx)), 'evidence.added')).toEqual([])
  })

  it('spoken against before, speaks for it now; undone, against it again', () => {
    const before = stateWith({ hypotheses: [known('against')], unexplained: [odd] })
    const outcome = explainObservation(before, 'e1', 'h1', '', ana, ctx)
    expect(changed(decided(outcome), 'evidence.added')[0]).toMatchObject({ stance: 'for' })
    expect(inverseOf(outcome)).toContainEqual(expect.objectContaining({ type: 'evidence.added', stance: 'against' }))
  })

  it('is explained by what is confirmed, with how in words', () => {
    const confirmed = { ...open, state: 'confirmed' as const, verdict: 'cause' as const }
    const given = stateWith({ hypotheses: [confirmed], unexplained: [odd] })
    const decision = decided(explainObservation(given, 'e1', 'h1', ' it <!here>  scales ', ana, ctx))
    expect(linesOf(decision)).toEqual([
      'Explained by *ALB is failing*: no auto-scaling happened · Ana Alves: it &lt;!here&gt; scales',
    ])
  })

  it('is explained by something else, in words, which speaks for nothing', () => {
    const decision = decided(explainObservation(state, 'e1', somethingElse, 'scaling was off', ana, ctx))
    expect(typesOf(decision)).toEqual(['entry.added', 'observation.explained', 'undoable.done'])
    expect(changed(decision, 'observation.explained')[0]).toMatchObject({ by: null, at: at(20) })
    expect(linesOf(decision)).toEqual(['*Explained:* no auto-scaling happened · Ana Alves: scaling was off'])
    expect(explainObservation(state, 'e1', somethingElse, ' ', ana, ctx)).toMatchObject({ field: 'text' })
  })

  it('needs no explaining, with why', () => {
    const decision = decided(explainObservation(state, 'e1', noExplanationNeeded, 'a known quirk', ana, ctx))
    expect(linesOf(decision)[0]).toContain('· Ana Alves: a known quirk')
  })

  it.each([
    [
      'by what is off the table',
      { ...state, hypotheses: [{ ...open, state: 'parked' as const }] },
      'It is parked already',
    ],
    ['by nothing there is', { ...state, hypotheses: [] }, 'That hypothesis is not in this ledger.'],
    ['twice', { ...state, unexplained: [explainedByIt] }, 'That is not among what nobody has explained any more.'],
  ])('is not explained %s', (_, given, sentence) => {
    expect(refusalOf(explainObservation(given, 'e1', 'h1', '', ana, ctx))).toContain(sentence)
  })

  it('may need none; taken back it has stood as long as before', () => {
    expect(inverseOf(explainObservation(state, 'e1', noExplanationNeeded, '', ana, ctx))).toEqual([
      { type: 'observation.unexplained', incidentId: 'incident', entryId: 'e1', at: odd.since },
    ])
  })
})
