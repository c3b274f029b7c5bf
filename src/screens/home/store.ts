import { z } from 'zod'
import { findOpenIncidents, visibleTo } from '../../core/incident/store.ts'
import { toDoStates } from '../../follow-ups/model.ts'
import { HypothesisState, IncidentMode, Prisma, Verdict } from '../../generated/prisma/client.ts'
import {
  citableEntryKinds,
  confirmedCause,
  findLeadingHypothesis,
  type Hypothesis,
} from '../../investigation/ledger/model.ts'
import { findMeasuredIncidents } from '../../investigation/stats/store.ts'
import { combineMeasures } from '../../investigation/stats/total.ts'
import { loadTogether, querySlice } from '../../platform/db/slice.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { dayAt } from '../../platform/time/calendar.ts'
import type { HomeState, OpenIncidentSummary, ReviewDue, TruncatedList, Unpublished } from './model.ts'

/** Items shown per section, so that the view stays within Slack's 100 blocks. */
const homeListLimits = { mine: 15, others: 20, unpublished: 10, reviews: 5 }

const originColumns = { id: true, number: true, title: true, severity: true, channelId: true, mode: true } as const

/** Loads the Home tab of `viewer`, without incidents they may not see. `zone` is used if theirs is unknown. */
export async function loadHome(
  tx: Tx,
  { workspaceId, viewer }: { workspaceId: string; viewer: string },
  now: Date,
  zone: string,
): Promise<HomeState> {
  const visible = {
    workspaceId,
    status: { not: 'cancelled' },
    ...visibleTo(viewer),
  } satisfies Prisma.IncidentWhereInput
  const open = await openWithRoles(tx, workspaceId, viewer)
  const mine = await findUnfinishedFollowUps(tx, { ownerId: viewer, incident: visible }, homeListLimits.mine)
  const others = await findUnfinishedFollowUps(
    tx,
    { OR: [{ ownerId: null }, { ownerId: { not: viewer } }], incident: visible },
    homeListLimits.others,
  )
  const followUps = [...mine.shown, ...others.shown]
  const people = [
    ...open.flatMap(({ commander }) => commander ?? []),
    ...followUps.flatMap(({ ownerId }) => ownerId ?? []),
  ]
  const unpublished = await unpublishedOf(tx, visible, viewer)
  const surroundings = await loadTogether(
    tx,
    surroundingSlices(
      workspaceId,
      followUps.map(({ incidentId }) => incidentId),
    ),
    [viewer, ...people],
  )
  const profiles = new Map(surroundings.people.map((person) => [person.id, person]))
  const today = dayAt(now, profiles.get(viewer)?.zone ?? zone)
  return {
    open,
    mine,
    others,
    origins: new Map(surroundings.rows.origins.map((one) => [one.id, one])),
    unpublished,
    reviews: await reviewsDue(tx, visible, viewer, today),
    overall: combineMeasures(await findMeasuredIncidents(tx, { workspaceId, ...visibleTo(viewer) }, now)),
    names: new Map(people.flatMap((id) => (profiles.has(id) ? [[id, profiles.get(id)?.name ?? id] as const] : []))),
    workspaceUrl: surroundings.rows.workspace[0]?.url ?? null,
    today,
  }
}

const OriginRow = z.object({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  severity: z.string(),
  channelId: z.string().nullable(),
  mode: z.enum(IncidentMode),
})

const surroundingSlices = (workspaceId: string, incidentIds: readonly string[]) => ({
  workspace: querySlice(
    z.object({ url: z.string().nullable() }),
    () => Prisma.sql`SELECT url FROM "Workspace" WHERE id = ${workspaceId}`,
  ),
  origins: querySlice(
    OriginRow,
    () => Prisma.sql`
      SELECT id, number, title, severity, "channelId", mode FROM "Incident" WHERE id = ANY(${[...incidentIds]}::uuid[])`,
  ),
})

async function openWithRoles(tx: Tx, workspaceId: string, viewer: string): Promise<OpenIncidentSummary[]> {
  const open = await findOpenIncidents(tx, workspaceId, viewer)
  if (open.length === 0) return []
  const { rows } = await loadTogether(tx, ledgerSlices(open.map(({ id }) => id)))
  const byIncident = <T extends { incidentId: string }>(all: readonly T[]) =>
    Map.groupBy(all, ({ incidentId }) => incidentId)
  const [roles, hypotheses] = [byIncident(rows.roles), byIncident(rows.hypotheses)]
  const unexplained = new Map(rows.unexplained.map(({ incidentId, count }) => [incidentId, count]))
  return open.map((incident) => {
    const own = roles.get(incident.id) ?? []
    return {
      incident,
      commander: own.find(({ role }) => role === 'commander')?.userId ?? null,
      believed: describeMainHypothesis(hypotheses.get(incident.id) ?? []),
      unexplained: unexplained.get(incident.id) ?? 0,
      held: own.flatMap(({ role, userId }) => (userId === viewer ? [role] : [])),
    }
  })
}

