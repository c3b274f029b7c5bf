import { describe, expect, it } from 'vitest'
import { materialWith } from '../../../test/support/material.ts'
import { forms } from '../../../test/support/outlined.ts'
import { ana, at, ben, changed, momentAt, settingsOf, stateWith } from '../../../test/support/situation.ts'
import type { IncidentState } from '../../core/state.ts'
import type { PostMortemRecord } from '../record.ts'
import { draftFrom } from './draft.ts'
import { defaultNextReviewDay } from './next-look.ts'
import { reconcileReview, reviewTimer } from './review-day.ts'
import { reviewDue, reviewNotDue } from './review-due.ts'

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
/** Ana owns it, Ben commands; in Lisbon, where it is an hour later than UTC in April. */
const closed = (given: Partial<IncidentState> = {}): IncidentState => ({
  ...materialWith(() => 'x').state,
  timers,
  ...given,
})

describe('whoever hears that a post-mortem is to be looked at again', () => {
  const toWhom = (state: IncidentState, gone: readonly string[]) => {
    const draft = draftFrom({ ...materialWith(() => 'x'), state, record }, forms, settingsOf())
    if ('refusal' in draft) throw new Error(draft.refusal)
    const decision = reviewDue(draft, new Set(gone))
    expect(changed(decision, 'timer.set')).toMatchObject([{ kind: reviewTimer, dueAt: null }])
    expect(decision.send).toHaveLength(1)
    return decision.send[0]?.to
  }

  it.each([
    ['is the owner', closed(), [], { person: ana.id }],
    ['is the commander where the owner has left the workspace', closed(), [ana.id], { person: ben.id }],
    [
      'is the commander where the owner has left the private channel',
      closed({ outside: new Set([ana.id]) }),
      [],
      { person: ben.id },
    ],
    ['is the channel where both are gone', closed({ outside: new Set([ana.id]) }), [ben.id], { incident: 'incident' }],
    ['is the channel where nobody ever held a role', closed({ roles: [] }), [], { incident: 'incident' }],
  ])('%s', (_who, state, gone, to) => {
    expect(toWhom(state, gone)).toEqual(to)
  })
})

describe('the next look', () => {
  it.each([
    [{}, '2026-04-01'],
    [{ postMortem: { reviewAfter: '14d' } }, '2026-03-16'],
    [{ postMortem: { reviewAfter: '1h' } }, '2026-03-03'],
  ])('is a month on, or as far on as the settings say: %j', (settings, expected) => {
    expect(defaultNextReviewDay('Europe/Lisbon', momentAt(0, settings))).toEqual(new Date(expected))
  })
})

describe('the alarm', () => {
  const alarm = (state: IncidentState, stored: PostMortemRecord | null, now: Date) =>
    reviewNotDue(state, stored, now)?.changes ?? 'due'

  it.each([
    ['goes off at nine where the incident was', closed(), record, nine, 'due'],
    [
      'is set anew where the day was moved',
      closed(),
      { ...record, nextReviewOn: new Date('2026-05-01') },
      nine,
      [{ dueAt: new Date('2026-05-01T08:00:00.000Z') }],
    ],
    ['is gone where there is no day any more', closed(), { ...record, nextReviewOn: null }, nine, [{ dueAt: null }]],
    ['is gone where there is no draft', closed(), null, nine, [{ dueAt: null }]],
    ['is gone while the incident is open again', stateWith({ timers }), record, nine, [{ dueAt: null }]],
  ])('%s', (_what, state, stored, now, expected) => {
    expect([alarm(state, stored, now)]).toMatchObject([expected])
  })

  it('follows the day that is stored, and no other change', () => {
    const ctx = momentAt(0)
    const incidentId = 'incident'
    const set = (to: Partial<PostMortemRecord>) =>
      reconcileReview(closed({ timers: new Map() }), ctx, [{ type: 'postmortem.set', incidentId, to }])
    expect(set({ nextReviewOn: on }).changes).toEqual([
      { type: 'timer.set', incidentId, kind: reviewTimer, dueAt: nine },
    ])
    expect(set({ state: 'published' }).changes).toEqual([])
    expect(
      reconcileReview(closed(), ctx, [{ type: 'postmortem.set', incidentId, to: { nextReviewOn: null } }]).changes,
    ).toMatchObject([{ dueAt: null }])
  })
})
