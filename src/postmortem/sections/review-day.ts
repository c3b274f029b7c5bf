import { type Decision, emptyDecision, type Refusal } from '../../core/decision.ts'
import type { StateChange } from '../../core/feature/change.ts'
import type { BaseContext, WithActor } from '../../core/feature/context.ts'
import { actorZone } from '../../core/state.ts'
import { setTimer } from '../../core/timers/set.ts'
import { readDay } from '../../follow-ups/due.ts'
import { addDays, dayAt, hourOn } from '../../platform/time/calendar.ts'
import { sayDay } from '../../platform/time/when.ts'
import { postMortemChanged, postMortemDrafted } from '../changes.ts'
import type { PostMortemContext } from '../settings.ts'
import type { Draft } from './draft.ts'
import { changeRecordFields } from './progress.ts'

/** Kind of the timer that reminds of the review. */
export const reviewTimer = 'postmortem_review'

/** Hour of the reminder, in the incident's time zone. */
const reviewHourOfDay = 9

export const reviewAt = (on: Date, zone: string): Date => hourOn(on, reviewHourOfDay, zone)

/** Sets the review timer to the stored day. If the incident is open again by then, nobody is reminded. */
export function reconcileReview({ state }: PostMortemContext, changes: readonly StateChange[]): Decision {
  const days = changes.flatMap((change): (Date | null)[] => {
    if (postMortemDrafted.is(change)) return [change.nextReviewOn]
    if (!postMortemChanged.is(change) || change.to.nextReviewOn === undefined) return []
    return [change.to.nextReviewOn]
  })
  const day = days.at(-1)
  if (day === undefined) return emptyDecision
  const at = day && reviewAt(day, state.incident.zone)
  return { changes: setTimer(state, reviewTimer, at), send: [] }
}

/** What a person submitted about the next review. */
export interface NextReview {
  /** A day in words; empty for no further review. */
  words: string
  /** Whether they have just reviewed it. */
  reviewed: boolean
}

/** Sets or clears the day of the next review. The public line also says if a review has just taken place. */
export function setNextReview(ctx: WithActor, draft: Draft, { words, reviewed }: NextReview): Decision | Refusal {
  const day = parseNextReview(words.trim(), actorZone(ctx), ctx.now)
  if ('refusal' in day) return day
  const isSame = (day.on?.getTime() ?? null) === (draft.record.nextReviewOn?.getTime() ?? null)
  if (isSame && !reviewed) return emptyDecision
  const next = day.on ? `set the next review to ${sayDay(day.on)}` : 'set no further review'
  const line = reviewed ? `reviewed it and ${next}` : next
  return changeRecordFields(ctx, draft, { nextReviewOn: day.on }, { about: 'review', words: line })
}

function parseNextReview(words: string, zone: string, now: Date): { on: Date | null } | Refusal {
  if (words === '') return { on: null }
  const named = readDay(words, zone, now)
  if (!named) return { refusal: 'Which day is that? For example: in a month, next friday, 2026-12-01', field: 'day' }
  if ('refusal' in named) return { ...named, field: 'day' }
  if (named.on <= dayAt(now, zone)) return { refusal: 'A next review lies ahead: tomorrow or later.', field: 'day' }
  return named
}

/** Puts the review off by a week. */
export const postponeReview = (ctx: WithActor<BaseContext>, draft: Draft): Decision => {
  const on = addDays(dayAt(ctx.now, draft.state.incident.zone), 7)
  return changeRecordFields(
    ctx,
    draft,
    { nextReviewOn: on },
    { about: 'review', words: `put the review off to ${sayDay(on)}` },
  )
}
