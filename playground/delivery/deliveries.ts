import type { WorkspaceClock } from '../clock.ts'
import type { Faults } from '../faults.ts'
import type { Journal } from '../journal.ts'
import { isJson, type Json } from '../json.ts'
import type { Agenda } from './agenda.ts'
import { Shuffler } from './shuffler.ts'
import type { Answer, Outgoing, PayloadKind, Transport } from './transport.ts'

/** The first retry is immediate; the next follow one and five minutes after the event. */
export const retryAfterDefault: readonly number[] = [0, 60_000, 300_000]
const AT_ONCE = 50

interface EventDelivery {
  payload: Json
  firstAt: number
  retry: number
  retryReason: string | undefined
}

export interface DeliveriesOptions {
  clock: WorkspaceClock
  agenda: Agenda
  faults: Faults
  journal: Journal
  /** When to resend a failed event, in ms after it happened. Slack gives up after the last one. */
  retryAfterMs: readonly number[]
  transport: () => Transport | undefined
  newEventId: () => string
}

/** Delivers events and requests to the app, retries failed events, and knows when nothing is in flight. */
export class Deliveries {
  readonly #options: DeliveriesOptions
  readonly #ready: EventDelivery[] = []
  readonly #shuffler: Shuffler<EventDelivery>
  /**
   * Events that failed for lack of a connection, with what cancels their retry. They are resent as soon as the app
   * connects.
   */
  readonly #stranded = new Map<EventDelivery, () => void>()
  #inFlight = 0
  /** The number of events scheduled to be sent, or resent, later. */
  #scheduled = 0
  #isPumping = false
  #isStopped = false
  #idleWaiters: (() => void)[] = []

  constructor(options: DeliveriesOptions) {
    this.#options = options
    this.#shuffler = new Shuffler((delivery) => this.#enqueue(delivery))
  }

  publish(payload: Json): void {
    if (this.#options.faults.losesEvents) {
      const outgoing = {
        kind: 'events_api',
        payload,
        retry: 0,
        retryReason: undefined,
        wantsAnswer: false,
      } as const
      this.#note(outgoing, { ok: false, status: 'given_up' })
      return
    }
    this.#publishOnce(payload)
    const duplicate = this.#options.faults.takeDuplicate()
    if (!duplicate) return
    const copy = duplicate.sameEventId ? payload : { ...payload, event_id: this.#options.newEventId() }
    this.#publishOnce(copy)
  }

  /** Sends a command or an interaction. These are never retried, because a person is waiting. */
  async ask(kind: PayloadKind, payload: Json, wantsAnswer: boolean): Promise<Answer> {
    return this.#attempt({ kind, payload, retry: 0, retryReason: undefined, wantsAnswer })
  }

  connectionIsBack(): void {
    for (const [delivery, cancel] of [...this.#stranded]) {
      cancel()
      this.#stranded.delete(delivery)
      this.#enqueue(delivery)
    }
  }

  /** Drops everything queued and releases whoever waits in `idle`. */
  stop(): void {
    this.#isStopped = true
    this.#ready.length = 0
    this.#shuffler.clear()
    this.#settle()
  }

  /** The number of events and requests in flight or scheduled. */
  get undelivered(): number {
    return this.#ready.length + this.#inFlight + this.#scheduled + (this.#shuffler.isEmpty ? 0 : 1)
  }

  async idle(): Promise<void> {
    while (!this.#isStopped) {
      this.#options.agenda.runDue()
      this.#shuffler.release()
      if (this.#isIdle) return
      await new Promise<void>((resolve) => this.#idleWaiters.push(resolve))
    }
  }

  get #isIdle(): boolean {
    return this.#ready.length === 0 && this.#inFlight === 0 && this.#shuffler.isEmpty
  }

  #publishOnce(payload: Json): void {
    const firstAt = this.#options.clock.now()
    const delivery = { payload, firstAt, retry: 0, retryReason: undefined }
    const { faults } = this.#options
    for (const after of faults.takeDepartures()) {
      if (after > 0) this.#schedule(firstAt + after, () => this.#enqueue(delivery))
      else if (faults.random) this.#shuffler.add(delivery, faults.random)
      else this.#enqueue(delivery)
    }
  }

  #enqueue(delivery: EventDelivery): void {
    if (this.#isStopped) return
    this.#ready.push(delivery)
    if (this.#isPumping) return
    this.#isPumping = true
    setImmediate(() => this.#pump())
  }

  #pump(): void {
    this.#isPumping = false
    while (this.#inFlight < AT_ONCE) {
      const next = this.#ready.shift()
      if (!next) break
      void this.#deliver(next)
    }
    this.#settle()
  }

  async #deliver(delivery: EventDelivery): Promise<void> {
    const { payload, retry, retryReason } = delivery
    const answer = await this.#attempt({
      kind: 'events_api',
      payload,
      retry,
      retryReason,
      wantsAnswer: false,
    })
    if (!answer.ok && !answer.noRetry && answer.status !== 'no_transport') this.#retry(delivery, answer)
    this.#pump()
  }

  #retry(failed: EventDelivery, answer: Answer): void {
    const after = this.#options.retryAfterMs[failed.retry]
    if (after === undefined) return
    const again = { ...failed, retry: failed.retry + 1, retryReason: answer.reason }
    const due = failed.firstAt + after
    if (due <= this.#options.clock.now()) this.#enqueue(again)
    else this.#retryAt(due, again, answer)
  }

  #retryAt(due: number, again: EventDelivery, answer: Answer): void {
    const cancel = this.#schedule(due, () => {
      this.#stranded.delete(again)
      this.#enqueue(again)
    })
    if (answer.reason === 'connection_failed') this.#stranded.set(again, cancel)
  }

  /** Returns a function that cancels it. */
  #schedule(at: number, run: () => void): () => void {
    this.#scheduled += 1
    const cancel = this.#options.agenda.add(at, () => {
      this.#scheduled -= 1
      run()
    })
    return () => {
      this.#scheduled -= 1
      cancel()
    }
  }

  async #attempt(outgoing: Outgoing): Promise<Answer> {
    this.#inFlight += 1
    try {
      const transport = this.#options.transport()
      const answer = transport ? await transport.send(outgoing) : { ok: false, status: 'no_transport' }
      this.#note(outgoing, answer)
      return answer
    } finally {
      this.#inFlight -= 1
      if (outgoing.kind !== 'events_api') setImmediate(() => this.#settle())
    }
  }

  #note(outgoing: Outgoing, answer: Answer): void {
    const { kind, payload, retry } = outgoing
    const event = payload.event
    const interaction = String(payload.type)
    const what = kind === 'events_api' ? 'event' : kind === 'slash_commands' ? 'command' : interaction
    const type = isJson(event) ? String(event.type) : what
    this.#options.journal.delivery({ what, type, payload, attempt: retry + 1, status: answer.status })
  }

  #settle(): void {
    if (!this.#isIdle && !this.#isStopped) return
    const waiters = this.#idleWaiters
    this.#idleWaiters = []
    for (const resolve of waiters) resolve()
  }
}
