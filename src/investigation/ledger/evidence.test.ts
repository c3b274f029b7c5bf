import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  changed,
  contextAt,
  decided,
  evidenceOf,
  hypothesisWith,
  linesOf,
  refusalOf,
  stateWith,
  typesOf,
  unexplainedWith,
} from '../../../test/support/situation.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import {
  evidenceAdded,
  evidenceRemoved,
  hypothesisChallenged,
  observationExplained,
  observationUnexplained,
} from './changes.ts'
import { addEvidence, addObservedEvidence, withdrawEvidence } from './evidence.ts'
import { explainedBySomethingElse, explainObservation, markUnexplained, noExplanationNeeded } from './unexplained.ts'

const ctx = contextAt(20)
const telling = { id: 'e1', text: 'no auto-scaling\nhappened', kind: 'observation' as const }
const open = hypothesisWith({ lastChallengedAt: at(3) })
const withEvidence = (stance: 'for' | 'against') =>
  hypothesisWith({ evidence: evidenceOf(stance, 1, { entryId: 'e1', by: ben.id, at: at(4) }) })
const explainedByIt = unexplainedWith({ entryId: 'e1', explainedBy: 'h1', explainedAt: at(9) })
const inverseOf = (outcome: Parameters<typeof decided>[0]) =>
  changed(decided(outcome), undoableDone)[0]?.inverse.slice(0, -1)

describe('addEvidence and withdrawEvidence', () => {
  it('evidence for a hypothesis does not challenge it', () => {
    const decision = decided(addEvidence({ ...ctx, state: stateWith(), by: ana }, open, telling, 'for'))
    expect(typesOf(decision)).toEqual(['entry.added', 'evidence.added', 'undoable.done'])
    expect(linesOf(decision)).toEqual(['Evidence for *ALB is failing*: no auto-scaling happened · Ana Alves'])
    expect(changed(decision, evidenceAdded)[0]).toMatchObject({ entryId: 'e1', stance: 'for', by: ana.id })
  })

  it('evidence against a hypothesis challenges it, and an undo reverts that', () => {
    const outcome = addEvidence({ ...ctx, state: stateWith(), by: ana }, open, telling, 'against')
    expect(changed(decided(outcome), hypothesisChallenged)[0]).toMatchObject({ ids: ['h1'], at: at(20) })
    expect(inverseOf(outcome)).toEqual([
      evidenceRemoved({ hypothesisId: 'h1', entryId: 'e1' }),
      hypothesisChallenged({ ids: ['h1'], at: at(3) }),
    ])
  })

  it('the other stance replaces the first, and an undo restores it', () => {
    const outcome = addEvidence({ ...ctx, state: stateWith(), by: ana }, withEvidence('against'), telling, 'for')
    expect(inverseOf(outcome)).toEqual([
      expect.objectContaining({ type: 'evidence.added', stance: 'against', by: ben.id, at: at(4) }),
    ])
  })

  it('evidence against the explaining hypothesis makes the entry unexplained again', () => {
    const state = stateWith({ unexplained: [explainedByIt] })
    const outcome = addEvidence({ ...ctx, state, by: ana }, withEvidence('for'), telling, 'against')
    expect(changed(decided(outcome), observationExplained)).toEqual([
      observationExplained({ entryId: 'e1', by: null, at: null }),
    ])
    expect(inverseOf(outcome)).toContainEqual(observationExplained({ entryId: 'e1', by: 'h1', at: at(9) }))
  })

  it.each([
    ['the same stance again', withEvidence('for'), 'It speaks for “ALB is failing” already.'],
    [
      'evidence for a ruled out hypothesis',
      hypothesisWith({ state: 'ruled_out' }),
      'It is ruled out already: “ALB is failing”.',
    ],
    ['evidence for a parked hypothesis', hypothesisWith({ state: 'parked' }), 'It is parked already'],
  ])('refuses %s', (_, hypothesis, sentence) => {
    expect(refusalOf(addEvidence({ ...ctx, state: stateWith(), by: ana }, hypothesis, telling, 'for'))).toContain(
      sentence,
    )
    expect(
      refusalOf(
        addObservedEvidence({ ...ctx, state: stateWith(), by: ana }, { ...hypothesis, evidence: [] }, ' \n', 'for'),
      ),
    ).not.toBe('')
  })

  it('withdrawn evidence no longer explains the entry', () => {
    const state = stateWith({ unexplained: [explainedByIt] })
    const outcome = withdrawEvidence({ ...ctx, state, by: ana }, withEvidence('for'), 'e1')
    expect(typesOf(decided(outcome))).toEqual([
      'entry.added',
      'evidence.removed',
      'observation.explained',
      'undoable.done',
    ])
    expect(refusalOf(withdrawEvidence({ ...ctx, state, by: ana }, open, 'e1'))).toBe('That is no evidence any more.')
  })
})

