import type { Settings } from '../config/settings.ts'
import { decideDelivery } from '../delivery/decide.ts'
import type { Answered } from '../delivery/outcome.ts'
import type { DeliveryQueue } from '../delivery/queue.ts'
import type { Clock } from '../lib/clock.ts'
import type { Transact, Tx } from '../store/transaction.ts'
import type { Hearing } from '../timeline/hearing.ts'
import { type Change, type Decision, isRefusal, type Refusal, together } from './decision.ts'
import type { Deliberate, Input, Spoke } from './input.ts'
import { forbids } from './permission.ts'
import type { Handler, Registry } from './registry.ts'
import { privately, type Reply } from './reply.ts'
import { isDeliberate, misplaced, unknownWord } from './sentences.ts'
import type { IncidentState, Moment, WorkspaceState } from './state.ts'

/** What the dispatcher reads and writes by; `dispatch/store.ts` has the real one. */
export interface DispatchStore {
  lockIncident(tx: Tx, input: Input, namesIncident: boolean): Promise<IncidentState | undefined>
  reload(tx: Tx, incidentId: string): Promise<IncidentState>
  lockWorkspace(tx: Tx, workspaceId: string): Promise<WorkspaceState>
  openIncidents(tx: Tx, workspaceId: string): Promise<WorkspaceState['open']>
  /** False when that deed was done before. */
  claim(tx: Tx, key: string, at: Date): Promise<boolean>
  unknownPeople(tx: Tx, ids: readonly string[]): Promise<string[]>
  save(tx: Tx, change: Change): Promise<void>
}

export interface DispatcherParts {
  transact: Transact
  store: DispatchStore
  queue: DeliveryQueue
  registry: Registry
  hearing: Hearing
  clock: Clock
  newId: () => string
  settings: Settings
}

type Scope = { incident: IncidentState } | { workspace: WorkspaceState } | { nowhere: string }

/**
 * Takes every input the same way: lock → load → permit → decide → commit → answer. Whatever is decided, what
 * it changes and what Slack is to be told are written in one transaction; nothing is sent from inside it.
 */
export class Dispatcher {
  readonly #parts: DispatcherParts

  constructor(parts: DispatcherParts) {
    this.#parts = parts
  }

  /** Resolves after the commit. Rejects when nothing was saved, so that Slack sends it again. */
  async take(input: Input): Promise<Reply> {
    if (input.type === 'answered') return await this.#parts.transact((tx) => this.#takeAnswered(tx, input))
    if (input.type === 'spoke') return await this.#hear(input)
    const handler = this.#parts.registry.handlerOf(input)
    if (!handler) return isDeliberate(input) ? this.#refuse(input, unknownWord(input, this.#parts)) : {}
    return await this.#parts.transact((tx) => this.#takeWith(tx, handler, input))
  }

