import { combineDecisions, type Decision, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import type { IncidentState } from '../../core/state.ts'
import { actorZone } from '../../core/state.ts'
import { makeUndoable } from '../../core/undo/undoable.ts'
import { slackLimits } from '../../messages/blocks.ts'
import { escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { formatWallClock } from '../../platform/time/calendar.ts'
import { sayTime } from '../../platform/time/when.ts'
import { changeEntry } from './change-entry.ts'
import { formatIncidentSlackTime, postEntryLine, quoteEntry } from './lines.ts'
import { isUserKind, isWithdrawn, type RecordedEntry, type Version } from './model.ts'
import { parseEntryTime } from './read-time.ts'

/** The fields of the edit modal. `text` and `kind` are undefined if the modal did not ask for them. */
export interface EntryEditFields {
  text?: string | undefined
  time: string
  kind?: string | undefined
  reason: string
  /** The number of revisions when the modal was opened, to detect concurrent edits. */
  revisions: number
}

/** The decision, with the entry as it is afterwards, so that the modal shows it at once. */
export interface EntryEditOutcome {
  decision: Decision
  entry: RecordedEntry
}

/** Whether people may edit the text: theirs to edit, and short enough for Slack's input field. */
export const isEditable = ({ kind, text }: Pick<RecordedEntry, 'kind' | 'text'>): boolean =>
  isUserKind(kind) && text.length <= slackLimits.input

/** Corrects text, time or kind of an entry by hand, with a revision, one line in the channel, and an undo. */
export function correctEntry(
  ctx: WithActor,
  entry: RecordedEntry,
  fields: EntryEditFields,
): EntryEditOutcome | Refusal {
  const { state, by } = ctx
  if (isWithdrawn(entry)) return { refusal: 'It was withdrawn meanwhile: restore it first.', field: 'time' }
  if (entry.revisions !== fields.revisions)
    return { refusal: 'Somebody changed it meanwhile: close this and open it again.', field: 'time' }
  const to = parseEntryEdit(ctx, entry, fields)
  if ('refusal' in to) return to
  const words = describeEntryEdit(state, entry, to)
  if (words.length === 0) return { refusal: 'Nothing was changed.', field: 'time' }
  const { entry: after, decision, inverse } = changeEntry(ctx, entry, to, fields.reason)
  const correction = [quoteEntry(after), ...words].join(' · ')
  const why = fields.reason ? `: ${escapeMrkdwn(fields.reason)}` : ''
  const undoable = {
    incidentId: state.incident.id,
    subject: `entry ${entry.id}`,
    words: correction,
    shown: `Corrected ${quoteEntry(after)}, at *${sayTime(after.occurredAt, actorZone(ctx))}*.`,
    inverse,
  }
  const announcement: Decision = {
    changes: [],
    send: [postEntryLine(state, `${nameOrMention(by)} corrected ${correction}${why}`)],
  }
  return { entry: after, decision: combineDecisions(decision, announcement, makeUndoable(ctx, undoable)) }
}

function parseEntryEdit(
  ctx: WithActor,
  entry: RecordedEntry,
  { text, time, kind }: EntryEditFields,
): Partial<Version> | Refusal {
  const zone = actorZone(ctx)
  const reworded = isEditable(entry) && text !== undefined && text.trim() !== entry.text.trim()
  if (reworded && !text.trim() && entry.attachments.length === 0)
    return { refusal: 'What happened? To take it off the timeline, withdraw it.', field: 'text' }
  const moved = time.trim() !== formatWallClock(entry.occurredAt, zone)
  const read = moved ? parseEntryTime(time, zone, findEarliestKnownTime(ctx.state, entry), ctx.now) : undefined
  if (read && 'refusal' in read) return { ...read, field: 'time' }
  return {
    ...(reworded && { text: text.trim(), state: 'shown' as const }),
    ...(read && { occurredAt: read.at }),
    ...(isUserKind(entry.kind) && kind !== undefined && isUserKind(kind) && kind !== entry.kind && { kind }),
  }
}

/** The earliest known time of the incident, by its own times and this entry. */
function findEarliestKnownTime({ incident }: IncidentState, { occurredAt }: RecordedEntry): Date {
  const { startedAt, declaredAt } = incident
  return new Date(Math.min((startedAt ?? declaredAt).getTime(), occurredAt.getTime()))
}

function describeEntryEdit(state: IncidentState, before: RecordedEntry, to: Partial<Version>): string[] {
  const { text, occurredAt, kind } = to
  return [
    ...(text !== undefined ? [`was ${quoteEntry(before)}`] : []),
    ...(occurredAt
      ? [`${formatIncidentSlackTime(state, occurredAt)}, was ${formatIncidentSlackTime(state, before.occurredAt)}`]
      : []),
    ...(kind ? [`${kind}, was ${before.kind}`] : []),
  ]
}
