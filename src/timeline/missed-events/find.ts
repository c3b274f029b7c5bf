import type { MessageDeleted, MessageEdited, MessagePosted } from '../../core/input.ts'
import type { MessagePage, ReadMessage, ReadMessagesCall } from '../../core/outbox/read-messages.ts'
import type { MissedEvents } from '../../core/router/missed-events.ts'
import type { MissedEventContext, StoredMessage, StoredPageState } from './context.ts'
import { missedReactions } from './reactions.ts'
import { readTs, selectThreadReplies } from './walk.ts'

/**
 * Finds the events that the bot missed, by comparing a page with what is stored. It is a pure difference of two states,
 * so that reading the same page again finds nothing more.
 */
export function findMissed(
  call: ReadMessagesCall,
  page: MessagePage,
  stored: StoredPageState,
  context: MissedEventContext,
): MissedEvents {
  const shown = (call.thread === null ? page.messages : selectThreadReplies(call, page.messages))
    .filter(({ message }) => message.ts <= readTs(call.to))
    .toSorted((a, b) => Number(a.message.ts - b.message.ts))
  return {
    messages: shown.flatMap((read) => findMissedMessages(read, stored, context)),
    changes: [
      ...shown.flatMap((read) => [
        ...findMissedEdits(read, stored, context),
        ...missedReactions(read, stored, context),
      ]),
      ...findMissedDeletions({ call, page, shown }, stored, context),
    ],
  }
}

const isMessageStored = ({ message }: ReadMessage, { seen }: StoredPageState): boolean =>
  seen.some(({ ts }) => ts === message.ts)

function findMissedMessages(
  read: ReadMessage,
  stored: StoredPageState,
  { incidentId, workspaceId }: MissedEventContext,
): MessagePosted[] {
  if (!read.isSaid || isMessageStored(read, stored)) return []
  return [{ type: 'messagePosted', workspaceId, incidentId, message: read.message }]
}

/** The edit of a message since it was stored. */
function findMissedEdits(
  { message, isSaid, editedBy }: ReadMessage,
  { seen }: StoredPageState,
  context: MissedEventContext,
): MessageEdited[] {
  const { editedTs } = message
  const storedEditedTs = seen.find(({ ts }) => ts === message.ts)?.editedTs ?? null
  if (!isSaid || editedTs === null || (storedEditedTs !== null && storedEditedTs >= editedTs)) return []
  const { incidentId, workspaceId, channelId } = context
  const by = editedBy ? { id: editedBy } : null
  return [{ type: 'messageEdited', workspaceId, incidentId, channelId, message, changedTs: editedTs, by }]
}

/** Stored messages missing from what the page covers, and replies to messages that are deleted or have none left. */
function findMissedDeletions(
  reading: { call: ReadMessagesCall; page: MessagePage; shown: readonly ReadMessage[] },
  { seen, entries }: StoredPageState,
  { incidentId, workspaceId, channelId, settledBy }: MissedEventContext,
): MessageDeleted[] {
  const { call, page, shown } = reading
  const existing = new Set(shown.filter(({ isGone }) => !isGone).map(({ message }) => message.ts))
  const withoutReplies = new Set(shown.filter(({ replies }) => replies === 0).map(({ message }) => message.ts))
  const isCovered = makeCoverageTest(call, page, shown, settledBy)
  const isGone = ({ ts, threadTs }: StoredMessage) =>
    threadTs === null || call.thread !== null
      ? isCovered(ts) && !existing.has(ts)
      : ts < settledBy && isCovered(threadTs) && (withoutReplies.has(threadTs) || !shown.some(hasMessageTs(threadTs)))
  // A captured message may be stored as seen, as an entry, or both; the deletion is news while one of them lacks it.
  const rowsByTs = Map.groupBy([...seen, ...entries], ({ ts }) => ts)
  return [...rowsByTs.values()].flatMap((rows) => {
    const [row] = rows
    const isNews = rows.some(({ deletedAt }) => deletedAt === null)
    if (!row || !isNews || !isGone(row)) return []
    return [{ type: 'messageDeleted', workspaceId, incidentId, channelId, ts: row.ts } as const]
  })
}

const hasMessageTs =
  (ts: bigint) =>
  ({ message }: ReadMessage): boolean =>
    message.ts === ts

/**
 * Returns whether a page shows every message of a given time. It cannot tell for times before its oldest message, since
 * Slack itself may no longer keep those.
 */
function makeCoverageTest(
  call: ReadMessagesCall,
  { next }: MessagePage,
  shown: readonly ReadMessage[],
  settledBy: bigint,
) {
  const edge = readTs(call.edge)
  const oldest = shown[0]?.message.ts
  const newest = shown.at(-1)?.message.ts
  return (ts: bigint): boolean => {
    if (ts >= settledBy || ts > readTs(call.to)) return false
    if (call.thread === null) return oldest !== undefined && ts >= oldest && ts <= edge
    return ts > edge && (next === null || (newest !== undefined && ts <= newest))
  }
}
