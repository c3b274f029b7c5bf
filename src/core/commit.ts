import type { Tx } from '../platform/db/transaction.ts'
import type { StateChange } from './change.ts'
import { combineDecisions, type Decision } from './decision.ts'
import type { Actor } from './input.ts'
import { makeDecisionContext, type RouterParts } from './router-parts.ts'

/**
 * Saves a decision: its changes, what the features reconcile in the resulting state of the incident, and the outbox
 * calls. `people` are those who acted. Profiles that are not stored yet are fetched from Slack.
 */
export async function commitDecision(
  parts: RouterParts,
  tx: Tx,
  decision: Decision,
  incidentId: string | undefined,
  people: readonly Actor[],
): Promise<void> {
  const { store, queue, clock } = parts
  const { savers } = parts.registry
  for (const change of decision.changes) await savers.save(tx, change)
  const subject = incidentId ?? savers.declaredIncidentId(decision.changes)
  const reconciled =
    subject && !decision.changes.every((change) => savers.isBookkeeping(change))
      ? await reconcileFeatures(parts, tx, subject, decision.changes)
      : undefined
  const named = decision.changes.flatMap((change) => savers.names(change)).map((id) => ({ id }))
  const unknownPeople = await store.upsertPeople(tx, [...people, ...named])
  const sends = [
    ...decision.send,
    ...(reconciled?.send ?? []),
    ...unknownPeople.map((id) => ({ to: { person: id }, call: { do: 'fetch_person', id } }) as const),
  ]
  await queue.enqueue(tx, sends, subject ?? null, clock.now())
}

async function reconcileFeatures(
  parts: RouterParts,
  tx: Tx,
  id: string,
  changes: readonly StateChange[],
): Promise<Decision> {
  const { registry } = parts
  const state = await registry.load(tx, id)
  const ctx = makeDecisionContext(parts)
  const reconciled = combineDecisions(
    ...registry.features.flatMap((feature) => feature.reconcile?.(state, ctx, changes) ?? []),
  )
  for (const change of reconciled.changes) await registry.savers.save(tx, change)
  return reconciled
}
