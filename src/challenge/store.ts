import { z } from 'zod'
import type { Savers } from '../store/savers.ts'
import type { Tx } from '../store/transaction.ts'
import type { ChallengeChange } from './changes.ts'
import type { AnswerKind, Candidate, Challenge, Level, Reason } from './model.ts'

const Candidates: z.ZodType<Candidate[]> = z.array(
  z.object({
    channelId: z.string(),
    ts: z.string().transform((ts) => BigInt(ts)),
    author: z.string(),
    text: z.string(),
  }),
)

export const challengeSavers: Savers<ChallengeChange> = {
  'challenge.asked': async (tx, { type: _, at, candidates, ...asked }) => {
    const stored = candidates.map((candidate) => ({ ...candidate, ts: String(candidate.ts) }))
    await tx.challenge.create({ data: { ...asked, candidates: stored, askedAt: at } })
  },
  'challenge.answered': async (tx, { id, by, kind, answer, at, replyTs, until }) => {
    const data = {
      state: 'answered',
      answeredAt: at,
      answeredBy: by,
      answerKind: kind,
      answer,
      replyTs: replyTs ?? null,
      until: until ?? null,
    } as const
    await tx.challenge.update({ where: { id }, data })
  },
  'challenge.superseded': async (tx, { id }) => {
    await tx.challenge.update({ where: { id }, data: { state: 'superseded' } })
  },
}

/** Every challenge of the incident, in the order they were asked. */
export async function findChallenges(tx: Tx, incidentId: string): Promise<Challenge[]> {
  const rows = await tx.challenge.findMany({ where: { incidentId }, orderBy: { number: 'asc' } })
  return rows.map((row) => ({
    ...row,
    reason: row.reason as Reason,
    answerKind: row.answerKind as AnswerKind | null,
    level: row.level as Level,
    candidates: Candidates.parse(row.candidates),
  }))
}

/** The first reply in a thread, by a person, that came before it was known to be the thread of a challenge. */
export async function earlyReply(tx: Tx, incidentId: string, channelId: string, threadTs: bigint) {
  const seen = await tx.seenMessage.findFirst({
    where: { incidentId, channelId, threadTs, isTalk: true, deletedAt: null },
    orderBy: { ts: 'asc' },
    select: { authorId: true, text: true, ts: true },
  })
  if (!seen?.authorId) return undefined
  const isEntry = (await tx.entry.count({ where: { incidentId, channelId, messageTs: seen.ts } })) > 0
  return { by: { id: seen.authorId }, text: seen.text, messageTs: seen.ts, isEntry }
}
