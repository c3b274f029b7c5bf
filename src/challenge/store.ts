import type { Jobs } from '../store/jobs.ts'
import type { Savers } from '../store/savers.ts'
import type { Tx } from '../store/transaction.ts'
import type { ChallengeChange } from './changes.ts'
import type { AnswerKind, Challenge, Reason } from './model.ts'

/** `jobs` wakes the scanner when an alarm falls due. */
export const challengeSavers = (jobs: Pick<Jobs, 'wake'>, now: () => Date): Savers<ChallengeChange> => ({
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
  'timer.set': async (tx, { incidentId, kind, dueAt }) => {
    if (!dueAt) {
      await tx.timer.deleteMany({ where: { incidentId, kind } })
      return
    }
    await tx.timer.upsert({
      where: { incidentId_kind: { incidentId, kind } },
      create: { incidentId, kind, dueAt },
      update: { dueAt },
    })
    await jobs.wake(tx, 'timers', {}, { inMs: Math.max(0, dueAt.getTime() - now().getTime()) })
  },
})

/** Every challenge of the incident, in the order they were asked. */
export async function findChallenges(tx: Tx, incidentId: string): Promise<Challenge[]> {
  const rows = await tx.challenge.findMany({ where: { incidentId }, orderBy: { number: 'asc' } })
  return rows.map((row) => ({
    ...row,
    reason: row.reason as Reason,
    answerKind: row.answerKind as AnswerKind | null,
  }))
}

/** Alarms that have gone off by now, the longest overdue first. */
export async function dueTimers(
  tx: Tx,
  now: Date,
  most: number,
): Promise<{ incidentId: string; kind: string }[]> {
  return await tx.timer.findMany({ where: { dueAt: { lte: now } }, orderBy: { dueAt: 'asc' }, take: most })
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

/** When the incident's next challenge is set to be considered. */
export async function challengeAlarm(tx: Tx, incidentId: string): Promise<Date | null> {
  const timer = await tx.timer.findUnique({ where: { incidentId_kind: { incidentId, kind: 'challenge' } } })
  return timer?.dueAt ?? null
}
