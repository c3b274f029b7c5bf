import type { Tx } from '../platform/db/transaction.ts'
import { type Change, type Decision, together } from './decision.ts'
import type { Actor } from './input.ts'
import type { RouterParts } from './parts.ts'

/**
 * Writes what was decided: the changes, what follows from them for the incident as it then stands, and what Slack is
 * to be told of it all. `people` did it; whoever is new is looked up.
 */
export async function commit(
  parts: RouterParts,
  tx: Tx,
  decision: Decision,
  incidentId: string | undefined,
  people: readonly Actor[],
): Promise<void> {
  const { store, queue, clock } = parts
  for (const change of decision.changes) await store.save(tx, change)
  const subject = incidentId ?? declaredIn(decision)
  const settled =
    subject && decision.changes.some(matters) ? await settle(parts, tx, subject, decision.changes) : undefined
  const strangers = await store.upsertPeople(tx, [...people, ...newcomers(decision.changes)])
  const sends = [
    ...decision.send,
    ...(settled?.send ?? []),
    ...strangers.map((id) => ({ to: { person: id }, call: { do: 'fetch_person', id } }) as const),
  ]
  await queue.enqueue(tx, sends, subject ?? null, clock.now())
}

async function settle(
  { store, registry, clock, newId, settings }: RouterParts,
  tx: Tx,
  id: string,
  changes: readonly Change[],
): Promise<Decision> {
  const state = await store.load(tx, id)
  const ctx = { now: clock.now(), newId, settings }
  const settled = together(
    ...registry.features.flatMap((feature) => feature.reconcile?.(state, ctx, changes) ?? []),
  )
  for (const change of settled.changes) await store.save(tx, change)
  return settled
}

const declaredIn = ({ changes }: Decision): string | undefined =>
  changes.find((change) => change.type === 'incident.declared')?.id

/** Bookkeeping of deliveries and reactions moves no clock of the incident. */
const bookkeeping = new Set<Change['type']>([
  'delivery.sent',
  'delivery.failed',
  'delivery.held',
  'board.placed',
  'entry.posted',
  'person.known',
  'member.joined',
  'member.left',
  'member.caught_up',
  'deed.done',
  'deed.undone',
  'reaction.noted',
  'seen.edited',
  'seen.deleted',
  'message.lost',
  'messages.recorded',
  'picture.found',
  'picture.kept',
  'picture.refused',
  'label.known',
  'offer.made',
  'offers.stopped',
  'offers.resumed',
])
const matters = (change: Change): boolean => !bookkeeping.has(change.type)

const newcomers = (changes: readonly Change[]): Actor[] =>
  changes.flatMap((change) => {
    const given =
      change.type === 'role.assumed'
        ? change.userId
        : change.type === 'followup.added'
          ? change.followUp.ownerId
          : change.type === 'followup.changed'
            ? change.to.ownerId
            : change.type === 'test.begun'
              ? change.ownerId
              : null
    return given ? [{ id: given }] : []
  })
