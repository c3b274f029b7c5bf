import { z } from 'zod'
import { findUnlabelledMentionIds } from '../../messages/mrkdwn.ts'
import { namesOf } from '../../platform/db/people.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { SeenRow } from '../entries/store.ts'
import type { UnrecordedMessage } from './suggestions.ts'

/** How far back to look: messages since the Slack timestamp `since`, at most `most` of them. */
export interface LookBackLimit {
  since?: bigint
  most: number
}

const UnrecordedRow = SeenRow.pick({
  channelId: true,
  ts: true,
  threadTs: true,
  authorId: true,
  authorName: true,
  text: true,
})

/** Messages between people in an incident that are not, and never were, entries; newest first. */
export async function findUnrecordedMessages(
  tx: Tx,
  incidentId: string,
  { since = 0n, most }: LookBackLimit,
): Promise<UnrecordedMessage[]> {
  const rows = await tx.$queryRaw`
    SELECT s."channelId", s.ts, s."threadTs", s."authorId", s."authorName", s.text
    FROM "SeenMessage" s
    WHERE s."incidentId" = ${incidentId}::uuid AND s."isTalk" AND s."deletedAt" IS NULL AND s.ts >= ${since}::bigint
      AND NOT EXISTS (SELECT 1 FROM "Entry" e WHERE e."incidentId" = s."incidentId"
        AND e."channelId" = s."channelId" AND e."messageTs" = s.ts)
    ORDER BY s.ts DESC LIMIT ${most}::int`
  const messages = z.array(UnrecordedRow).parse(rows)
  const people = messages.flatMap(({ authorId, text }) => [
    ...(authorId ? [authorId] : []),
    ...findUnlabelledMentionIds(text),
  ])
  const names = await namesOf(tx, people)
  return messages.map((message) => ({ ...message, names }))
}
