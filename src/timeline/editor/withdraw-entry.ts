import { combineDecisions, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { actionRowBlock } from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { nameOrMention } from '../../messages/mrkdwn.ts'
import { changeEntry, syncEntryMark } from './change-entry.ts'
import { editorActions } from './controls.ts'
import type { EntryEditOutcome } from './correct-entry.ts'
import { formatIncidentSlackTime, postEntryLine, quoteEntry } from './lines.ts'
import { isUserKind, isWithdrawn, type RecordedEntry } from './model.ts'

/** Takes an entry off the timeline. It stays stored, and the announcement carries a *Restore* button. */
export function withdrawEntry(ctx: WithActor, entry: RecordedEntry): EntryEditOutcome | Refusal {
  const { state, by } = ctx
  if (isWithdrawn(entry)) return { refusal: 'It is withdrawn already.' }
  if (!isUserKind(entry.kind))
    return {
      refusal: `It says what was done to the incident (${entry.kind}), and stays. Its time can be corrected.`,
    }
  const after = changeEntry(ctx, entry, { state: 'withdrawn' }, '')
  const line = `${nameOrMention(by)} withdrew ${quoteEntry(entry)} (${entry.kind}, ${formatIncidentSlackTime(state, entry.occurredAt)})`
  const restore = button('Restore', editorActions.restore, { incidentId: state.incident.id, id: entry.id })
  const send = [postEntryLine(state, line, actionRowBlock(restore)), ...syncEntryMark(state, entry, 'unreact')]
  return { entry: after.entry, decision: combineDecisions(after.decision, { changes: [], send }) }
}

/** Restores a withdrawn entry, whoever withdrew it. */
export function restoreEntry(ctx: WithActor, entry: RecordedEntry): EntryEditOutcome | Refusal {
  const { state, by } = ctx
  if (!isWithdrawn(entry)) return { refusal: 'It is on the timeline already.' }
  const isEmpty = entry.text === '' && entry.attachments.length === 0
  const after = changeEntry(ctx, entry, { state: isEmpty ? 'pending' : 'shown' }, '')
  const line = `${nameOrMention(by)} restored ${quoteEntry(entry)} (${entry.kind}, ${formatIncidentSlackTime(state, entry.occurredAt)})`
  const send = [postEntryLine(state, line), ...syncEntryMark(state, entry, 'react')]
  return { entry: after.entry, decision: combineDecisions(after.decision, { changes: [], send }) }
}