const RoleRow = z.object({ incidentId: z.string(), role: z.string(), userId: z.string() })
const HeldHypothesisRow = z.object({
  incidentId: z.string(),
  statement: z.string(),
  state: z.enum(HypothesisState),
  verdict: z.enum(Verdict).nullable(),
  leads: z.boolean(),
})

/** Who holds which role, what is confirmed or may lead, and how many observations are unexplained. */
const ledgerSlices = (ids: readonly string[]) => ({
  roles: querySlice(
    RoleRow,
    () => Prisma.sql`
      SELECT "incidentId", role, "userId" FROM "RoleAssignment"
      WHERE "incidentId" = ANY(${[...ids]}::uuid[]) AND "relinquishedAt" IS NULL ORDER BY role`,
  ),
  hypotheses: querySlice(
    HeldHypothesisRow,
    () => Prisma.sql`
      SELECT "incidentId", statement, state, verdict, leads FROM "Hypothesis"
      WHERE "incidentId" = ANY(${[...ids]}::uuid[]) AND (state = 'open' OR verdict = 'cause')`,
  ),
  unexplained: querySlice(
    z.object({ incidentId: z.string(), count: z.int() }),
    () => Prisma.sql`
      SELECT u."incidentId", count(*) AS count FROM "Unexplained" u JOIN "Entry" e ON e.id = u."entryId"
      WHERE u."incidentId" = ANY(${[...ids]}::uuid[]) AND u."explainedAt" IS NULL
        AND e.state <> 'withdrawn' AND e.kind::text = ANY(${[...citableEntryKinds]}::text[])
      GROUP BY u."incidentId"`,
  ),
})

function describeMainHypothesis(
  hypotheses: readonly Pick<Hypothesis, 'statement' | 'state' | 'verdict' | 'leads'>[],
): OpenIncidentSummary['believed'] {
  const [cause, lead] = [confirmedCause(hypotheses), findLeadingHypothesis(hypotheses)]
  if (cause) return { statement: cause.statement, as: 'confirmed' }
  return lead ? { statement: lead.statement, as: 'leads' } : null
}

/** Unfinished follow-ups by due date, those without one last. */
async function findUnfinishedFollowUps(
  tx: Tx,
  which: Prisma.FollowUpWhereInput,
  take: number,
): Promise<HomeState['mine']> {
  const where = { ...which, state: { in: [...toDoStates] } } satisfies Prisma.FollowUpWhereInput
  const shown = await tx.followUp.findMany({
    where,
    orderBy: [{ dueOn: { sort: 'asc', nulls: 'last' } }, { createdAt: 'asc' }],
    take,
  })
  return { shown, total: shown.length < take ? shown.length : await tx.followUp.count({ where }) }
}

/** Closed incidents in which the viewer still holds the role of commander or owner. */
const accountableIncidentFilter = (visible: Prisma.IncidentWhereInput, viewer: string) =>
  ({
    ...visible,
    status: 'closed',
    roles: { some: { userId: viewer, role: { in: ['commander', 'owner'] }, relinquishedAt: null } },
  }) satisfies Prisma.IncidentWhereInput

/** The viewer's closed incidents without a published post-mortem, oldest first. */
async function unpublishedOf(
  tx: Tx,
  visible: Prisma.IncidentWhereInput,
  viewer: string,
): Promise<TruncatedList<Unpublished>> {
  const where = { ...accountableIncidentFilter(visible, viewer), NOT: { postMortem: { state: 'published' } } } as const
  const found = await tx.incident.findMany({
    where,
    orderBy: { closedAt: 'asc' },
    take: homeListLimits.unpublished,
    select: { ...originColumns, closedAt: true, postMortem: { select: { state: true } } },
  })
  const shown = found.map(({ postMortem, ...one }) => ({
    ...one,
    isInReview: postMortem?.state === 'in_review',
  }))
  return {
    shown,
    total: shown.length < homeListLimits.unpublished ? shown.length : await tx.incident.count({ where }),
  }
}

/** The viewer's closed incidents whose post-mortem is due for another review, the longest overdue first. */
async function reviewsDue(
  tx: Tx,
  visible: Prisma.IncidentWhereInput,
  viewer: string,
  today: Date,
): Promise<TruncatedList<ReviewDue>> {
  const where = { ...accountableIncidentFilter(visible, viewer), postMortem: { nextReviewOn: { lte: today } } }
  const found = await tx.incident.findMany({
    where,
    orderBy: { postMortem: { nextReviewOn: 'asc' } },
    take: homeListLimits.reviews,
    select: { ...originColumns, postMortem: { select: { nextReviewOn: true } } },
  })
  const shown = found.flatMap(({ postMortem, ...one }) =>
    postMortem?.nextReviewOn ? [{ ...one, nextReviewOn: postMortem.nextReviewOn }] : [],
  )
  return {
    shown,
    total: shown.length < homeListLimits.reviews ? shown.length : await tx.incident.count({ where }),
  }
}
