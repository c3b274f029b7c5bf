import type { Tx } from '../../platform/db/transaction.ts'
import { combineDecisions, type Decision, emptyDecision } from '../decision.ts'
import type { StateChange } from '../feature/change.ts'
import type { Actor } from '../input.ts'
import type { IncidentState } from '../state.ts'
import { makeBaseContext, type RouterParts } from './router-parts.ts'

/** What a decision was made on. */
interface DecidedOn {
  /** The incident, unless there is none, or the decision declares it. */
  incidentId: string | undefined
  /** Its state before the decision, if it was loaded. */
  state: IncidentState | undefined
  /** The people who acted. */
  people: readonly Actor[]
}

/**
 * Saves a decision: its changes, what the features reconcile in the resulting state of the incident, and the outbox
 * calls. Profiles that are not stored yet are fetched from Slack.
 */
export async function commitDecision(
  parts: RouterParts,
  tx: Tx,
  { changes, send }: Decision,
  { incidentId, state, people }: DecidedOn,
): Promise<void> {
  const { store, queue, clock, registry } = parts
  const { savers } = registry
  for (const change of changes) await savers.save(tx, change)
  const subject = incidentId ?? savers.declaredIncidentId(changes)
  const involved = [...people, ...changes.flatMap((change) => savers.names(change)).map((id) => ({ id }))]
  const isSubstantive = !changes.every((change) => savers.isBookkeeping(change))
  const changed =
    subject && isSubstantive
      ? await registry.load(
          tx,
          subject,
          involved.map(({ id }) => id),
        )
      : undefined
  const reconciled = changed ? await reconcileFeatures(parts, tx, changed, changes) : emptyDecision
  const fetched = (changed ?? state)?.fetchedProfiles
  const unknownPeople = await store.upsertPeople(
    tx,
    involved.filter(({ id }) => !fetched?.has(id)),
  )
  const sends = [
    ...send,
    ...reconciled.send,
    ...unknownPeople.map((id) => ({ to: { person: id }, call: { do: 'fetch_person', id } }) as const),
  ]
  await queue.enqueue(tx, sends, subject ?? null, clock.now())
}

async function reconcileFeatures(
  parts: RouterParts,
  tx: Tx,
  state: IncidentState,
  changes: readonly StateChange[],
): Promise<Decision> {
  const { features, savers } = parts.registry
  const ctx = { ...makeBaseContext(parts), state }
  const reconciled = combineDecisions(...features.flatMap((feature) => feature.reconcile?.(ctx, changes) ?? []))
  for (const change of reconciled.changes) await savers.save(tx, change)
  return reconciled
}
