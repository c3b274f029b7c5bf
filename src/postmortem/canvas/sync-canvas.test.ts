import { describe, expect, it } from 'vitest'
import { followUpWith } from '../../../test/support/follow-up.ts'
import { ana, at, contextAt, decided, refusalOf, stateWith } from '../../../test/support/situation.ts'
import type { ChangeOf, StateChange } from '../../core/feature/change.ts'
import { callSent } from '../../core/outbox/changes.ts'
import type { CallCompleted, CallOutcome } from '../../core/outbox/outcome.ts'
import { entryWithdrawn } from '../../core/record/changes.ts'
import { timerSet } from '../../core/timers/changes.ts'
import { followUpChanged, followUpReminded } from '../../follow-ups/changes.ts'
import { postMortemChanged } from '../changes.ts'
import type { PostMortemRecord } from '../record.ts'
import type { ResponseState } from '../state.ts'
import {
  buildCanvasCall,
  canvasWithDraft,
  reconcileCanvas,
  recordCanvasOutcome,
  refreshCanvas,
  requestCanvas,
} from './sync-canvas.ts'

const closed = stateWith({ incident: { status: 'closed', closedAt: at(60) } })
const withTimer = (kind: string): ResponseState => ({ ...closed, timers: new Map([[kind, at(61)]]) })
const settled = (change: StateChange, state = closed) => reconcileCanvas({ ...contextAt(60), state }, [change])

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
const set = (to: ChangeOf<typeof postMortemChanged>['to']): StateChange =>
  postMortemChanged({ incidentId: 'incident', to })
const done: StateChange = followUpChanged({ id: 'f1', to: { state: 'done' } })
const timer = (minute: number) => timerSet({ incidentId: 'incident', kind: 'canvas', dueAt: at(minute) })
const noTimer = timerSet({ incidentId: 'incident', kind: 'canvas', dueAt: null })
const again = { to: { incident: 'incident' }, call: { do: 'canvas', only: 'standing' } }

describe('changes after the draft', () => {
  it.each<[string, StateChange]>([
    ['a change of a follow-up', done],
    ['a change of the template', set({ template: 'brief' })],
    ['a change of the state back to draft', set({ state: 'draft' })],
    ['a change of an entry', entryWithdrawn({ entryId: 'e1' })],
  ])('set the canvas timer: %s', (_what, change) => {
    expect(settled(change)).toEqual({ changes: [timer(60 + 1 / 3)], send: [] })
  })

  it.each<[string, StateChange]>([
    ['a reminder', followUpReminded({ ids: ['f1'], at: at(60) })],
    ['a timer', timerSet({ incidentId: 'incident', kind: 'followups', dueAt: null })],
    ['the canvas itself', set({ canvasId: 'F2', canvasError: null })],
    ['a completed call', callSent({ id: 'd1', at: at(60) })],
  ])('are ignored when the document does not show them: %s', (_what, change) =>
    expect(settled(change)).toEqual({ changes: [], send: [] }),
  )

  it('do not postpone a timer that is already set', () => {
    expect(settled(done, withTimer('canvas'))).toEqual({ changes: [], send: [] })
  })

  it('are ignored while the draft is pending or the incident is open', () => {
    expect(settled(done, withTimer('draft'))).toEqual({ changes: [], send: [] })
    expect(settled(done, stateWith({ followUps: [followUpWith()] }))).toEqual({ changes: [], send: [] })
  })

  it('update the canvas at once when they publish, and clear the timer', () => {
    const decision = settled(set({ state: 'published' }), withTimer('canvas'))
    expect(decision).toEqual({ changes: [noTimer], send: [again] })
  })
})

describe('when the canvas timer is due', () => {
  const refreshed = (overrides: Partial<PostMortemRecord> | null, state = withTimer('canvas')) =>
    refreshCanvas(state, overrides && { ...record, ...overrides })

  it('updates an existing canvas and clears the timer', () => {
    expect(refreshed({})).toEqual({ changes: [noTimer], send: [again] })
  })

  it.each<[string, Partial<PostMortemRecord> | null]>([
    ['there is no canvas', { canvasId: null }],
    ['there is no draft', null],
    ['it is published', { state: 'published' }],
    ['the workspace no longer allows canvases', { canvasError: 'canvas_disabled_user_team' }],
    ['the scope is missing', { canvasError: 'missing_scope' }],
  ])('only clears the timer when %s', (_what, overrides) => {
    expect(refreshed(overrides)).toEqual({ changes: [noTimer], send: [] })
  })

  it('retries after an error that may pass', () => {
    expect(refreshed({ canvasError: 'canvas_editing_failed' }).send).toEqual([again])
  })

  it('only clears the timer of a reopened incident', () => {
    const open = stateWith({ timers: new Map([['canvas', at(61)]]) })
    expect(refreshed({}, open)).toEqual({ changes: [noTimer], send: [] })
  })
})

describe('the outcome of a canvas call', () => {
  const answered = (outcome: CallOutcome): CallCompleted => ({
    type: 'callCompleted',
    outboxCallId: 'd1',
    incidentId: 'incident',
    send: buildCanvasCall('incident'),
    attempts: 1,
    createdAt: at(60),
    outcome,
  })
  const recorded = (outcome: CallOutcome, overrides: Partial<PostMortemRecord> = {}) =>
    recordCanvasOutcome('incident', { ...record, ...overrides }, answered(outcome)).changes

  it('records the id of a new canvas and clears the error', () => {
    const made: CallOutcome = { kind: 'done', result: { got: 'canvas', id: 'F2' } }
    expect(recorded(made, { canvasError: 'missing_scope' })).toEqual([set({ canvasId: 'F2', canvasError: null })])
    expect(recorded(made, { canvasId: 'F2' })).toEqual([])
  })

  it("records Slack's error and keeps the id", () => {
    const refused: CallOutcome = { kind: 'refused', error: 'is_archived' }
    expect(recorded(refused)).toEqual([set({ canvasError: 'is_archived' })])
    expect(recorded(refused, { canvasError: 'is_archived' })).toEqual([])
  })

  it('records nothing when no canvas was created', () => {
    expect(recorded({ kind: 'done', result: { got: 'canvas', id: null } }, { canvasId: null })).toEqual([])
  })
})

describe('requesting a canvas', () => {
  it('sends the call, which reports a failure to whoever requested it', () => {
    expect(decided(requestCanvas({ ...contextAt(61), state: closed, by: ana })).send).toEqual([
      { to: { incident: 'incident' }, call: { do: 'canvas' }, tell: { person: ana.id } },
    ])
  })

  it('is refused before the draft, and without a channel', () => {
    expect(refusalOf(requestCanvas({ ...contextAt(1), state: stateWith(), by: ana }))).toContain('INC-12 is not closed')
    expect(refusalOf(requestCanvas({ ...contextAt(61), state: withTimer('draft'), by: ana }))).toBe(
      'The draft is on its way, and the canvas with it.',
    )
    const nowhere = stateWith({ incident: { status: 'closed', channelId: null } })
    expect(refusalOf(requestCanvas({ ...contextAt(61), state: nowhere, by: ana }))).toContain('no channel')
  })

  it("happens automatically with the draft, but only in the incident's own channel", () => {
    expect(canvasWithDraft(closed.incident)).toHaveLength(1)
    expect(canvasWithDraft({ ...closed.incident, here: true })).toEqual([])
    expect(canvasWithDraft({ ...closed.incident, channelId: null })).toEqual([])
  })
})
