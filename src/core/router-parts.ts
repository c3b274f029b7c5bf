import type { Logger } from 'pino'
import type { Settings } from '../platform/config/settings.ts'
import type { Transact, Tx } from '../platform/db/transaction.ts'
import type { Clock } from '../platform/time/clock.ts'
import type { MessageIngest } from '../timeline/capture/message-ingest.ts'
import type { MissedEvents } from '../timeline/missed-events/context.ts'
import type { StateChange } from './decision.ts'
import type { Actor, Input } from './input.ts'
import type { CallCompleted } from './outbox/outcome.ts'
import type { OutboxQueue } from './outbox/queue.ts'
import type { Registry } from './registry.ts'
import type { IncidentState, WorkspaceState } from './state.ts'

/** What the dispatcher reads and writes by; `core/store.ts` has the real one. */
export interface RouterStore {
  lockIncident(tx: Tx, input: Input, namesIncident: boolean): Promise<IncidentState | undefined>
  /** Locks an incident without reading it; undefined when there is no such incident. */
  lock(tx: Tx, incidentId: string): Promise<string | undefined>
  load(tx: Tx, incidentId: string): Promise<IncidentState>
  lockWorkspace(tx: Tx, workspaceId: string, viewer: string): Promise<WorkspaceState>
  openIncidents(tx: Tx, workspaceId: string, viewer: string): Promise<WorkspaceState['open']>
  /** False when that deed was done before. */
  claim(tx: Tx, key: string, at: Date): Promise<boolean>
  isDone(tx: Tx, key: string): Promise<boolean>
  /** Gives those whose profile is still to be fetched. */
  upsertPeople(tx: Tx, people: readonly Actor[]): Promise<string[]>
  /** False when what Slack answered no longer counts. */
  isAwaited(tx: Tx, answered: CallCompleted): Promise<boolean>
  save(tx: Tx, change: StateChange): Promise<void>
}

export interface RouterParts {
  transact: Transact
  store: RouterStore
  queue: OutboxQueue
  registry: Registry
  ingest: MessageIngest
  /** What a page read from Slack shows and nobody has told the bot. */
  missed(input: CallCompleted): Promise<MissedEvents>
  /** Whether an error says nothing about the input: the same may succeed later. */
  isPassing(error: unknown): boolean
  log: Pick<Logger, 'error'>
  clock: Clock
  newId: () => string
  settings: Settings
}
