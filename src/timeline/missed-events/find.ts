import type { MessageDeleted, MessageEdited, MessagePosted } from '../../core/input.ts'
import type { MissedEventContext, MissedEvents, StoredMessage, StoredPageState } from './context.ts'
import type { MessagePage, ReadMessage, ReadMessagesCall } from './model.ts'
import { missedReactions } from './reactions.ts'
import { readTs, selectThreadReplies } from './walk.ts'

/**
 * What the bot has not been told, or not taken in, of what a page shows. A pure difference of two states, so that
 * reading the same again finds nothing more.
 */
export function findMissed(
  call: ReadMessagesCall,
  page: MessagePage,
  stored: StoredPageState,
  ground: MissedEventContext,
): MissedEvents {
  const shown = (call.thread === null ? page.messages : selectThreadReplies(call, page.messages))
    .filter(({ message }) => message.ts <= readTs(call.to))
    .toSorted((a, b) => Number(a.message.ts - b.message.ts))
  return {
    spoken: shown.flatMap((read) => findMissedMessages(read, stored, ground)),
    deeds: [
      ...shown.flatMap((read) => [...edits(read, stored, ground), ...missedReactions(read, stored, ground)]),
      ...deletions(call, page, shown, stored, ground),
    ],
  }
}

const isSeen = ({ message }: ReadMessage, { seen }: StoredPageState): boolean =>
  seen.some(({ ts }) => ts === message.ts)

function findMissedMessages(
  read: ReadMessage,
  stored: StoredPageState,
  { incidentId, workspaceId }: MissedEventContext,
): MessagePosted[] {
  if (!read.isSaid || isSeen(read, stored)) return []
  return [{ type: 'messagePosted', workspaceId, incidentId, message: read.message }]
}

/** Its text has changed since it was heard. */
function edits(
  { message, isSaid, editedBy }: ReadMessage,
  { seen }: StoredPageState,
  ground: MissedEventContext,
): MessageEdited[] {
  const { editedTs } = message
  const known = seen.find(({ ts }) => ts === message.ts)?.editedTs ?? null
  if (!isSaid || editedTs === null || (known !== null && known >= editedTs)) return []
  const { incidentId, workspaceId, channelId } = ground
  const by = editedBy ? { id: editedBy } : null
  return [{ type: 'messageEdited', workspaceId, incidentId, channelId, message, changedTs: editedTs, by }]
}

/** Messages that stood between those of the page and are gone, and the replies of those that have none any more. */
function deletions(
  call: ReadMessagesCall,
  page: MessagePage,
  shown: readonly ReadMessage[],
  { seen, entries }: StoredPageState,
  { incidentId, workspaceId, channelId, settledBy }: MissedEventContext,
): MessageDeleted[] {
  const there = new Set(shown.filter(({ isGone }) => !isGone).map(({ message }) => message.ts))
  const bereft = new Set(shown.filter(({ replies }) => replies === 0).map(({ message }) => message.ts))
  const isCovered = coverage(call, page, shown, settledBy)
  const isGone = ({ ts, threadTs }: StoredMessage) =>
    threadTs === null || call.thread !== null
      ? isCovered(ts) && !there.has(ts)
      : ts < settledBy && isCovered(threadTs) && (bereft.has(threadTs) || !shown.some(on(threadTs)))
  // A message without words of its own may be an entry all the same, and either may know of the deletion.
  const known = Map.groupBy([...seen, ...entries], ({ ts }) => ts)
  return [...known.values()].flatMap((rows) => {
    const [row] = rows
    const isNews = rows.some(({ deletedAt }) => deletedAt === null)
    if (!row || !isNews || !isGone(row)) return []
    return [{ type: 'messageDeleted', workspaceId, incidentId, channelId, ts: row.ts } as const]
  })
}

const on =
  (ts: bigint) =>
  ({ message }: ReadMessage): boolean =>
    message.ts === ts

/**
 * Of which times a page shows all there is. Nothing is said of what is older than the oldest message shown: Slack
 * itself may have stopped keeping it.
 */
function coverage(call: ReadMessagesCall, { next }: MessagePage, shown: readonly ReadMessage[], settledBy: bigint) {
  const edge = readTs(call.edge)
  const oldest = shown[0]?.message.ts
  const newest = shown.at(-1)?.message.ts
  return (ts: bigint): boolean => {
    if (ts >= settledBy || ts > readTs(call.to)) return false
    if (call.thread === null) return oldest !== undefined && ts >= oldest && ts <= edge
    return ts > edge && (next === null || (newest !== undefined && ts <= newest))
  }
}
