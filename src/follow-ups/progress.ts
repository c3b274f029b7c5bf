import { combineDecisions, type Decision, type Refusal } from '../core/decision.ts'
import type { StoredChange } from '../core/feature/change.ts'
import type { BaseContext, WithActor } from '../core/feature/context.ts'
import { makeUndoable } from '../core/undo/undoable.ts'
import { sentenceMessage } from '../messages/blocks.ts'
import { escapeMrkdwn, nameOrMention } from '../messages/mrkdwn.ts'
import { toOneLine } from '../platform/text.ts'
import { dayAt } from '../platform/time/calendar.ts'
import { sayDay } from '../platform/time/when.ts'
import { findOpenDuplicate, followUpUndoSubject } from './add.ts'
import { followUpChanged } from './changes.ts'
import { escapeFollowUpText, postFollowUpLine } from './lines.ts'
import { type FollowUp, type FollowUpFields, followUpStateNames, isToDo, labelOf } from './model.ts'
import { findReminderZone, tomorrowMorning } from './schedule.ts'
import type { FollowUpsContext, FollowUpsState } from './state.ts'

type FoundFollowUp = { followUp: FollowUp }

/** The follow-up with the id in `about`; refuses if it has been removed by an undo. */
export function findFollowUp({ followUps }: FollowUpsState, about: string): FoundFollowUp | Refusal {
  const followUp = followUps.find(({ id }) => id === about)
  return followUp ? { followUp } : { refusal: 'That follow-up was taken back.' }
}

/** Like `findFollowUp`, but also refuses one that is done or dropped. */
export function findUnfinishedFollowUp(state: FollowUpsState, about: string): FoundFollowUp | Refusal {
  const found = findFollowUp(state, about)
  if ('refusal' in found || isToDo(found.followUp)) return found
  return { refusal: alreadyEndedText(state, found.followUp) }
}

function alreadyEndedText({ names }: FollowUpsState, followUp: FollowUp): string {
  const by = followUp.endedBy && names.get(followUp.endedBy)
  return `${labelOf(followUp)} is ${followUp.state} already${by ? `, by ${escapeMrkdwn(by)}` : ''}.`
}

/** Marks a follow-up as in progress. */
export function startFollowUp(ctx: WithActor<FollowUpsContext>, about: string): Decision | Refusal {
  const found = findUnfinishedFollowUp(ctx.state, about)
  if ('refusal' in found) return found
  if (found.followUp.state === 'in_progress') return { refusal: `${labelOf(found.followUp)} is in progress already.` }
  return changeFollowUp(ctx, found.followUp, { to: { state: 'in_progress' }, predicate: 'is in progress' })
}

/** Moves a follow-up from in progress back to open. */
export function returnFollowUpToOpen(ctx: WithActor<FollowUpsContext>, about: string): Decision | Refusal {
  const found = findUnfinishedFollowUp(ctx.state, about)
  if ('refusal' in found) return found
  if (found.followUp.state === 'open') return { refusal: `${labelOf(found.followUp)} is open already.` }
  return changeFollowUp(ctx, found.followUp, { to: { state: 'open' }, predicate: 'is open again' })
}

export function markDone(ctx: WithActor<FollowUpsContext>, about: string): Decision | Refusal {
  const { state, by } = ctx
  const found = findUnfinishedFollowUp(state, about)
  if ('refusal' in found) return found
  const fields = { state: 'done', endedAt: ctx.now, endedBy: by.id, endedBecause: null } as const
  return changeFollowUp(ctx, found.followUp, { to: fields, predicate: 'is done' })
}

/** Drops a follow-up that will not be done. Refuses without a reason. */
export function dropFollowUp(ctx: WithActor<FollowUpsContext>, about: string, because: string): Decision | Refusal {
  const { state, by } = ctx
  const found = findUnfinishedFollowUp(state, about)
  if ('refusal' in found) return found
  const why = toOneLine(because)
  if (!why) return { refusal: 'Why will it not be done? A few words are enough.', field: 'because' }
  const fields = { state: 'dropped', endedAt: ctx.now, endedBy: by.id, endedBecause: why } as const
  return changeFollowUp(ctx, found.followUp, { to: fields, predicate: 'is dropped', why })
}

/** Reopens a follow-up that was done or dropped. Refuses if an unfinished one has the same words. */
export function reopenFollowUp(ctx: WithActor<FollowUpsContext>, about: string): Decision | Refusal {
  const { state } = ctx
  const found = findFollowUp(state, about)
  if ('refusal' in found) return found
  const { followUp } = found
  if (isToDo(followUp)) return { refusal: `${labelOf(followUp)} is ${followUpStateNames[followUp.state]}.` }
  const twin = findOpenDuplicate(state, followUp.text, followUp)
  if (twin) return { refusal: `${labelOf(twin)} says the same, and is ${followUpStateNames[twin.state]}.` }
  const open = { state: 'open', endedAt: null, endedBy: null, endedBecause: null } as const
  return changeFollowUp(ctx, followUp, { to: { ...open, ...resetReminderFields(ctx) }, predicate: 'is open again' })
}

/** Postpones the next reminder to tomorrow morning. Only the person who asked is told. */
export function snoozeFollowUp(ctx: FollowUpsContext, about: string): Decision | Refusal {
  const { state } = ctx
  const found = findUnfinishedFollowUp(state, about)
  if ('refusal' in found) return found
  const { followUp } = found
  if (!followUp.dueOn) return { refusal: `${labelOf(followUp)} has no due date any more: I remind nobody of it.` }
  const zone = findReminderZone(state, followUp)
  const until = tomorrowMorning(zone, ctx.now)
  return {
    changes: [followUpChanged({ id: followUp.id, to: { snoozedUntil: until } })],
    send: [],
    answer: {
      say: sentenceMessage(`I come back to *${labelOf(followUp)}* on ${sayDay(dayAt(until, zone))} at 09:00.`),
    },
  }
}

/** Restarts the reminders from the due date, without catching up on mornings that have passed. */
export const resetReminderFields = ({
  now,
}: BaseContext): Pick<FollowUpFields, 'reminders' | 'remindedAt' | 'snoozedUntil'> => ({
  reminders: 0,
  remindedAt: now,
  snoozedUntil: null,
})

interface FollowUpStep {
  to: Partial<FollowUpFields>
  /** Completes the sentence `*F3* …`. */
  predicate: string
  why?: string
}

/** Changes a follow-up, posts a public line and offers an undo. */
function changeFollowUp(
  ctx: WithActor<BaseContext>,
  followUp: FollowUp,
  { to, predicate, why = '' }: FollowUpStep,
): Decision {
  const { by } = ctx
  const { id, incidentId } = followUp
  const because = why ? `. Why: ${escapeMrkdwn(why)}` : ''
  const words = `*${labelOf(followUp)}* ${predicate}: ${escapeFollowUpText(followUp)}${because}`
  return combineDecisions(
    {
      changes: [followUpChanged({ id, to })],
      send: [postFollowUpLine(incidentId, `${words} · ${nameOrMention(by)}`)],
    },
    makeUndoable(ctx, {
      incidentId,
      subject: followUpUndoSubject(followUp),
      words,
      inverse: [invertFollowUpChange(followUp, to)],
    }),
  )
}

/** The change that restores the fields that `to` sets. */
export function invertFollowUpChange(followUp: FollowUp, to: Partial<FollowUpFields>): StoredChange {
  const names = Object.keys(to) as (keyof FollowUpFields)[]
  const before = Object.fromEntries(names.map((field) => [field, followUp[field]])) as Partial<FollowUpFields>
  return followUpChanged({ id: followUp.id, to: before })
}
