import type { Logger } from 'pino'
import type { Clock } from '../lib/clock.ts'
import type { Block, Message } from '../slack/blocks.ts'
import type { LaneLocks } from '../store/lane-locks.ts'
import type { Read, Transact, Tx } from '../store/transaction.ts'
import type { BoardName, Call, DocumentFormat } from './call.ts'
import type { Answered, Outcome } from './outcome.ts'
import type { Ready, RenderedCanvas, RenderedFile, Sender } from './sender.ts'
import {
  boardAt,
  channelOf,
  type Head,
  lockHead,
  markSending,
  readyLanes,
  rememberProgress,
  takeUp,
} from './store.ts'

/** What is rendered only when it is sent, from what is stored then. */
export interface Composer {
  board(tx: Tx, incidentId: string, board: BoardName): Promise<Message>
  /** Null where the topic is not ours to set. */
  topic(tx: Tx, incidentId: string): Promise<string | null>
  home(tx: Tx, workspaceId: string, person: string): Promise<Block[]>
  /** These two read for themselves: what is long takes longer than a transaction may. */
  document(
    incidentId: string,
    wanted: { format: DocumentFormat; template: string | null },
  ): Promise<RenderedFile>
  canvas(incidentId: string): Promise<RenderedCanvas>
}

export interface CourierParts {
  transact: Transact
  read: Read
  locks: LaneLocks
  sender: Sender
  composer: Composer
  clock: Clock
  log: Logger
  /** The dispatcher: what Slack answered is an input like any other. */
  report(answered: Answered): Promise<unknown>
  /** Counts calls by what they do and what became of them. */
  count(call: string, outcome: string): void
  /** Whether an error means that it cannot be now (the database cannot be reached, the bot stops), but later. */
  isUnavailable(error: unknown): boolean
  /** How long after its start a call that was cut off may still reach Slack, in ms. */
  inFlightMs: number
}

/** A lane's head in our hands. */
type Marked = Head & { attemptedAt: Date; channelId: string | null }

const isRendered = (call: Call): call is Rendered =>
  ['refresh', 'upload', 'canvas', 'publish_home', 'set_topic'].includes(call.do) ||
  (call.do === 'post' && call.under !== undefined)
type Rendered = Extract<Call, { do: 'refresh' | 'upload' | 'canvas' | 'publish_home' | 'set_topic' | 'post' }>

const wantedOf = ({ document: format, template }: Extract<Call, { do: 'upload' }>) => ({
  format,
  template: template ?? null,
})

/** How many lanes a sweep drains side by side. */
const atOnce = 8

/**
 * Carries decided calls to Slack, lane by lane.
 *
 * 1. Only the holder of a lane's lock sends from it; the lock goes with the process, or the session, that held it.
 * 2. A row is marked *sending* before its call. A row found so marked was cut off: it is looked up by its key, and
 *    sent again only when it has not happened and can no longer be on its way.
 * 3. What came back goes through the dispatcher, which finishes the row, or holds the lane, with its consequences.
 *    It counts only while nobody else has taken the row up.
 * 4. After the lock is given back the lane is looked at once more: whoever was refused the lock meanwhile left
 *    its row to us.
 * 5. A row that cannot be composed, or whose consequences cannot be written, fails: it would block its lane for ever.
 */
export class Courier {
  readonly #parts: CourierParts
  readonly #runs = new Map<string, { done: Promise<void>; again: boolean }>()
  #stopping = false

  constructor(parts: CourierParts) {
    this.#parts = parts
  }

  /** Sends what the lane holds until it is empty, held, or in other hands. */
  async drain(lane: string): Promise<void> {
    const running = this.#runs.get(lane)
    if (running) {
      running.again = true
      return await running.done
    }
    const run = { done: Promise.resolve(), again: true }
    this.#runs.set(lane, run)
    run.done = this.#repeat(lane, run).finally(() => this.#runs.delete(lane))
    await run.done
  }

  /** Drains every lane that has something to send now: at start, and as a backstop to the wake-ups. */
  async sweep(): Promise<void> {
    const lanes = await this.#parts.read((db) => readyLanes(db, this.#parts.clock.now()))
    const drainers = Array.from({ length: atOnce }, async () => {
      for (let lane = lanes.shift(); lane !== undefined && !this.#stopping; lane = lanes.shift()) {
        await this.drain(lane)
      }
    })
    await Promise.all(drainers)
  }

  /** Takes no further row and waits for those under way. */
  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.allSettled([...this.#runs.values()].map(({ done }) => done))
  }

  async #repeat(lane: string, run: { again: boolean }): Promise<void> {
    while (run.again && !this.#stopping) {
      run.again = false
      await this.#drain(lane)
    }
  }

