import { combineDecisions, type Decision, type Refusal } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { makeUndoable } from '../../core/undo/undoable.ts'
import { slackLimits } from '../../messages/blocks.ts'
import { escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { sayTime } from '../../platform/time/when.ts'
import { changeEntry } from './change-entry.ts'
import { postEntryLine, quoteEntry, timeIn } from './lines.ts'
import { isUserKind, isWithdrawn, type RecordedEntry, type Version } from './model.ts'
import { parseEntryTime, writeTime } from './read-time.ts'

/** What somebody filled in. A text or kind that the form did not ask for is not there. */
export interface EntryEditFields {
  text?: string | undefined
  time: string
  kind?: string | undefined
  reason: string
  /** How often the entry had been changed when the form was opened. */
  revisions: number
}

/** What was done, and the entry as it then is, to be shown at once. */
export interface EntryEditOutcome {
  decision: Decision
  entry: RecordedEntry
}

/** What a form can hold of a text without cutting it. */
export const isEditable = ({ kind, text }: Pick<RecordedEntry, 'kind' | 'text'>): boolean =>
  isUserKind(kind) && text.length <= slackLimits.input

/** Text, time or kind of an entry set right by hand; each change is a revision, and said in one line. */
export function correctEntry(
  state: IncidentState,
  entry: RecordedEntry,
  filled: EntryEditFields,
  zone: string,
  by: Actor,
  ctx: DecisionContext,
): EntryEditOutcome | Refusal {
  if (isWithdrawn(entry)) return { refusal: 'It was withdrawn meanwhile: restore it first.', field: 'time' }
  if (entry.revisions !== filled.revisions)
    return { refusal: 'Somebody changed it meanwhile: close this and open it again.', field: 'time' }
  const to = parseEntryEdit(state, entry, filled, zone, ctx)
  if ('refusal' in to) return to
  const words = describeEntryEdit(state, entry, to)
  if (words.length === 0) return { refusal: 'Nothing was changed.', field: 'time' }
  const { entry: after, decision, inverse } = changeEntry(state, entry, to, filled.reason, by, ctx)
  const deed = [quoteEntry(after), ...words].join(' · ')
  const why = filled.reason ? `: ${escapeMrkdwn(filled.reason)}` : ''
  const doing = {
    incidentId: state.incident.id,
    subject: `entry ${entry.id}`,
    words: deed,
    shown: `Corrected ${quoteEntry(after)}, at *${sayTime(after.occurredAt, zone)}*.`,
    inverse,
    by,
  }
  const told: Decision = {
    changes: [],
    send: [postEntryLine(state, `${nameOrMention(by)} corrected ${deed}${why}`)],
  }
  return { entry: after, decision: combineDecisions(decision, told, makeUndoable(doing, ctx)) }
}

function parseEntryEdit(
  state: IncidentState,
  entry: RecordedEntry,
  { text, time, kind }: EntryEditFields,
  zone: string,
  { now }: DecisionContext,
): Partial<Version> | Refusal {
  const reworded = isEditable(entry) && text !== undefined && text.trim() !== entry.text.trim()
  if (reworded && !text.trim() && entry.attachments.length === 0)
    return { refusal: 'What happened? To take it off the timeline, withdraw it.', field: 'text' }
  const moved = time.trim() !== writeTime(entry.occurredAt, zone)
  const read = moved ? parseEntryTime(time, zone, earliest(state, entry), now) : undefined
  if (read && 'refusal' in read) return { ...read, field: 'time' }
  return {
    ...(reworded && { text: text.trim(), state: 'shown' as const }),
    ...(read && { occurredAt: read.at }),
    ...(isUserKind(entry.kind) && kind !== undefined && isUserKind(kind) && kind !== entry.kind && { kind }),
  }
}

/** The earliest that is known of the incident. */
function earliest({ incident }: IncidentState, { occurredAt }: RecordedEntry): Date {
  const { startedAt, declaredAt } = incident
  return new Date(Math.min((startedAt ?? declaredAt).getTime(), occurredAt.getTime()))
}

function describeEntryEdit(state: IncidentState, before: RecordedEntry, to: Partial<Version>): string[] {
  const { text, occurredAt, kind } = to
  return [
    ...(text !== undefined ? [`was ${quoteEntry(before)}`] : []),
    ...(occurredAt ? [`${timeIn(state, occurredAt)}, was ${timeIn(state, before.occurredAt)}`] : []),
    ...(kind ? [`${kind}, was ${before.kind}`] : []),
  ]
}
