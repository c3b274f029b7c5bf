import type { Logger } from 'pino'
import type { Autocommit, Transact, Tx } from '../../platform/db/transaction.ts'
import type { Clock } from '../../platform/time/clock.ts'
import type { BaseContext } from '../feature/context.ts'
import type { IncidentHandler } from '../feature/handler.ts'
import type { HandledInput, Registry } from '../feature/registry.ts'
import type { Actor, MessagePosted } from '../input.ts'
import type { CallCompleted, CallUnreadable } from '../outbox/outcome.ts'
import type { OutboxQueue } from '../outbox/queue.ts'
import type { Settings } from '../settings.ts'
import type { WorkspaceState } from '../state.ts'
import type { IngestResult } from './message-followup.ts'
import type { MissedEvents } from './missed-events.ts'

/** The router's access to the database. `core/router/store.ts` has the real one. */
export interface RouterStore {
  /** Locks the incident that an input is about. Undefined if there is none, or none that the person may see. */
  lockIncident<I extends HandledInput>(tx: Tx, input: I, handler: IncidentHandler<I>): Promise<string | undefined>
  /** Locks an incident without loading it. Resolves to undefined if there is no such incident. */
  lock(tx: Tx, incidentId: string): Promise<string | undefined>
  lockWorkspace(tx: Tx, workspaceId: string, viewer: string): Promise<WorkspaceState>
  openIncidents(tx: Tx, workspaceId: string, viewer: string): Promise<WorkspaceState['open']>
  /** Claims an idempotency key (`once`). False if an input with that key was handled before. */
  claim(tx: Tx, key: string, at: Date): Promise<boolean>
  isDone(tx: Tx, key: string): Promise<boolean>
  /** Resolves to the ids of those whose profile has yet to be fetched. */
  upsertPeople(tx: Tx, people: readonly Actor[]): Promise<string[]>
  /** False if the outcome of this attempt no longer counts. */
  isAwaited(tx: Tx, answered: CallCompleted | CallUnreadable): Promise<boolean>
}

export interface RouterParts {
  transact: Transact
  autocommit: Autocommit
  store: RouterStore
  queue: OutboxQueue
  registry: Registry
  /** Stores messages. Resolves once this one is stored. */
  ingest: { take(posted: MessagePosted): Promise<IngestResult> }
  /** The events on a page read from Slack that the bot has missed. */
  missed(input: CallCompleted): Promise<MissedEvents>
  /** Whether an error is transient, so that the same input may succeed later. */
  isPassing(error: unknown): boolean
  log: Pick<Logger, 'error'>
  clock: Clock
  newId: () => string
  settings: Settings
}

export const makeBaseContext = ({ clock, newId, settings, registry }: RouterParts): BaseContext => ({
  now: clock.now(),
  newId,
  settings,
  contributions: registry.contributions,
})
