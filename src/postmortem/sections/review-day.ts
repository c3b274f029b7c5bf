import type { Decision, Refusal, StateChange } from '../../core/decision.ts'
import { emptyDecision } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { setTimer } from '../../core/timers/set.ts'
import { addDays, hourOn, readDay, sayDay, todayIn } from '../../follow-ups/due.ts'
import type { Draft } from './draft.ts'
import { changeRecordFields } from './progress.ts'

/** The alarm that brings a post-mortem up again. */
export const reviewTimer = 'postmortem_review'

/** At this hour of the incident's morning. */
const reviewHourOfDay = 9

export const reviewAt = (on: Date, zone: string): Date => hourOn(on, reviewHourOfDay, zone)

/** The alarm follows the day that is stored. Where the incident is open again when it goes off, nobody hears of it. */
export function reconcileReview(
  state: IncidentState,
  _ctx: DecisionContext,
  changes: readonly StateChange[],
): Decision {
  const days = changes.flatMap((change): (Date | null)[] => {
    if (change.type === 'postmortem.drafted') return [change.nextReviewOn]
    if (change.type !== 'postmortem.set' || change.to.nextReviewOn === undefined) return []
    return [change.to.nextReviewOn]
  })
  const day = days.at(-1)
  if (day === undefined) return emptyDecision
  const at = day && reviewAt(day, state.incident.zone)
  return { changes: setTimer(state, reviewTimer, at), send: [] }
}

/** What a person says about the next look back. */
export interface NextReview {
  /** A day in words; empty: none. */
  words: string
  /** It has just been looked at. */
  reviewed: boolean
  /** Where the person's days are. */
  zone: string
}

/** Sets the day of the next look back, or that there is none; said with the look that was taken, where one was. */
export function setNextReview(
  draft: Draft,
  { words, reviewed, zone }: NextReview,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const read = readNext(words.trim(), zone, ctx.now)
  if ('refusal' in read) return read
  const isSame = (read.on?.getTime() ?? null) === (draft.record.nextReviewOn?.getTime() ?? null)
  if (isSame && !reviewed) return emptyDecision
  const next = read.on ? `set the next review to ${sayDay(read.on)}` : 'set no further review'
  const said = reviewed ? `reviewed it and ${next}` : next
  return changeRecordFields(draft, 'review', { nextReviewOn: read.on }, said, by, ctx)
}

function readNext(words: string, zone: string, now: Date): { on: Date | null } | Refusal {
  if (words === '') return { on: null }
  const named = readDay(words, zone, now)
  if (!named) return { refusal: 'Which day is that? For example: in a month, next friday, 2026-12-01', field: 'day' }
  if ('refusal' in named) return { ...named, field: 'day' }
  if (named.on <= todayIn(zone, now)) return { refusal: 'A next review lies ahead: tomorrow or later.', field: 'day' }
  return named
}

/** A week on, because it does not suit now. */
export const putOffReview = (draft: Draft, by: Actor, ctx: DecisionContext): Decision => {
  const on = addDays(todayIn(draft.state.incident.zone, ctx.now), 7)
  return changeRecordFields(draft, 'review', { nextReviewOn: on }, `put the review off to ${sayDay(on)}`, by, ctx)
}
