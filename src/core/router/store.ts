import { z } from 'zod'
import { Prisma } from '../../generated/prisma/client.ts'
import { upsertPeople } from '../../platform/db/people.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { isId } from '../../platform/is-id.ts'
import type { IncidentHandler } from '../feature/handler.ts'
import type { HandledInput } from '../feature/registry.ts'
import { referenceIn } from '../incident/model.ts'
import { findOpenIncidents, visibleTo } from '../incident/store.ts'
import type { Input } from '../input.ts'
import { isAwaited } from '../outbox/store.ts'
import type { WorkspaceState } from '../state.ts'
import type { RouterStore } from './router-parts.ts'
import { isDeliberate } from './sentences.ts'

async function lockIncident<I extends HandledInput>(
  tx: Tx,
  input: I,
  handler: IncidentHandler<I>,
): Promise<string | undefined> {
  const incident = await lockRow(tx, input, handler.namesIncident === true)
  if (!incident) return undefined
  const { id, private: isPrivate } = incident
  const isVisible = !isPrivate || (await canSeePrivate(tx, id, input)) || (await handler.admits?.(tx, id, input))
  return isVisible ? id : undefined
}

/**
 * Outside its channel, a private incident is visible only to the members of the channel. Whoever types or clicks in the
 * channel is a member; only a modal may still be open after its user has left.
 */
async function canSeePrivate(tx: Tx, id: string, input: Input): Promise<boolean> {
  if (!isDeliberate(input)) return true
  const { channelId } = 'channelId' in input ? input : { channelId: undefined }
  const isModal =
    input.type === 'modalSubmitted' ||
    (input.type === 'buttonClicked' && input.modal !== undefined) ||
    (input.type === 'commandInvoked' && input.via === 'modal')
  const notLeft = isModal ? { members: { none: { userId: input.by.id, leftAt: { not: null } } } } : {}
  const inside = channelId ? [{ channelId, ...notLeft }] : []
  return (await tx.incident.count({ where: { id, OR: [visibleTo(input.by.id), ...inside] } })) > 0
}

const LockedIncident = z.object({ id: z.string(), private: z.boolean() })
type LockedIncident = z.infer<typeof LockedIncident>

/**
 * Finds the incident an input is about and locks its row until the transaction ends. NO KEY, because inserts that only
 * refer to the incident (incoming messages) must not wait for the lock.
 */
async function lockRow(tx: Tx, input: Input, namesIncident: boolean): Promise<LockedIncident | undefined> {
  if ('incidentId' in input && input.incidentId) return await lockById(tx, input.incidentId, input.type === 'timerDue')
  const number = namesIncident && input.type === 'commandInvoked' ? referenceIn(input.rest) : undefined
  if (number !== undefined && 'workspaceId' in input) {
    return await lockWhere(tx, Prisma.sql`"workspaceId" = ${input.workspaceId} AND number = ${number}`)
  }
  if (!('channelId' in input) || !input.channelId) return undefined
  return await lockWhere(
    tx,
    Prisma.sql`"channelId" = ${input.channelId} ORDER BY status IN ('closed', 'cancelled'), number DESC LIMIT 1`,
  )
}

/**
 * With `stepAside`, skips a locked incident: a timer is checked again when the lock's holder is done, or at the next
 * scan.
 */
async function lockById(tx: Tx, id: string, stepAside: boolean): Promise<LockedIncident | undefined> {
  return isId(id) ? await lockWhere(tx, Prisma.sql`id = ${id}::uuid`, stepAside) : undefined
}

async function lockWhere(tx: Tx, which: Prisma.Sql, stepAside = false): Promise<LockedIncident | undefined> {
  const orNot = stepAside ? Prisma.sql`SKIP LOCKED` : Prisma.empty
  const rows = await tx.$queryRaw`
    SELECT id, private FROM "Incident" WHERE ${which} FOR NO KEY UPDATE ${orNot}`
  return z.array(LockedIncident).parse(rows)[0]
}

const LastNumberRow = z.object({ lastNumber: z.int() })

async function lockWorkspace(tx: Tx, workspaceId: string, viewer: string): Promise<WorkspaceState> {
  await tx.workspace.createMany({ data: [{ id: workspaceId }], skipDuplicates: true })
  const rows = await tx.$queryRaw`
    SELECT "lastNumber" FROM "Workspace" WHERE id = ${workspaceId} FOR NO KEY UPDATE`
  const [row] = z.array(LastNumberRow).parse(rows)
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
  lock: async (tx, id) => (await lockById(tx, id, false))?.id,
  lockWorkspace,
  openIncidents: findOpenIncidents,
  claim: claimInputKey,
  isDone: isInputHandled,
  upsertPeople: upsertPeople,
  isAwaited,
}
