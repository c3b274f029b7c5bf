import { type Refusal, together } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { actions, button } from '../../messages/blocks.ts'
import { who } from '../../messages/mrkdwn.ts'
import { changed, marking } from './change.ts'
import type { Outcome } from './correct.ts'
import { isGiven, isWithdrawn, type RecordedEntry } from './model.ts'
import { publicly, quoted, timeIn } from './say.ts'

/** Takes an entry off the timeline; it is kept, and the line that says so puts it back by one click. */
export function withdraw(
  state: IncidentState,
  entry: RecordedEntry,
  by: Actor,
  ctx: DecisionContext,
): Outcome | Refusal {
  if (isWithdrawn(entry)) return { refusal: 'It is withdrawn already.' }
  if (!isGiven(entry.kind))
    return {
      refusal: `It says what was done to the incident (${entry.kind}), and stays. Its time can be corrected.`,
    }
  const after = changed(state, entry, { state: 'withdrawn' }, '', by, ctx)
  const line = `${who(by)} withdrew ${quoted(entry)} (${entry.kind}, ${timeIn(state, entry.occurredAt)})`
  const restore = button('Restore', 'timeline.restore', { incidentId: state.incident.id, about: entry.id })
  const send = [publicly(state, line, actions(restore)), ...marking(state, entry, 'unreact')]
  return { entry: after.entry, decision: together(after.decision, { changes: [], send }) }
}

/** Puts a withdrawn entry back, whoever withdrew it. */
export function restore(
  state: IncidentState,
  entry: RecordedEntry,
  by: Actor,
  ctx: DecisionContext,
): Outcome | Refusal {
  if (!isWithdrawn(entry)) return { refusal: 'It is on the timeline already.' }
  const isEmpty = entry.text === '' && entry.attachments.length === 0
  const after = changed(state, entry, { state: isEmpty ? 'pending' : 'shown' }, '', by, ctx)
  const line = `${who(by)} restored ${quoted(entry)} (${entry.kind}, ${timeIn(state, entry.occurredAt)})`
  const send = [publicly(state, line), ...marking(state, entry, 'react')]
  return { entry: after.entry, decision: together(after.decision, { changes: [], send }) }
}
