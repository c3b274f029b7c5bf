import { followUpSlices } from '../follow-ups/store.ts'
import { findOpenIncidents, incidentSlices, visibleTo } from '../incident/lifecycle/store.ts'
import { roleSlices } from '../incident/roles/store.ts'
import { challengeSlices } from '../investigation/challenges/store.ts'
import { recipientActionIds } from '../investigation/fresh-eyes/model.ts'
import { briefSlices } from '../investigation/fresh-eyes/store.ts'
import { assembleLedger, ledgerSlices } from '../investigation/ledger/store.ts'
import { waitSlices } from '../investigation/ledger/waits/store.ts'
import { findUnlabelledMentionIds } from '../messages/mrkdwn.ts'
import { upsertPeople } from '../platform/db/people.ts'
import { loadSlices } from '../platform/db/slice.ts'
import type { Tx } from '../platform/db/transaction.ts'
import { isId } from '../platform/is-id.ts'
import { splitActions, timelineSlices } from '../timeline/entries/store.ts'
import { referenceIn } from './incident/model.ts'
import type { DeliberateInput, Input } from './input.ts'
import { isAwaited } from './outbox/store.ts'
import { instantOf } from './record/model.ts'
import { reminderSlices } from './reminders/store.ts'
import type { RouterStore } from './router-parts.ts'
import { isDeliberate } from './sentences.ts'
import type { IncidentState, WorkspaceState } from './state.ts'
import { timerSlices } from './timers/store.ts'

async function lockIncident(tx: Tx, input: Input, namesIncident: boolean): Promise<IncidentState | undefined> {
  const id = await lockRow(tx, input, namesIncident)
  if (!id || !(await canSeeIncident(tx, id, input))) return undefined
  return await loadState(tx, id, listPeopleInInput(input))
}

/**
 * Outside its channel, a private incident is visible only to the members of the channel. Whoever types or clicks in the
 * channel is a member; only a modal may still be open after its user has left.
 */
async function canSeeIncident(tx: Tx, id: string, input: Input): Promise<boolean> {
  if (!isDeliberate(input)) return true
  const { channelId } = 'channelId' in input ? input : { channelId: undefined }
  const isModal =
    input.type === 'modalSubmitted' ||
    (input.type === 'buttonClicked' && input.modal !== undefined) ||
    (input.type === 'commandInvoked' && input.via === 'modal')
  const notLeft = isModal ? { members: { none: { userId: input.by.id, leftAt: { not: null } } } } : {}
  const inside = channelId ? [{ channelId, ...notLeft }] : []
  const asRecipient = briefRecipientFilters(input)
  return (await tx.incident.count({ where: { id, OR: [visibleTo(input.by.id), ...inside, ...asRecipient] } })) > 0
}

/** The recipient of a brief may answer that brief, and see nothing else of the incident. */
function briefRecipientFilters(input: DeliberateInput) {
  const actionId =
    input.type === 'buttonClicked' ? input.action : input.type === 'modalSubmitted' ? input.callbackId : ''
  if (!recipientActionIds.has(actionId) || !('about' in input) || !isId(input.about)) return []
  return [{ briefs: { some: { id: input.about, recipientId: input.by.id, sentAt: { not: null } } } }]
}

/** The actor, and the people that the command mentions. */
const listPeopleInInput = (input: Input): string[] => [
  ...('by' in input && input.by ? [input.by.id] : []),
  ...(input.type === 'commandInvoked' ? findUnlabelledMentionIds(input.rest) : []),
]

/**
 * Finds the incident an input is about and locks its row until the transaction ends. NO KEY, because inserts that only
 * refer to the incident (incoming messages) must not wait for the lock.
 */
async function lockRow(tx: Tx, input: Input, namesIncident: boolean): Promise<string | undefined> {
  if ('incidentId' in input && input.incidentId) return await lockById(tx, input.incidentId, input.type === 'timerDue')
  const number = namesIncident && input.type === 'commandInvoked' ? referenceIn(input.rest) : undefined
  if (number !== undefined && 'workspaceId' in input) {
    return firstIncidentId(
      await tx.$queryRaw<IncidentIdRow[]>`
      SELECT id FROM "Incident" WHERE "workspaceId" = ${input.workspaceId} AND number = ${number} FOR NO KEY UPDATE`,
    )
  }
  if (!('channelId' in input) || !input.channelId) return undefined
  return firstIncidentId(
    await tx.$queryRaw<IncidentIdRow[]>`
      SELECT id FROM "Incident" WHERE "channelId" = ${input.channelId}
      ORDER BY status IN ('closed', 'cancelled'), number DESC LIMIT 1 FOR NO KEY UPDATE`,
  )
}

