import type { WorkspaceClock } from '../clock.ts'
import type { Faults } from '../faults.ts'
import type { Journal } from '../journal.ts'
import { isJson, type Json } from '../json.ts'
import type { Agenda } from './agenda.ts'
import { Shuffler } from './shuffler.ts'
import type { Answer, Outgoing, PayloadKind, Transport } from './transport.ts'

/** After the first failure at once, then a minute and five minutes after the event. */
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
  /** When a failed event is sent again, in ms after it happened; after the last Slack gives up. */
  retryAfterMs: readonly number[]
  transport: () => Transport | undefined
  newEventId: () => string
}

/** Brings what happens to the app, again when it fails, and knows when nothing is on its way any more. */
export class Deliveries {
  readonly #options: DeliveriesOptions
  readonly #ready: EventDelivery[] = []
  readonly #shuffler: Shuffler<EventDelivery>
  /** Failed because there was no connection: they go out again as soon as there is one. */
  readonly #stranded = new Map<EventDelivery, () => void>()
  #inFlight = 0
  /** Events that are to leave, or to leave again, at a later time. */
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

  /** Commands and interactions are sent once: a person is waiting. */
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

  /** Nothing is sent any more, and nobody waits for it. */
  stop(): void {
    this.#isStopped = true
    this.#ready.length = 0
    this.#shuffler.clear()
    this.#settle()
  }

  /** How many events and requests are still on their way, or will be. */
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

  /** Returns what calls it off. */
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
