import type { Savers } from '../store/savers.ts'
import type { Tx } from '../store/transaction.ts'
import type { ChallengeChange, WaitChange } from './changes.ts'
import type { AnswerKind, Challenge, Reason, Wait } from './model.ts'

export const challengeSavers: Savers<ChallengeChange> = {
  'challenge.asked': async (tx, { type: _, at, ...asked }) => {
    await tx.challenge.create({ data: { ...asked, askedAt: at } })
  },
  'challenge.answered': async (tx, { id, by, kind, answer, at, replyTs }) => {
    const data = {
      state: 'answered',
      answeredAt: at,
      answeredBy: by,
      answerKind: kind,
      answer,
      replyTs: replyTs ?? null,
    } as const
    await tx.challenge.update({ where: { id }, data })
  },
  'challenge.superseded': async (tx, { id }) => {
    await tx.challenge.update({ where: { id }, data: { state: 'superseded' } })
  },
}

export const waitSavers: Savers<WaitChange> = {
  'wait.begun': async (tx, { wait }) => {
    await tx.wait.create({ data: wait })
  },
  'wait.removed': async (tx, { id }) => {
    await tx.wait.deleteMany({ where: { id } })
  },
  'wait.ended': async (tx, { id, at, outcome }) => {
    await tx.wait.update({ where: { id }, data: { endedAt: at, outcome } })
  },
}

/** What the team waits for now, the oldest wait first. */
export async function openWaits(tx: Tx, incidentId: string): Promise<Wait[]> {
  return await tx.wait.findMany({
    where: { incidentId, endedAt: null },
    orderBy: { since: 'asc' },
    select: { id: true, party: true, about: true, since: true },
  })
}

/** Every challenge of the incident, in the order they were asked. */
export async function findChallenges(tx: Tx, incidentId: string): Promise<Challenge[]> {
  const rows = await tx.challenge.findMany({ where: { incidentId }, orderBy: { number: 'asc' } })
  return rows.map((row) => ({
    ...row,
    reason: row.reason as Reason,
    answerKind: row.answerKind as AnswerKind | null,
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