  /** Messages come in numbers: they are kept in batches, and only a reply to a challenge goes further. */
  async #hear(input: Spoke): Promise<Reply> {
    const { challenge } = await this.#parts.hearing.take(input)
    const { authorId, text, ts: messageTs, channelId } = input.message
    if (!challenge || !authorId) return {}
    const { incidentId, number: challengeNumber, isEntry } = challenge
    const { workspaceId } = input
    const by = { id: authorId }
    return await this.take({
      type: 'replied',
      workspaceId,
      by,
      incidentId,
      challengeNumber,
      isEntry,
      text,
      messageTs,
      channelId,
    })
  }

  async #takeWith(tx: Tx, handler: Handler<never>, input: Exclude<Input, Answered>): Promise<Reply> {
    const scope = await this.#scope(tx, handler, input)
    if ('nowhere' in scope) return this.#reply(tx, input, { refusal: scope.nowhere }, undefined)
    const outcome = await this.#decide(tx, handler, input, scope)
    const incident = 'incident' in scope ? scope.incident : undefined
    if (isRefusal(outcome)) return this.#reply(tx, input, outcome, incident)
    const isDeed = outcome.changes.length + outcome.send.length > 0
    if (isDeed && !(await this.#isFirst(tx, input))) return {}
    await this.#commit(tx, outcome, incident?.incident.id, 'by' in input && input.by ? [input.by.id] : [])
    return this.#reply(tx, input, outcome, incident)
  }

  async #scope(tx: Tx, handler: Handler<never>, input: Exclude<Input, Answered>): Promise<Scope> {
    const { store, settings } = this.#parts
    if (handler.on === 'workspace') {
      if (!('workspaceId' in input)) throw new Error(`a ${input.type} input belongs to no workspace`)
      return { workspace: await store.lockWorkspace(tx, input.workspaceId) }
    }
    const named = 'namesIncident' in handler && handler.namesIncident === true
    const incident = await store.lockIncident(tx, input, named)
    if (incident) return { incident: withActor(incident, input) }
    if (!isDeliberate(input)) return { nowhere: '' }
    return { nowhere: misplaced(await store.openIncidents(tx, input.workspaceId), settings) }
  }

  async #decide(tx: Tx, handler: Handler<never>, input: Input, scope: Scope): Promise<Decision | Refusal> {
    const moment = this.#moment()
    if ('incident' in scope) {
      const who = 'by' in input ? input.by?.id : undefined
      const no = who && isDeliberate(input) ? forbids(handler.act, who, scope.incident, moment) : undefined
      if (no) return { refusal: no }
    }
    const state = 'incident' in scope ? scope.incident : 'workspace' in scope ? scope.workspace : undefined
    return await handler.run(state as never, input as never, moment, tx)
  }

  /** A deed delivered twice counts once: a view by its id, a command by its trigger. */
  async #isFirst(tx: Tx, input: Input): Promise<boolean> {
    if (!('once' in input) || !input.once) return true
    return await this.#parts.store.claim(tx, input.once, this.#parts.clock.now())
  }

  async #takeAnswered(tx: Tx, input: Answered): Promise<Reply> {
    const { store, registry } = this.#parts
    const state = input.incidentId ? await store.lockIncident(tx, input, false) : undefined
    const moment = this.#moment()
    const parts = [decideDelivery(input, moment)]
    for (const { answered } of registry.features) {
      if (answered) parts.push(await answered(state, input, moment, tx))
    }
    const decision = together(...parts)
    await this.#commit(tx, decision, state?.incident.id, [])
    return {}
  }

  async #commit(tx: Tx, decision: Decision, incidentId: string | undefined, people: string[]): Promise<void> {
    const { store, queue, registry, clock } = this.#parts
    for (const change of decision.changes) await store.save(tx, change)
    const sends = [...decision.send]
    if (incidentId && decision.changes.some(matters)) {
      const state = await store.reload(tx, incidentId)
      const settled = together(
        ...registry.features.flatMap((feature) => feature.settle?.(state, this.#moment()) ?? []),
      )
      for (const change of settled.changes) await store.save(tx, change)
      sends.push(...settled.send)
    }
    for (const id of await store.unknownPeople(tx, [...people, ...newcomers(decision.changes)])) {
      sends.push({ to: { person: id }, call: { do: 'fetch_person', id } })
    }
    const subject = incidentId ?? decision.changes.find((change) => change.type === 'incident.declared')?.id
    await queue.enqueue(tx, sends, subject ?? null, clock.now())
  }

  async #reply(tx: Tx, input: Input, outcome: Decision | Refusal, state?: IncidentState): Promise<Reply> {
    const { reply, send } = privately(input, outcome)
    if (send) await this.#parts.queue.enqueue(tx, [send], state?.incident.id ?? null, this.#parts.clock.now())
    return reply
  }

  async #refuse(input: Deliberate, refusal: string): Promise<Reply> {
    return await this.#parts.transact((tx) => this.#reply(tx, input, { refusal }))
  }

  #moment(): Moment {
    const { clock, newId, settings } = this.#parts
    return { now: clock.now(), newId, settings }
  }
}

/** Bookkeeping of deliveries and reactions moves no clock of the incident. */
const bookkeeping = new Set<Change['type']>([
  'delivery.sent',
  'delivery.failed',
  'delivery.held',
  'board.placed',
  'entry.posted',
  'person.known',
  'reaction.noted',
  'seen.edited',
  'seen.deleted',
])
const matters = (change: Change): boolean => !bookkeeping.has(change.type)

const newcomers = (changes: readonly Change[]): string[] =>
  changes.flatMap((change) => (change.type === 'role.assumed' ? [change.userId] : []))

/** The name Slack gave with the deed serves until the profile has been fetched. */
function withActor(state: IncidentState, input: Input): IncidentState {
  const by = 'by' in input ? input.by : null
  if (!by?.name || state.names.has(by.id)) return state
  return { ...state, names: new Map([...state.names, [by.id, by.name]]) }
}
