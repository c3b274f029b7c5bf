import { type Saver, saver } from '../../core/feature/saver.ts'
import type { CallCompleted } from '../../core/outbox/outcome.ts'
import { type LostMessage, type MessagePage, type ReadMessagesCall, tsOf } from '../../core/outbox/read-messages.ts'
import type { MissedEvents } from '../../core/router/missed-events.ts'
import type { Settings } from '../../core/settings.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { secondMs } from '../../platform/time/durations.ts'
import { messageLost, messagesRecorded } from './changes.ts'
import type { MissedEventContext, StoredPageState } from './context.ts'
import { findMissed } from './find.ts'
import { readTs } from './walk.ts'

/** Events this close to the request may be newer than the page. */
const eventGraceMs = 10 * secondMs

const noMissedEvents: MissedEvents = { messages: [], changes: [] }

/** The events that a page shows and the bot missed; none if `input` is not a page that was read. */
export async function findMissedEvents(tx: Tx, input: CallCompleted, settings: Settings): Promise<MissedEvents> {
  const { send, outcome, incidentId, createdAt } = input
  const { call, to } = send
  if (call.do !== 'read_messages' || outcome.kind !== 'done' || outcome.result.got !== 'page') return noMissedEvents
  const incident = incidentId ? await tx.incident.findUnique({ where: { id: incidentId } }) : null
  const channelId = 'channel' in to ? to.channel : incident?.channelId
  if (!incident || !channelId) return noMissedEvents
  const page = outcome.result
  const context = {
    incidentId: incident.id,
    workspaceId: incident.workspaceId,
    channelId,
    isOwn: channelId === incident.channelId,
    settledBy: tsOf(new Date(createdAt.getTime() - eventGraceMs)),
    reactions: new Set(Object.values(settings.reactions).flat()),
  }
  return findMissed(call, page, await loadStoredPageState(tx, context, call, page), context)
}

async function loadStoredPageState(
  tx: Tx,
  { incidentId, channelId }: Pick<MissedEventContext, 'incidentId' | 'channelId'>,
  call: ReadMessagesCall,
  { messages }: MessagePage,
): Promise<StoredPageState> {
  const shown = messages.map(({ message }) => message.ts)
  const toFilter = makePageFilter(call, shown)
  const seen = await tx.seenMessage.findMany({
    where: { channelId, OR: toFilter((range) => ({ ts: range })) },
    select: { ts: true, threadTs: true, editedTs: true, deletedAt: true },
  })
  const entries = await tx.entry.findMany({
    where: { incidentId, channelId, captured: true, OR: toFilter((range) => ({ messageTs: range })) },
    select: { messageTs: true, threadTs: true, deletedInSlack: true },
  })
  const reactions = await tx.reaction.findMany({ where: { channelId, messageTs: { in: shown } } })
  return {
    reactions,
    seen,
    entries: entries.flatMap(({ messageTs: ts, threadTs, deletedInSlack: deletedAt }) =>
      ts === null ? [] : [{ ts, threadTs, deletedAt }],
    ),
  }
}

interface TsRange {
  gte: bigint
  lte: bigint
}

/** A filter for the messages and threads that a page of the channel covers, or for the replies of one thread. */
function makePageFilter({ thread, edge }: ReadMessagesCall, shown: readonly bigint[]) {
  if (thread !== null) return () => [{ threadTs: readTs(thread) }]
  const oldest = shown.at(-1) ?? readTs(edge)
  const range = { gte: oldest, lte: readTs(edge) }
  return <W>(byTs: (range: TsRange) => W) => [byTs(range), { threadTs: range }]
}

export const missedEventSavers: Saver[] = [
  saver(
    messageLost,
    async (tx, { incidentId, message, at: lostAt }) => {
      await tx.lostMessage.createMany({ data: [{ incidentId, ...message, lostAt }], skipDuplicates: true })
    },
    { isBookkeeping: true },
  ),
  saver(
    messagesRecorded,
    async (tx, { incidentId, channelId, ts }) => {
      await tx.lostMessage.deleteMany({ where: { incidentId, channelId, ts: { in: ts } } })
    },
    { isBookkeeping: true },
  ),
]

/** The messages of an incident that could not be stored, oldest first. */
export async function lostMessagesOf(tx: Tx, incidentId: string): Promise<LostMessage[]> {
  return await tx.lostMessage.findMany({
    where: { incidentId },
    orderBy: { ts: 'asc' },
    select: { channelId: true, ts: true, threadTs: true },
  })
}

/** Sets a timer, due now, that looks for missed events in the channel of every open incident. */
export async function requestCatchUpReads(tx: Tx, now: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Timer" ("incidentId", kind, "dueAt")
    SELECT id, 'reread', ${now} FROM "Incident"
    WHERE "channelId" IS NOT NULL AND status NOT IN ('closed', 'cancelled')
    ON CONFLICT ("incidentId", kind) DO UPDATE SET "dueAt" = EXCLUDED."dueAt"`
}
