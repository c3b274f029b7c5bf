import type { Tx } from '../platform/db/transaction.ts'
import { combineDecisions, type Decision, type StateChange } from './decision.ts'
import type { Actor } from './input.ts'
import type { RouterParts } from './router-parts.ts'

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
  for (const change of decision.changes) await store.save(tx, change)
  const subject = incidentId ?? findDeclaredIncidentId(decision)
  const reconciled =
    subject && decision.changes.some(isSubstantiveChange)
      ? await reconcileFeatures(parts, tx, subject, decision.changes)
      : undefined
  const unknownPeople = await store.upsertPeople(tx, [...people, ...listNamedActors(decision.changes)])
  const sends = [
    ...decision.send,
    ...(reconciled?.send ?? []),
    ...unknownPeople.map((id) => ({ to: { person: id }, call: { do: 'fetch_person', id } }) as const),
  ]
  await queue.enqueue(tx, sends, subject ?? null, clock.now())
}

async function reconcileFeatures(
  { store, registry, clock, newId, settings }: RouterParts,
  tx: Tx,
  id: string,
  changes: readonly StateChange[],
): Promise<Decision> {
  const state = await store.load(tx, id)
  const ctx = { now: clock.now(), newId, settings }
  const reconciled = combineDecisions(
    ...registry.features.flatMap((feature) => feature.reconcile?.(state, ctx, changes) ?? []),
  )
  for (const change of reconciled.changes) await store.save(tx, change)
  return reconciled
}

const findDeclaredIncidentId = ({ changes }: Decision): string | undefined =>
  changes.find((change) => change.type === 'incident.declared')?.id

/** Bookkeeping that moves no timer of the incident, so the features need not reconcile after it. */
const bookkeepingChangeTypes = new Set<StateChange['type']>([
  'outbox.sent',
  'outbox.failed',
  'outbox.held',
  'liveMessage.placed',
  'entry.posted',
  'person.known',
  'member.joined',
  'member.left',
  'member.caught_up',
  'undoable.done',
  'undoable.undone',
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
const isSubstantiveChange = (change: StateChange): boolean => !bookkeepingChangeTypes.has(change.type)

const listNamedActors = (changes: readonly StateChange[]): Actor[] =>
  changes.flatMap((change) => {
    const personId =
      change.type === 'role.assumed'
        ? change.userId
        : change.type === 'followup.added'
          ? change.followUp.ownerId
          : change.type === 'followup.changed'
            ? change.to.ownerId
            : change.type === 'test.begun'
              ? change.ownerId
              : null
    return personId ? [{ id: personId }] : []
  })
