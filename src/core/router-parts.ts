import type { Logger } from 'pino'
import type { Settings } from '../platform/config/settings.ts'
import type { Transact, Tx } from '../platform/db/transaction.ts'
import type { Clock } from '../platform/time/clock.ts'
import type { MessageIngest } from '../timeline/capture/message-ingest.ts'
import type { MissedEvents } from '../timeline/missed-events/context.ts'
import type { Actor, Input } from './input.ts'
import type { CallCompleted } from './outbox/outcome.ts'
import type { OutboxQueue } from './outbox/queue.ts'
import type { Registry } from './registry.ts'
import type { IncidentState, WorkspaceState } from './state.ts'

/** The router's access to the database. `core/store.ts` has the real one. */
export interface RouterStore {
  lockIncident(tx: Tx, input: Input, namesIncident: boolean): Promise<IncidentState | undefined>
  /** Locks an incident without loading it. Resolves to undefined if there is no such incident. */
  lock(tx: Tx, incidentId: string): Promise<string | undefined>
  load(tx: Tx, incidentId: string): Promise<IncidentState>
  lockWorkspace(tx: Tx, workspaceId: string, viewer: string): Promise<WorkspaceState>
  openIncidents(tx: Tx, workspaceId: string, viewer: string): Promise<WorkspaceState['open']>
  /** Claims an idempotency key (`once`). False if an input with that key was handled before. */
  claim(tx: Tx, key: string, at: Date): Promise<boolean>
  isDone(tx: Tx, key: string): Promise<boolean>
  /** Resolves to the ids of those whose profile has yet to be fetched. */
  upsertPeople(tx: Tx, people: readonly Actor[]): Promise<string[]>
  /** False if the outcome of this attempt no longer counts. */
  isAwaited(tx: Tx, answered: CallCompleted): Promise<boolean>
}

export interface RouterParts {
  transact: Transact
  store: RouterStore
  queue: OutboxQueue
  registry: Registry
  ingest: MessageIngest
  /** The events on a page read from Slack that the bot has missed. */
  missed(input: CallCompleted): Promise<MissedEvents>
  /** Whether an error is transient, so that the same input may succeed later. */
  isPassing(error: unknown): boolean
  log: Pick<Logger, 'error'>
  clock: Clock
  newId: () => string
  settings: Settings
}