  async #drain(lane: string): Promise<void> {
    for (;;) {
      const lock = await this.#parts.locks.tryLock(lane)
      if (!lock) return
      try {
        while (!this.#stopping && lock.isHeld && (await this.#sendNext(lane)));
      } finally {
        await lock.release()
      }
      if (this.#stopping || !(await this.#hasReady(lane))) return
    }
  }

  async #hasReady(lane: string): Promise<boolean> {
    const { read, clock } = this.#parts
    return (await read((db) => readyLanes(db, clock.now(), lane))).length > 0
  }

  #isHeld(head: Head): boolean {
    return head.heldUntil !== null && head.heldUntil > this.#parts.clock.now()
  }

  async #sendNext(lane: string): Promise<boolean> {
    const head = await this.#parts.transact((tx) => this.#mark(tx, lane))
    if (!head) return false
    const outcome = await this.#perform(head)
    this.#note(head, outcome)
    const { id, incidentId, send, attempts, createdAt } = head
    await this.#report({ type: 'answered', deliveryId: id, incidentId, send, attempts, createdAt, outcome })
    return true
  }

  /** The lane's head, marked as ours; what comes back tells how it was found. */
  async #mark(tx: Tx, lane: string): Promise<Marked | undefined> {
    const head = await lockHead(tx, lane)
    if (!head || this.#isHeld(head)) return undefined
    const at = this.#parts.clock.now()
    if (head.state === 'queued') await markSending(tx, head.id, at)
    else await takeUp(tx, head.id)
    const attemptedAt = head.state === 'sending' && head.attemptedAt ? head.attemptedAt : at
    return { ...head, attempts: head.attempts + 1, attemptedAt, channelId: await channelOf(tx, head.send.to) }
  }

  async #perform(head: Marked): Promise<Outcome> {
    const ready = await this.#compose(head)
    if (!ready) return { kind: 'refused', error: 'internal_error' }
    const { sender, clock, inFlightMs } = this.#parts
    if (head.state === 'queued') return await sender.send(ready)
    const found = await sender.lookUp(ready)
    const left = ready.attemptedAt.getTime() + inFlightMs - clock.now().getTime()
    if (found.kind !== 'absent' || left <= 0) return found
    return { kind: 'unknown', why: 'cut off; it may still be on its way', afterMs: left }
  }

  /** Undefined when it cannot be made from what is stored, now or later. */
  async #compose(head: Marked): Promise<Ready | undefined> {
    const ready = this.#plain(head)
    const { call } = ready
    if (!isRendered(call)) return ready
    try {
      return { ...ready, ...(await this.#rendered(head.incidentId, call)) }
    } catch (error) {
      if (this.#parts.isUnavailable(error)) throw error
      this.#parts.log.error({ err: error, delivery: head.id, call: head.send.call.do }, 'not composed')
      return undefined
    }
  }

  #plain({ id: key, send, channelId, attemptedAt, attempts, progress }: Marked): Ready {
    const { transact } = this.#parts
    const remember = (step: string) => transact((tx) => rememberProgress(tx, key, step))
    return { key, call: send.call, channelId, attemptedAt, attempts: attempts - 1, progress, remember }
  }

  /** What is rendered only now. */
  async #rendered(incidentId: string | null, call: Rendered): Promise<Partial<Ready>> {
    const { composer, transact } = this.#parts
    if (call.do === 'publish_home')
      return { home: await transact((tx) => composer.home(tx, call.workspaceId, call.person)) }
    if (!incidentId) throw new Error(`a ${call.do} belongs to no incident`)
    if (call.do === 'upload') return { document: await composer.document(incidentId, wantedOf(call)) }
    if (call.do === 'canvas') return { canvas: await composer.canvas(incidentId) }
    return await transact((tx) => this.#shown(tx, incidentId, call))
  }

  async #shown(
    tx: Tx,
    incidentId: string,
    call: Extract<Rendered, { do: 'set_topic' | 'post' | 'refresh' }>,
  ): Promise<Pick<Ready, 'board' | 'topic' | 'thread'>> {
    const { composer } = this.#parts
    if (call.do === 'set_topic') return { topic: await composer.topic(tx, incidentId) }
    if (call.do === 'post') return { thread: call.under ? await boardAt(tx, incidentId, call.under) : null }
    const message = await composer.board(tx, incidentId, call.board)
    return { board: { message, standsAt: await boardAt(tx, incidentId, call.board) } }
  }

  async #report(answered: Answered): Promise<void> {
    const { report, isUnavailable, log } = this.#parts
    try {
      await report(answered)
    } catch (error) {
      if (isUnavailable(error)) throw error
      log.error({ err: error, delivery: answered.deliveryId }, 'what follows from a call was not written')
      await report(answered).catch(async (again: unknown) => {
        if (isUnavailable(again)) throw again
        await report({ ...answered, outcome: { kind: 'refused', error: 'internal_error' } })
      })
    }
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
