import { z } from 'zod'
import { type Saver, saver } from '../../core/feature/saver.ts'
import { statePart } from '../../core/feature/state-part.ts'
import { ChallengeState } from '../../generated/prisma/client.ts'
import { instantColumn, microsColumn, tableSlice } from '../../platform/db/slice.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { isId } from '../../platform/is-id.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import type { ActionResultFields } from '../../timeline/editor/result.ts'
import { findUnrecordedMessages } from '../../timeline/listening/find-unrecorded.ts'
import type { InvestigationState } from '../state.ts'
import { noBackground, type QuestionBackground } from './background.ts'
import { selectHypothesisCandidates } from './candidates.ts'
import { challengeAnswered, challengeAsked, challengeReopened, challengeSuperseded } from './changes.ts'
import { answerKinds, type Candidate, type ChallengeReason, challengeReasons } from './model.ts'
import type { NextChallenge } from './policy.ts'

const StoredCandidates: z.ZodType<Candidate[]> = z.array(
  z.object({
    channelId: z.string(),
    ts: z.string().transform((ts) => BigInt(ts)),
    author: z.string(),
    text: z.string(),
  }),
)

export const challengeSavers: Saver[] = [
  saver(challengeAsked, async (tx, { type: _, at, candidates, ...asked }) => {
    const stored = candidates.map((candidate) => ({ ...candidate, ts: String(candidate.ts) }))
    await tx.challenge.create({ data: { ...asked, candidates: stored, askedAt: at } })
  }),
  saver(challengeAnswered, async (tx, { id, by, kind, answer, at, replyTs, until }) => {
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
  }),
  saver(challengeSuperseded, async (tx, { id }) => {
    await tx.challenge.update({ where: { id }, data: { state: 'superseded' } })
  }),
  saver(challengeReopened, async (tx, { id }) => {
    const { incidentId } = await tx.challenge.findUniqueOrThrow({
      where: { id },
      select: { incidentId: true },
    })
    // Only one may be open: a challenge asked since takes precedence.
    const others = await tx.challenge.count({ where: { incidentId, state: 'open' } })
    const unanswered = {
      answeredAt: null,
      answeredBy: null,
      answerKind: null,
      answer: null,
      replyTs: null,
      until: null,
    }
    const state = others > 0 ? ('superseded' as const) : ('open' as const)
    await tx.challenge.update({ where: { id }, data: { state, ...unanswered } })
  }),
]

const ChallengeTableRow = z.object({
  id: z.string(),
  number: z.int(),
  reason: z.enum(challengeReasons),
  family: z.string(),
  why: z.string(),
  question: z.string(),
  hypothesisId: z.string().nullable(),
  aboutId: z.string().nullable(),
  state: z.enum(ChallengeState),
  level: z.literal([0, 1, 2]),
  candidates: StoredCandidates,
  askedAt: instantColumn,
  askedOf: z.string().nullable(),
  answeredAt: instantColumn.nullable(),
  answeredBy: z.string().nullable(),
  answerKind: z.enum(answerKinds).nullable(),
  answer: z.string().nullable(),
  replyTs: microsColumn.nullable(),
  until: instantColumn.nullable(),
})

export const challengePart = statePart({
  challenges: tableSlice('Challenge', ChallengeTableRow, { orderBy: ['number'], people: ['answeredBy'] }),
})

/** The first reply a person posted in a thread before it was known to be a challenge's. */
export async function findEarlyReply(tx: Tx, incidentId: string, channelId: string, threadTs: bigint) {
  const seen = await tx.seenMessage.findFirst({
    where: { incidentId, channelId, threadTs, isTalk: true, deletedAt: null },
    orderBy: { ts: 'asc' },
    select: { authorId: true, text: true, ts: true },
  })
  if (!seen?.authorId) return undefined
  const isEntry = (await tx.entry.count({ where: { incidentId, channelId, messageTs: seen.ts } })) > 0
  return { by: { id: seen.authorId }, text: seen.text, messageTs: seen.ts, isEntry }
}

/** Reasons about a single action or test: their questions need no background. */
const reasonsWithoutBackground: readonly ChallengeReason[] = ['did_it_work', 'test_due']
/** How far back, and in how many messages, to look for a hypothesis that nobody captured. */
const candidateLookbackMs = 60 * minuteMs
const maxCandidateMessages = 200
const maxBackgroundChanges = 2
const maxBackgroundPeriods = 20

const RecentChangeRow = z.object({ text: z.string(), at: z.date() })
const MentionedServiceRow = z.object({ service: z.string() })

/** Loads what a question is worded from besides the state, in sequential queries. */
export async function findQuestionBackground(
  tx: Tx,
  state: InvestigationState,
  { reason }: Pick<NextChallenge, 'reason'>,
  now: Date,
): Promise<QuestionBackground> {
  if (reasonsWithoutBackground.includes(reason)) return noBackground
  const { id: incidentId, services } = state.incident
  const changes = await tx.$queryRaw`
    SELECT left(text, 300) AS text, "occurredAt" AS at FROM "Entry"
    WHERE "incidentId" = ${incidentId}::uuid AND kind = 'change' AND state = 'shown'
    ORDER BY "occurredAt" DESC, "recordedAt" DESC LIMIT ${maxBackgroundChanges}::int`
  const windows = await tx.impactPeriod.findMany({
    where: { incidentId },
    orderBy: { from: 'desc' },
    take: maxBackgroundPeriods,
    select: { from: true, to: true },
  })
  const spokenOf = await findMentionedServices(tx, incidentId, services)
  return {
    candidates: reason === 'no_hypothesis' ? await loadHypothesisCandidates(tx, state, now) : [],
    changes: z.array(RecentChangeRow).parse(changes),
    services: { spokenOf, silent: services.filter((service) => !spokenOf.includes(service)) },
    windows: windows.toReversed(),
  }
}

/** The services people's entries mention. The bot's own entries do not count, since they may mention all of them. */
async function findMentionedServices(tx: Tx, incidentId: string, services: readonly string[]): Promise<string[]> {
  if (services.length === 0) return []
  const rows = await tx.$queryRaw`
    SELECT service FROM unnest(${services}::text[]) AS service
    WHERE EXISTS (SELECT 1 FROM "Entry" WHERE "incidentId" = ${incidentId}::uuid AND state = 'shown'
      AND kind NOT IN ('status', 'severity', 'role', 'impact', 'challenge', 'correction')
      AND position(lower(service) IN lower(text)) > 0)`
  return z
    .array(MentionedServiceRow)
    .parse(rows)
    .map(({ service }) => service)
}

async function loadHypothesisCandidates(tx: Tx, state: InvestigationState, now: Date): Promise<Candidate[]> {
  const since = BigInt(now.getTime() - candidateLookbackMs) * 1_000n
  const messages = await findUnrecordedMessages(tx, state.incident.id, { since, most: maxCandidateMessages })
  return selectHypothesisCandidates(state, messages)
}

/** The fields of an action that are needed to give it a result. */
export async function findAction(tx: Tx, incidentId: string, id: string): Promise<ActionResultFields | undefined> {
  if (!isId(id)) return undefined
  const found = await tx.entry.findFirst({
    where: { id, incidentId, kind: 'action' },
    select: {
      id: true,
      kind: true,
      state: true,
      text: true,
      result: true,
      resultNote: true,
      resultBy: true,
      resultAt: true,
    },
  })
  return found ?? undefined
}
