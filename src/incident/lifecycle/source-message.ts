import type { Decision, StateChange } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import type { NewEntry } from '../../core/record/changes.ts'
import { entryBy } from '../../core/record/entry.ts'
import { instantOf } from '../../core/record/model.ts'
import type { DecisionContext } from '../../core/state.ts'
import { formatTs, toPlainText } from '../../messages/mrkdwn.ts'

/** The message an incident was declared from: its first entry, and the time of detection. */
export interface SourceMessage {
  channelId: string
  ts: bigint
  threadTs: bigint | null
  authorId: string | null
  /** Its beginning, in Slack's markup. */
  text: string
  /** It stands where not everybody can read it: nothing of it is kept but what whoever declares says. */
  isPrivate: boolean
}

/**
 * The message becomes an entry; its whole text is fetched where the bot may read it. Of a private conversation the
 * entry has the declarer's words alone: the incident is read by others.
 */
export function linkSource(
  incidentId: string,
  source: SourceMessage,
  title: string,
  by: Actor,
  ctx: DecisionContext,
): Decision {
  const entry = pointingAt(incidentId, source, source.isPrivate ? title : toPlainText(source.text), by, ctx)
  const changes: StateChange[] = [{ type: 'entry.added', entry }]
  if (!source.isPrivate) return { changes, send: [fetchSourceMessage(source, entry, by)] }
  const { authorId } = source
  const isPerson = authorId !== null && /^[UW]/.test(authorId)
  return {
    changes,
    send: isPerson ? [{ to: { person: authorId }, call: { do: 'fetch_person', id: authorId } }] : [],
  }
}

function pointingAt(
  incidentId: string,
  { channelId, ts, threadTs, authorId, isPrivate }: SourceMessage,
  words: string,
  by: Actor,
  ctx: DecisionContext,
): NewEntry {
  return {
    ...entryBy(ctx, incidentId, 'observation', words, null),
    state: isPrivate ? 'shown' : 'pending',
    occurredAt: instantOf(ts),
    recorderId: by.id,
    authorId,
    channelId,
    messageTs: ts,
    threadTs,
    captured: true,
  }
}

function fetchSourceMessage(
  { channelId, ts, threadTs, authorId }: SourceMessage,
  { id, text }: NewEntry,
  by: Actor,
): Send {
  const thread = threadTs === null ? null : formatTs(threadTs)
  // With all its words at hand, what else could be read is no matter for the declarer.
  const whole = text !== '' && !text.endsWith('…')
  return {
    to: { channel: channelId },
    call: { do: 'fetch_entry', entryId: id, ts: formatTs(ts), thread, text: null, authorId },
    ...(!whole && { tell: { person: by.id } }),
  }
}
