import type { Decision } from '../../core/decision.ts'
import type { StateChange } from '../../core/feature/change.ts'
import type { BaseContext, WithActor } from '../../core/feature/context.ts'
import type { Actor } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import { entryAdded, type NewEntry } from '../../core/record/changes.ts'
import { entryByBot } from '../../core/record/entry.ts'
import { instantOf } from '../../core/record/model.ts'
import { formatTs, toPlainText } from '../../messages/mrkdwn.ts'

/** The message an incident was declared from. It becomes an entry and sets the time of detection. */
export interface SourceMessage {
  channelId: string
  ts: bigint
  threadTs: bigint | null
  authorId: string | null
  /** The beginning of its text, in Slack's markup. */
  text: string
  /** Posted where not everybody can read it. None of its text is kept, only the title the declarer gives. */
  isPrivate: boolean
}

/**
 * Records the source message as an entry and fetches its full text. For a private message the entry has only the title:
 * people who cannot read the message may read the incident.
 */
export function linkSource(
  ctx: WithActor<BaseContext>,
  incidentId: string,
  source: SourceMessage,
  title: string,
): Decision {
  const entry = makeSourceEntry(ctx, incidentId, source, source.isPrivate ? title : toPlainText(source.text))
  const changes: StateChange[] = [entryAdded({ entry })]
  if (!source.isPrivate) return { changes, send: [fetchSourceMessage(source, entry, ctx.by)] }
  const { authorId } = source
  const isPerson = authorId !== null && /^[UW]/.test(authorId)
  return {
    changes,
    send: isPerson ? [{ to: { person: authorId }, call: { do: 'fetch_person', id: authorId } }] : [],
  }
}

function makeSourceEntry(
  ctx: WithActor<BaseContext>,
  incidentId: string,
  { channelId, ts, threadTs, authorId, isPrivate }: SourceMessage,
  words: string,
): NewEntry {
  return {
    ...entryByBot(ctx, incidentId, 'observation', words),
    state: isPrivate ? 'shown' : 'pending',
    occurredAt: instantOf(ts),
    recorderId: ctx.by.id,
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
  // The declarer need not hear of a failed fetch when the text is complete already.
  const whole = text !== '' && !text.endsWith('…')
  return {
    to: { channel: channelId },
    call: { do: 'fetch_entry', entryId: id, ts: formatTs(ts), thread, text: null, authorId },
    ...(!whole && { tell: { person: by.id } }),
  }
}