describe('unexplained observations', () => {
  const odd = unexplainedWith({ entryId: 'e1', text: 'no auto-scaling happened' })
  const state = stateWith({ hypotheses: [open], unexplained: [odd] })

  it.each(['hypothesis', 'decision', 'status', 'challenge', 'lesson'] as const)('cannot be of kind %s', (kind) => {
    expect(refusalOf(markUnexplained({ ...ctx, state: stateWith(), by: ana }, { ...telling, kind }))).toBe(
      `Only what was seen or done can need explaining; this entry is of kind ${kind}.`,
    )
  })

  it.each(['observation', 'note', 'change', 'action', 'recurrence'] as const)('can be of kind %s', (kind) => {
    const decision = decided(markUnexplained({ ...ctx, state: stateWith(), by: ana }, { ...telling, kind }))
    expect(linesOf(decision)).toEqual(['*Unexplained:* no auto-scaling happened · Ana Alves'])
  })

  it('marking an explained one again can be undone to its explanation', () => {
    const again = markUnexplained({ ...ctx, state: stateWith({ unexplained: [explainedByIt] }), by: ana }, telling)
    expect(inverseOf(again)).toEqual([observationExplained({ entryId: 'e1', by: 'h1', at: at(9) })])
  })

  it('become evidence for the open hypothesis that explains them', () => {
    const decision = decided(explainObservation({ ...ctx, state, by: ana }, 'e1', 'h1', ''))
    expect(changed(decision, observationExplained)[0]).toMatchObject({ by: 'h1', at: at(20) })
    expect(changed(decision, evidenceAdded)[0]).toMatchObject({ stance: 'for', entryId: 'e1' })
    const before = stateWith({ hypotheses: [withEvidence('for')], unexplained: [odd] })
    expect(
      changed(decided(explainObservation({ ...ctx, state: before, by: ana }, 'e1', 'h1', '')), evidenceAdded),
    ).toEqual([])
  })

  it('change from evidence against to evidence for when explained, and back when undone', () => {
    const before = stateWith({ hypotheses: [withEvidence('against')], unexplained: [odd] })
    const outcome = explainObservation({ ...ctx, state: before, by: ana }, 'e1', 'h1', '')
    expect(changed(decided(outcome), evidenceAdded)[0]).toMatchObject({ stance: 'for' })
    expect(inverseOf(outcome)).toContainEqual(expect.objectContaining({ type: 'evidence.added', stance: 'against' }))
  })

  it('can be explained by a confirmed hypothesis, with a note', () => {
    const confirmed = { ...open, state: 'confirmed' as const, verdict: 'cause' as const }
    const confirmedState = stateWith({ hypotheses: [confirmed], unexplained: [odd] })
    const decision = decided(
      explainObservation({ ...ctx, state: confirmedState, by: ana }, 'e1', 'h1', ' it <!here>  scales '),
    )
    expect(linesOf(decision)).toEqual([
      'Explained by *ALB is failing*: no auto-scaling happened · Ana Alves: it &lt;!here&gt; scales',
    ])
  })

  it('can be explained by something else, which requires a note and adds no evidence', () => {
    const decision = decided(
      explainObservation({ ...ctx, state, by: ana }, 'e1', explainedBySomethingElse, 'scaling was off'),
    )
    expect(typesOf(decision)).toEqual(['entry.added', 'observation.explained', 'undoable.done'])
    expect(changed(decision, observationExplained)[0]).toMatchObject({ by: null, at: at(20) })
    expect(linesOf(decision)).toEqual(['*Explained:* no auto-scaling happened · Ana Alves: scaling was off'])
    expect(explainObservation({ ...ctx, state, by: ana }, 'e1', explainedBySomethingElse, ' ')).toMatchObject({
      field: 'text',
    })
  })

  it('can be dismissed with a note', () => {
    const decision = decided(explainObservation({ ...ctx, state, by: ana }, 'e1', noExplanationNeeded, 'a known quirk'))
    expect(linesOf(decision)[0]).toContain('· Ana Alves: a known quirk')
  })

  it.each([
    [
      'by a closed hypothesis',
      { ...state, hypotheses: [{ ...open, state: 'parked' as const }] },
      'It is parked already',
    ],
    ['by an unknown hypothesis', { ...state, hypotheses: [] }, 'That hypothesis is not in this ledger.'],
    ['twice', { ...state, unexplained: [explainedByIt] }, 'That is not among what nobody has explained any more.'],
  ])('cannot be explained %s', (_, badState, sentence) => {
    expect(refusalOf(explainObservation({ ...ctx, state: badState, by: ana }, 'e1', 'h1', ''))).toContain(sentence)
  })

  it('keep their original time when a dismissal is undone', () => {
    expect(inverseOf(explainObservation({ ...ctx, state, by: ana }, 'e1', noExplanationNeeded, ''))).toEqual([
      observationUnexplained({ incidentId: 'incident', entryId: 'e1', at: odd.since }),
    ])
  })
})
