import { findUnlabelledMentionIds } from '../../messages/mrkdwn.ts'
import { namesOf } from '../../platform/db/people.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import type { UnrecordedMessage } from './suggestions.ts'

/** How far back to look: from a Slack `ts` on, and at how many messages, the newest first. */
export interface Reach {
  since?: bigint
  most: number
}

/** What people said to each other in an incident that is no entry, and never was one; the newest first. */
export async function findUnrecordedMessages(
  tx: Tx,
  incidentId: string,
  { since = 0n, most }: Reach,
): Promise<UnrecordedMessage[]> {
  const passed = await tx.$queryRaw<Omit<UnrecordedMessage, 'names'>[]>`
    SELECT s."channelId", s.ts, s."threadTs", s."authorId", s."authorName", s.text
    FROM "SeenMessage" s
    WHERE s."incidentId" = ${incidentId}::uuid AND s."isTalk" AND s."deletedAt" IS NULL AND s.ts >= ${since}::bigint
      AND NOT EXISTS (SELECT 1 FROM "Entry" e WHERE e."incidentId" = s."incidentId"
        AND e."channelId" = s."channelId" AND e."messageTs" = s.ts)
    ORDER BY s.ts DESC LIMIT ${most}::int`
  const people = passed.flatMap(({ authorId, text }) => [
    ...(authorId ? [authorId] : []),
    ...findUnlabelledMentionIds(text),
  ])
  const names = await namesOf(tx, people)
  return passed.map((message) => ({ ...message, names }))
}