type IncidentIdRow = { id: string }
const firstIncidentId = (rows: IncidentIdRow[]): string | undefined => rows[0]?.id

/**
 * With `stepAside`, skips a locked incident: a timer is checked again when the lock's holder is done, or at the next
 * scan.
 */
async function lockById(tx: Tx, id: string, stepAside: boolean): Promise<string | undefined> {
  if (!isId(id)) return undefined
  if (stepAside) {
    return firstIncidentId(
      await tx.$queryRaw<
        IncidentIdRow[]
      >`SELECT id FROM "Incident" WHERE id = ${id}::uuid FOR NO KEY UPDATE SKIP LOCKED`,
    )
  }
  return firstIncidentId(
    await tx.$queryRaw<IncidentIdRow[]>`SELECT id FROM "Incident" WHERE id = ${id}::uuid FOR NO KEY UPDATE`,
  )
}

const incidentStateSlices = {
  ...incidentSlices,
  ...roleSlices,
  ...ledgerSlices,
  ...challengeSlices,
  ...timelineSlices,
  ...waitSlices,
  ...briefSlices,
  ...followUpSlices,
  ...timerSlices,
  ...reminderSlices,
}

/** Loads one incident with the names of the people in it and of `others`, in one statement. Throws if there is none. */
export async function loadState(tx: Tx, id: string, others: readonly string[] = []): Promise<IncidentState> {
  const { rows, people } = await loadSlices(tx, id, incidentStateSlices, others)
  const { incidents, leavers, hypotheses, tests, evidence, actionsAndRecurrences, talk, updates, timers, ...rest } =
    rows
  const [found] = incidents
  if (!found) throw new Error(`there is no incident ${id}`)
  const { workspaceUrl, ...incident } = found
  const lastTs = talk[0]?.lastTs ?? null
  return {
    ...rest,
    ...assembleLedger({ hypotheses, tests, evidence }),
    ...splitActions(actionsAndRecurrences),
    incident,
    workspaceUrl,
    timers: new Map(timers.map(({ kind, dueAt }) => [kind, dueAt])),
    lastSpokeAt: lastTs === null ? null : instantOf(lastTs),
    lastUpdate: updates[0] ?? null,
    outside: new Set(leavers.map(({ userId }) => userId)),
    names: new Map(people.map(({ id, name }) => [id, name])),
    zones: new Map(people.flatMap(({ id, zone }) => (zone ? [[id, zone] as const] : []))),
  }
}

async function lockWorkspace(tx: Tx, workspaceId: string, viewer: string): Promise<WorkspaceState> {
  await tx.workspace.createMany({ data: [{ id: workspaceId }], skipDuplicates: true })
  const [row] = await tx.$queryRaw<{ lastNumber: number }[]>`
    SELECT "lastNumber" FROM "Workspace" WHERE id = ${workspaceId} FOR NO KEY UPDATE`
  const open = await findOpenIncidents(tx, workspaceId, viewer)
  return { workspaceId, viewer, nextNumber: (row?.lastNumber ?? 0) + 1, open }
}

async function claimInputKey(tx: Tx, key: string, at: Date): Promise<boolean> {
  const { count } = await tx.handledInput.createMany({ data: [{ key, at }], skipDuplicates: true })
  return count === 1
}

const isInputHandled = async (tx: Tx, key: string): Promise<boolean> =>
  (await tx.handledInput.count({ where: { key } })) > 0

/** Keys are kept for longer than Slack may deliver an event again. */
export async function purgeHandledInputKeys(tx: Tx, before: Date): Promise<void> {
  await tx.handledInput.deleteMany({ where: { at: { lt: before } } })
}

/** The router's store in the database. */
export const routerStore: RouterStore = {
  lockIncident,
  lock: (tx, id) => lockById(tx, id, false),
  load: (tx, id) => loadState(tx, id),
  lockWorkspace,
  openIncidents: findOpenIncidents,
  claim: claimInputKey,
  isDone: isInputHandled,
  upsertPeople: upsertPeople,
  isAwaited,
}
