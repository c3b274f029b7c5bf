import type { Logger } from 'pino'
import type { Clock } from '../lib/clock.ts'
import type { Message } from '../slack/blocks.ts'
import type { LaneLocks } from '../store/lane-locks.ts'
import type { Transact, Tx } from '../store/transaction.ts'
import type { BoardName, DocumentFormat } from './call.ts'
import type { Answered, Outcome } from './outcome.ts'
import type { Ready, Sender } from './sender.ts'
import { boardAt, busyLanes, channelOf, type Head, lockHead, markSending, rememberProgress } from './store.ts'

/** What is rendered only when it is sent, from what is stored then. */
export interface Composer {
  board(tx: Tx, incidentId: string, board: BoardName): Promise<Message>
  document(
    tx: Tx,
    incidentId: string,
    format: DocumentFormat,
  ): Promise<{ name: string; title: string; content: string }>
}

export interface CourierParts {
  transact: Transact
  locks: LaneLocks
  sender: Sender
  composer: Composer
  clock: Clock
  log: Logger
  /** The dispatcher: what Slack answered is an input like any other. */
  report(answered: Answered): Promise<unknown>
  /** Counts calls by what they do and what became of them. */
  count(call: string, outcome: string): void
  /** How long after its start a call that was cut off may still reach Slack, in ms. */
  inFlightMs: number
}

/**
 * Carries decided calls to Slack, lane by lane.
 *
 * 1. Only the holder of a lane's lock sends from it; the lock goes with the process that held it.
 * 2. A row is marked *sending* before its call. A row found so marked was cut off: it is looked up by its key,
 *    once it can no longer be on its way, and sent again only when it has not happened.
 * 3. What came back goes through the dispatcher, which finishes the row, or holds the lane, with its consequences.
 * 4. After the lock is given back the lane is looked at once more: whoever was refused the lock meanwhile left
 *    its row to us.
 */
export class Courier {
  readonly #parts: CourierParts
  readonly #busy = new Set<Promise<void>>()
  #stopping = false

  constructor(parts: CourierParts) {
    this.#parts = parts
  }

  /** Sends what the lane holds until it is empty, held, or in other hands. */
  async drain(lane: string): Promise<void> {
    const run = this.#drain(lane)
    this.#busy.add(run)
    try {
      await run
    } finally {
      this.#busy.delete(run)
    }
  }

  /** Drains every lane that has something waiting: at start, and as a backstop to the wake-ups. */
  async sweep(): Promise<void> {
    const lanes = await this.#parts.transact(busyLanes)
    await Promise.all(lanes.map((lane) => this.drain(lane)))
  }

  /** Takes no further row and waits for those under way. */
  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.allSettled(this.#busy)
  }

  async #drain(lane: string): Promise<void> {
    for (;;) {
      const release = await this.#parts.locks.tryLock(lane)
      if (!release) return
      try {
        while (!this.#stopping && (await this.#sendNext(lane)));
      } finally {
        await release()
      }
      if (this.#stopping || !(await this.#hasReady(lane))) return
    }
  }

  async #hasReady(lane: string): Promise<boolean> {
    const head = await this.#parts.transact((tx) => lockHead(tx, lane))
    return head !== undefined && !this.#isHeld(head)
  }

  #isHeld(head: Head): boolean {
    return head.heldUntil !== null && head.heldUntil > this.#parts.clock.now()
  }

  async #sendNext(lane: string): Promise<boolean> {
    const next = await this.#parts.transact((tx) => this.#prepare(tx, lane))
    if (!next) return false
    const outcome = await this.#perform(next.head, next.ready)
    this.#note(next.head, outcome)
    const { id, incidentId, send, attempts, createdAt } = next.head
    await this.#parts.report({
      type: 'answered',
      deliveryId: id,
      incidentId,
      send,
      attempts: attempts + 1,
      createdAt,
      outcome,
    })
    return true
  }

  async #prepare(tx: Tx, lane: string): Promise<{ head: Head; ready: Ready } | undefined> {
    const head = await lockHead(tx, lane)
    if (!head || this.#isHeld(head)) return undefined
    if (head.state === 'queued') await markSending(tx, head.id, this.#parts.clock.now())
    return { head, ready: await this.#ready(tx, head) }
  }

  async #ready(tx: Tx, head: Head): Promise<Ready> {
    const { composer, clock, transact } = this.#parts
    const { call, to } = head.send
    const ready: Ready = {
      key: head.id,
      call,
      channelId: await channelOf(tx, to),
      attemptedAt: head.state === 'sending' && head.attemptedAt ? head.attemptedAt : clock.now(),
      attempts: head.attempts,
      progress: head.progress,
      remember: (progress) => transact((inner) => rememberProgress(inner, head.id, progress)),
    }
    if (!head.incidentId) return ready
    if (call.do === 'refresh') {
      const message = await composer.board(tx, head.incidentId, call.board)
      ready.board = { message, standsAt: await boardAt(tx, head.incidentId, call.board) }
    }
    if (call.do === 'upload') ready.document = await composer.document(tx, head.incidentId, call.document)
    return ready
  }

  async #perform(head: Head, ready: Ready): Promise<Outcome> {
    const { sender, clock, inFlightMs } = this.#parts
    if (head.state === 'queued') return await sender.send(ready)
    const left = ready.attemptedAt.getTime() + inFlightMs - clock.now().getTime()
    if (left > 0) return { kind: 'unknown', why: 'cut off; it may still be on its way' }
    return await sender.lookUp(ready)
  }

  #note(head: Head, outcome: Outcome): void {
    this.#parts.count(head.send.call.do, outcome.kind)
    if (outcome.kind === 'done') return
    const { log } = this.#parts
    const fields = {
      delivery: head.id,
      incident: head.incidentId,
      call: head.send.call.do,
      outcome: outcome.kind,
    }
    if (outcome.kind === 'refused') log.warn({ ...fields, error: outcome.error }, 'Slack refused a call')
    else log.info({ ...fields, ...('why' in outcome && { why: outcome.why }) }, 'a call is not done yet')
  }
}
