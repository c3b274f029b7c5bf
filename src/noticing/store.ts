import { mentionedPeople } from '../slack/text.ts'
import { namesOf } from '../store/people.ts'
import type { Tx } from '../store/transaction.ts'
import type { Passed } from './review.ts'

/** Of how many messages, the newest first, those never captured are looked through. */
const most = 3_000

/** What people said to each other in an incident that is no entry, and never was one. */
export async function findPassed(tx: Tx, incidentId: string): Promise<Passed[]> {
  const messages = await tx.seenMessage.findMany({
    where: { incidentId, isTalk: true, deletedAt: null },
    orderBy: { ts: 'desc' },
    take: most,
    select: { channelId: true, ts: true, threadTs: true, authorId: true, authorName: true, text: true },
  })
  const entries = await tx.entry.findMany({
    where: { incidentId, messageTs: { not: null } },
    select: { channelId: true, messageTs: true },
  })
  const captured = new Set(entries.map(({ channelId, messageTs }) => `${channelId} ${messageTs}`))
  const passed = messages.filter(({ channelId, ts }) => !captured.has(`${channelId} ${ts}`))
  const people = passed.flatMap(({ authorId, text }) => [
    ...(authorId ? [authorId] : []),
    ...mentionedPeople(text),
  ])
  const names = await namesOf(tx, people)
  return passed.map((message) => ({ ...message, names }))
}
