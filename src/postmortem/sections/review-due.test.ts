import { describe, expect, it } from 'vitest'
import { materialWith } from '../../../test/support/material.ts'
import { forms } from '../../../test/support/outlined.ts'
import { ana, at, ben, changed, contextAt, settingsOf, stateWith } from '../../../test/support/situation.ts'
import { timerSet } from '../../core/timers/changes.ts'
import { postMortemChanged } from '../changes.ts'
import type { PostMortemRecord } from '../record.ts'
import type { ResponseState } from '../state.ts'
import { draftFrom } from './draft.ts'
import { defaultNextReviewDay } from './next-look.ts'
import { reconcileReview, reviewTimer } from './review-day.ts'
import { rescheduleUnlessDue, reviewDue } from './review-due.ts'

const on = new Date('2026-04-01')
const nine = new Date('2026-04-01T08:00:00.000Z')
const record: PostMortemRecord = {
  state: 'draft',
  template: null,
  draftedAt: at(100),
  publishedAt: null,
  publishedBy: null,
  nextReviewOn: on,
  canvasId: null,
  canvasError: null,
}
const timers = new Map([[reviewTimer, nine]])
/** Ana is the owner and Ben the commander; in Lisbon, which is UTC+1 in April. */
const closed = (overrides: Partial<ResponseState> = {}): ResponseState => ({
  ...materialWith(() => 'x').state,
  timers,
  ...overrides,
})

describe('the recipient of a review reminder', () => {
  const toWhom = (state: ResponseState, gone: readonly string[]) => {
    const draft = draftFrom({ ...materialWith(() => 'x'), state, record }, forms, settingsOf())
    if ('refusal' in draft) throw new Error(draft.refusal)
    const decision = reviewDue(draft, new Set(gone))
    expect(changed(decision, timerSet)).toMatchObject([{ kind: reviewTimer, dueAt: null }])
    expect(decision.send).toHaveLength(1)
    return decision.send[0]?.to
  }

  it.each([
    ['is the owner', closed(), [], { person: ana.id }],
    ['is the commander if the owner has left the workspace', closed(), [ana.id], { person: ben.id }],
    [
      'is the commander if the owner has left the private channel',
      closed({ outside: new Set([ana.id]) }),
      [],
      { person: ben.id },
    ],
    ['is the channel if both are gone', closed({ outside: new Set([ana.id]) }), [ben.id], { incident: 'incident' }],
    ['is the channel if nobody has had a role', closed({ roles: [] }), [], { incident: 'incident' }],
  ])('%s', (_who, state, gone, to) => {
    expect(toWhom(state, gone)).toEqual(to)
  })
})

describe('the next review', () => {
  it.each([
    [{}, '2026-04-01'],
    [{ postMortem: { reviewAfter: '14d' } }, '2026-03-16'],
    [{ postMortem: { reviewAfter: '1h' } }, '2026-03-03'],
  ])('is due after a month, or as the settings say: %j', (settings, expected) => {
    expect(defaultNextReviewDay('Europe/Lisbon', contextAt(0, settings))).toEqual(new Date(expected))
  })
})

describe('the review timer', () => {
  const due = (state: ResponseState, stored: PostMortemRecord | null, now: Date) =>
    rescheduleUnlessDue(state, stored, now)?.changes ?? 'due'

  it.each([
    ["is due at nine in the incident's time zone", closed(), record, nine, 'due'],
    [
      'is set again if the day was moved',
      closed(),
      { ...record, nextReviewOn: new Date('2026-05-01') },
      nine,
      [{ dueAt: new Date('2026-05-01T08:00:00.000Z') }],
    ],
    ['is cleared if there is no day any more', closed(), { ...record, nextReviewOn: null }, nine, [{ dueAt: null }]],
    ['is cleared if there is no draft', closed(), null, nine, [{ dueAt: null }]],
    ['is cleared if the incident was reopened', stateWith({ timers }), record, nine, [{ dueAt: null }]],
  ])('%s', (_what, state, stored, now, expected) => {
    expect([due(state, stored, now)]).toMatchObject([expected])
  })

  it('follows the stored day, ignores other changes', () => {
    const ctx = contextAt(0)
    const incidentId = 'incident'
    const set = (to: Partial<PostMortemRecord>) =>
      reconcileReview({ ...ctx, state: closed({ timers: new Map() }) }, [postMortemChanged({ incidentId, to })])
    expect(set({ nextReviewOn: on }).changes).toEqual([timerSet({ incidentId, kind: reviewTimer, dueAt: nine })])
    expect(set({ state: 'published' }).changes).toEqual([])
    expect(
      reconcileReview({ ...ctx, state: closed() }, [postMortemChanged({ incidentId, to: { nextReviewOn: null } })])
        .changes,
    ).toMatchObject([{ dueAt: null }])
  })
})
