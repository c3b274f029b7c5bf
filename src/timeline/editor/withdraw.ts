import { type Refusal, together } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { actions, button } from '../../messages/blocks.ts'
import { who } from '../../messages/mrkdwn.ts'
import { changeEntry, syncEntryMark } from './change.ts'
import type { EntryEditOutcome } from './correct.ts'
import { isUserKind, isWithdrawn, type RecordedEntry } from './model.ts'
import { postEntryLine, quoteEntry, timeIn } from './say.ts'

/** Takes an entry off the timeline; it is kept, and the line that says so puts it back by one click. */
export function withdrawEntry(
  state: IncidentState,
  entry: RecordedEntry,
  by: Actor,
  ctx: DecisionContext,
): EntryEditOutcome | Refusal {
  if (isWithdrawn(entry)) return { refusal: 'It is withdrawn already.' }
  if (!isUserKind(entry.kind))
    return {
      refusal: `It says what was done to the incident (${entry.kind}), and stays. Its time can be corrected.`,
    }
  const after = changeEntry(state, entry, { state: 'withdrawn' }, '', by, ctx)
  const line = `${who(by)} withdrew ${quoteEntry(entry)} (${entry.kind}, ${timeIn(state, entry.occurredAt)})`
  const restore = button('Restore', 'timeline.restore', { incidentId: state.incident.id, about: entry.id })
  const send = [postEntryLine(state, line, actions(restore)), ...syncEntryMark(state, entry, 'unreact')]
  return { entry: after.entry, decision: together(after.decision, { changes: [], send }) }
}

/** Puts a withdrawn entry back, whoever withdrew it. */
export function restoreEntry(
  state: IncidentState,
  entry: RecordedEntry,
  by: Actor,
  ctx: DecisionContext,
): EntryEditOutcome | Refusal {
  if (!isWithdrawn(entry)) return { refusal: 'It is on the timeline already.' }
  const isEmpty = entry.text === '' && entry.attachments.length === 0
  const after = changeEntry(state, entry, { state: isEmpty ? 'pending' : 'shown' }, '', by, ctx)
  const line = `${who(by)} restored ${quoteEntry(entry)} (${entry.kind}, ${timeIn(state, entry.occurredAt)})`
  const send = [postEntryLine(state, line), ...syncEntryMark(state, entry, 'react')]
  return { entry: after.entry, decision: together(after.decision, { changes: [], send }) }
}
