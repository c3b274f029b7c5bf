import { describe, expect, it } from 'vitest'
import { followUpWith } from '../../../test/support/follow-up.ts'
import { ana, at, decided, momentAt, refusalOf, stateWith } from '../../../test/support/situation.ts'
import type { StateChange } from '../../core/decision.ts'
import type { CallCompleted, CallOutcome } from '../../core/outbox/outcome.ts'
import type { IncidentState } from '../../core/state.ts'
import type { PostMortemRecord } from '../record.ts'
import {
  buildCanvasCall,
  canvasWithDraft,
  reconcileCanvas,
  recordCanvasOutcome,
  refreshCanvas,
  requestCanvas,
} from './sync-canvas.ts'

const closed = stateWith({ incident: { status: 'closed', closedAt: at(60) } })
const withTimer = (kind: string): IncidentState => ({ ...closed, timers: new Map([[kind, at(61)]]) })
const settled = (change: StateChange, state = closed) => reconcileCanvas(state, momentAt(60), [change])

const record: PostMortemRecord = {
  state: 'draft',
  template: null,
  draftedAt: at(60),
  publishedAt: null,
  publishedBy: null,
  nextReviewOn: null,
  canvasId: 'F1',
  canvasError: null,
}
const set = (to: Extract<StateChange, { type: 'postmortem.set' }>['to']): StateChange => ({
  type: 'postmortem.set',
  incidentId: 'incident',
  to,
})
const done: StateChange = { type: 'followup.changed', id: 'f1', to: { state: 'done' } }
const alarm = { type: 'timer.set', incidentId: 'incident', kind: 'canvas' }
const again = { to: { incident: 'incident' }, call: { do: 'canvas', only: 'standing' } }

describe('a change after the draft', () => {
  it.each<[string, StateChange]>([
    ['of a follow-up', done],
    ['of the form', set({ template: 'brief' })],
    ['of the state, back to a draft', set({ state: 'draft' })],
    ['of an entry', { type: 'entry.withdrawn', entryId: 'e1', by: ana.id, at: at(60) } as never],
  ])('%s is written a moment later', (_what, change) => {
    expect(settled(change)).toEqual({ changes: [{ ...alarm, dueAt: at(60 + 1 / 3) }], send: [] })
  })

  it.each<[string, StateChange]>([
    ['a reminder', { type: 'followup.reminded', ids: ['f1'], at: at(60) }],
    ['an alarm', { type: 'timer.set', incidentId: 'incident', kind: 'followups', dueAt: null }],
    ['the canvas itself', set({ canvasId: 'F2', canvasError: null })],
    ['a call that came back', { type: 'outbox.sent', id: 'd1', at: at(60) }],
  ])('%s is none', (_what, change) => expect(settled(change)).toEqual({ changes: [], send: [] }))

  it('does not put off what is about to be written', () => {
    expect(settled(done, withTimer('canvas'))).toEqual({ changes: [], send: [] })
  })

  it('is not one while the draft is owed, or the incident open', () => {
    expect(settled(done, withTimer('draft'))).toEqual({ changes: [], send: [] })
    expect(settled(done, stateWith({ followUps: [followUpWith()] }))).toEqual({ changes: [], send: [] })
  })

  it('that publishes is written at once, and nothing after it', () => {
    const decision = settled(set({ state: 'published' }), withTimer('canvas'))
    expect(decision).toEqual({ changes: [{ ...alarm, dueAt: null }], send: [again] })
  })
})

describe('when the moment is over', () => {
  const refreshed = (given: Partial<PostMortemRecord> | null, state = withTimer('canvas')) =>
    refreshCanvas(state, given && { ...record, ...given })

  it('the canvas that stands is written, and the alarm is gone', () => {
    expect(refreshed({})).toEqual({ changes: [{ ...alarm, dueAt: null }], send: [again] })
  })

  it.each<[string, Partial<PostMortemRecord> | null]>([
    ['there is none', { canvasId: null }],
    ['there is no draft', null],
    ['it is published', { state: 'published' }],
    ['the workspace allows none any more', { canvasError: 'canvas_disabled_user_team' }],
    ['the scope is missing', { canvasError: 'missing_scope' }],
  ])('nothing is written where %s', (_what, given) => {
    expect(refreshed(given)).toEqual({ changes: [{ ...alarm, dueAt: null }], send: [] })
  })

  it('what may help the next time is tried', () => {
    expect(refreshed({ canvasError: 'canvas_editing_failed' }).send).toEqual([again])
  })

  it('nothing is written into the canvas of an incident that is open again', () => {
    const open = stateWith({ timers: new Map([['canvas', at(61)]]) })
    expect(refreshed({}, open)).toEqual({ changes: [{ ...alarm, dueAt: null }], send: [] })
  })
})

describe('what came of it', () => {
  const answered = (outcome: CallOutcome): CallCompleted => ({
    type: 'callCompleted',
    deliveryId: 'd1',
    incidentId: 'incident',
    send: buildCanvasCall('incident'),
    attempts: 1,
    createdAt: at(60),
    outcome,
  })
  const kept = (outcome: CallOutcome, given: Partial<PostMortemRecord> = {}) =>
    recordCanvasOutcome('incident', { ...record, ...given }, answered(outcome)).changes

  it('is kept: the id of a new one, and that nothing is in its way', () => {
    const made: CallOutcome = { kind: 'done', result: { got: 'canvas', id: 'F2' } }
    expect(kept(made, { canvasError: 'missing_scope' })).toEqual([set({ canvasId: 'F2', canvasError: null })])
    expect(kept(made, { canvasId: 'F2' })).toEqual([])
  })

  it('is kept: what Slack has against it, and that there is one all the same', () => {
    const refused: CallOutcome = { kind: 'refused', error: 'is_archived' }
    expect(kept(refused)).toEqual([set({ canvasError: 'is_archived' })])
    expect(kept(refused, { canvasError: 'is_archived' })).toEqual([])
  })

  it('is nothing where none was to be made', () => {
    expect(kept({ kind: 'done', result: { got: 'canvas', id: null } }, { canvasId: null })).toEqual([])
  })
})

describe('asked for', () => {
  it('it is on its way, and whoever asked is told where it cannot be', () => {
    expect(decided(requestCanvas(closed, ana, momentAt(61))).send).toEqual([
      { to: { incident: 'incident' }, call: { do: 'canvas' }, tell: { person: ana.id } },
    ])
  })

  it('it is refused where it cannot be yet', () => {
    expect(refusalOf(requestCanvas(stateWith(), ana, momentAt(1)))).toContain('INC-12 is not closed')
    expect(refusalOf(requestCanvas(withTimer('draft'), ana, momentAt(61)))).toBe(
      'The draft is on its way, and the canvas with it.',
    )
    const nowhere = stateWith({ incident: { status: 'closed', channelId: null } })
    expect(refusalOf(requestCanvas(nowhere, ana, momentAt(61)))).toContain('no channel')
  })

  it('it comes with the draft by itself only into a channel of its own', () => {
    expect(canvasWithDraft(closed.incident)).toHaveLength(1)
    expect(canvasWithDraft({ ...closed.incident, here: true })).toEqual([])
    expect(canvasWithDraft({ ...closed.incident, channelId: null })).toEqual([])
  })
})
