import { seededRandom } from './seeded-random.ts'
import type { InstalledApp } from './state/app.ts'

/** What the app gets instead of the answer. `cutOff` closes the connection, `hang` never answers. */
export type Misbehaviour =
  | { kind: 'rateLimit'; seconds: number }
  | { kind: 'serverError' }
  | { kind: 'error'; code: string }
  | { kind: 'hang' }
  | { kind: 'cutOff' }

export interface MethodFault {
  /** Undefined: the call is answered normally. */
  answer?: Misbehaviour
  /** Milliseconds from the call until it takes effect. Without it, a call with an injected answer has no effect. */
  effectAfter?: number
  /** Called when a call with an injected answer is about to take effect; returning true cancels it. */
  lapses?: () => boolean
}

interface Sockets {
  close(): void
  disconnect(reason: 'warning' | 'refresh_requested'): void
}

/** Injects faults into Slack on demand. The method `*` matches whichever call comes next. */
export class Faults {
  readonly #app: InstalledApp
  readonly #planned = new Map<string, { fault: MethodFault; left: number }[]>()
  #sockets: Sockets | undefined
  #duplicates = { left: 0, sameEventId: true }
  #shuffle: (() => number) | undefined
  #shareDelay = 0
  #isDown = false
  #losesEvents = false
  #interposed: ((method: string) => MethodFault | undefined) | undefined
  #departures: (() => readonly number[]) | undefined

  constructor(app: InstalledApp) {
    this.#app = app
  }

  rateLimit(method: string, options: { seconds: number; times?: number }): void {
    this.#plan(method, { answer: { kind: 'rateLimit', seconds: options.seconds } }, options.times)
  }

  serverError(method: string, times?: number): void {
    this.#plan(method, { answer: { kind: 'serverError' } }, times)
  }

  /** The call takes effect, but its answer never arrives. */
  dropAfterEffect(method: string, times?: number): void {
    this.#plan(method, { answer: { kind: 'cutOff' }, effectAfter: 0 }, times)
  }

  /** The call takes effect, but its answer is an error. */
  errorAfterEffect(method: string, code: string, times?: number): void {
    this.#plan(method, { answer: { kind: 'error', code }, effectAfter: 0 }, times)
  }

  error(method: string, code: string, times?: number): void {
    this.#plan(method, { answer: { kind: 'error', code } }, times)
  }

  /** The call has no effect and is never answered. */
  hang(method: string, times?: number): void {
    this.#plan(method, { answer: { kind: 'hang' } }, times)
  }

  /** The connection breaks before the call takes effect. */
  cutOff(method: string, times?: number): void {
    this.#plan(method, { answer: { kind: 'cutOff' } }, times)
  }

  /** From now on asks `choose` about every call that has no planned fault. Undefined ends that. */
  interpose(choose: ((method: string) => MethodFault | undefined) | undefined): void {
    this.#interposed = choose
  }

  revokeScope(scope: string): void {
    this.#app.revokedScopes.add(scope)
  }

  restoreScope(scope: string): void {
    this.#app.revokedScopes.delete(scope)
  }

  revokeToken(): void {
    this.#app.isRevoked = true
  }

  restoreToken(): void {
    this.#app.isRevoked = false
  }

  /** Delivers the next events twice, the second time without a retry header. */
  duplicateDeliveries(events: number, options: { sameEventId: boolean }): void {
    this.#duplicates = { left: events, sameEventId: options.sameEventId }
  }

  /** While it is on, no event is delivered, as if Slack had given up on them. */
  loseEvents(on: boolean): void {
    this.#losesEvents = on
  }

  get losesEvents(): boolean {
    return this.#losesEvents
  }

  /** From now on delivers events in another order than they happened in. */
  reorderDeliveries(seed: number): void {
    this.#shuffle = seededRandom(seed)
  }

  keepDeliveryOrder(): void {
    this.#shuffle = undefined
  }

  /** From now on sends each event once per number that `draw` returns, that many ms after it happened. */
  interposeEvents(draw: (() => readonly number[]) | undefined): void {
    this.#departures = draw
  }

  /** When to send the next event, in ms from now. */
  takeDepartures(): readonly number[] {
    return this.#departures?.() ?? [0]
  }

  /** Milliseconds of workspace time between the end of an upload and its message. */
  fileShareDelay(milliseconds: number): void {
    this.#shareDelay = milliseconds
  }

  closeSockets(): void {
    this.#sockets?.close()
  }

  /** Slack asks for a new connection before it closes the old one. */
  disconnectSockets(reason: 'warning' | 'refresh_requested'): void {
    this.#sockets?.disconnect(reason)
  }

  down(on: boolean): void {
    this.#isDown = on
    if (on) this.closeSockets()
  }

  get isDown(): boolean {
    return this.#isDown
  }

  get shareDelay(): number {
    return this.#shareDelay
  }

  get random(): (() => number) | undefined {
    return this.#shuffle
  }

  useSockets(sockets: Sockets): void {
    this.#sockets = sockets
  }

  takeFor(method: string): MethodFault | undefined {
    const planned = [...(this.#planned.get(method) ?? []), ...(this.#planned.get('*') ?? [])]
    const next = planned.find((one) => one.left > 0)
    if (!next) return this.#interposed?.(method)
    next.left -= 1
    return next.fault
  }

  takeDuplicate(): { sameEventId: boolean } | undefined {
    if (this.#duplicates.left === 0) return undefined
    this.#duplicates.left -= 1
    return { sameEventId: this.#duplicates.sameEventId }
  }

  #plan(method: string, fault: MethodFault, times = 1): void {
    const pending = (this.#planned.get(method) ?? []).filter((one) => one.left > 0)
    this.#planned.set(method, [...pending, { fault, left: times }])
  }
}
