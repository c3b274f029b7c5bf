import { findOpenIncidents, visibleTo } from '../../core/incident/store.ts'
import { toDoStates } from '../../follow-ups/model.ts'
import type { Prisma } from '../../generated/prisma/client.ts'
import {
  citableEntryKinds,
  confirmedCause,
  findLeadingHypothesis,
  type Hypothesis,
} from '../../investigation/ledger/model.ts'
import { findMeasuredIncidents } from '../../investigation/stats/store.ts'
import { combineMeasures } from '../../investigation/stats/total.ts'
import { namesOf, zoneOf } from '../../platform/db/people.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { dayAt } from '../../platform/time/calendar.ts'
import type { HomeIncident, HomeState, OpenIncidentSummary, ReviewDue, TruncatedList, Unpublished } from './model.ts'

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
  const workspace = await tx.workspace.findUnique({ where: { id: workspaceId }, select: { url: true } })
  const today = dayAt(now, (await zoneOf(tx, viewer)) ?? zone)
  return {
    open,
    mine,
    others,
    origins: await originsOf(
      tx,
      followUps.map(({ incidentId }) => incidentId),
    ),
    unpublished: await unpublishedOf(tx, visible, viewer),
    reviews: await reviewsDue(tx, visible, viewer, today),
    overall: combineMeasures(await findMeasuredIncidents(tx, { workspaceId, ...visibleTo(viewer) }, now)),
    names: await namesOf(tx, people),
    workspaceUrl: workspace?.url ?? null,
    today,
  }
}

async function openWithRoles(tx: Tx, workspaceId: string, viewer: string): Promise<OpenIncidentSummary[]> {
  const open = await findOpenIncidents(tx, workspaceId, viewer)
  const roles = await tx.roleAssignment.findMany({
    where: { incidentId: { in: open.map(({ id }) => id) }, relinquishedAt: null },
    orderBy: { role: 'asc' },
    select: { incidentId: true, role: true, userId: true },
  })
  const ledgerOf = await ledgersOf(
    tx,
    open.map(({ id }) => id),
  )
  return open.map((incident) => {
    const own = roles.filter(({ incidentId }) => incidentId === incident.id)
    return {
      incident,
      commander: own.find(({ role }) => role === 'commander')?.userId ?? null,
      ...ledgerOf(incident.id),
      held: own.flatMap(({ role, userId }) => (userId === viewer ? [role] : [])),
    }
  })
}

/** By incident id, the confirmed or leading hypothesis and the number of unexplained observations. */
async function ledgersOf(
  tx: Tx,
  ids: readonly string[],
): Promise<(id: string) => Pick<OpenIncidentSummary, 'believed' | 'unexplained'>> {
  const where = { incidentId: { in: [...ids] } }
  const hypotheses = await tx.hypothesis.findMany({
    where: { ...where, OR: [{ state: 'open' }, { verdict: 'cause' }] },
    select: { incidentId: true, statement: true, state: true, verdict: true, leads: true },
  })
  const unexplained = await tx.unexplained.groupBy({
    by: ['incidentId'],
    where: {
      ...where,
      explainedAt: null,
      entry: { state: { not: 'withdrawn' }, kind: { in: [...citableEntryKinds] } },
    },
    _count: true,
  })
  const byIncident = Map.groupBy(hypotheses, ({ incidentId }) => incidentId)
  const counts = new Map(unexplained.map(({ incidentId, _count }) => [incidentId, _count]))
  return (id) => ({
    believed: describeMainHypothesis(byIncident.get(id) ?? []),
    unexplained: counts.get(id) ?? 0,
  })
}

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

async function originsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, HomeIncident>> {
  const found = await tx.incident.findMany({ where: { id: { in: [...new Set(ids)] } }, select: originColumns })
  return new Map(found.map((one) => [one.id, one]))
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
