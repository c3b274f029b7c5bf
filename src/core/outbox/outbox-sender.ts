import type { Logger } from 'pino'
import type { LaneLocks } from '../../platform/db/lane-locks.ts'
import type { Autocommit } from '../../platform/db/transaction.ts'
import { makeRateLimitedWarn } from '../../platform/log.ts'
import type { Clock } from '../../platform/time/clock.ts'
import { type CallCompleted, type CallOutcome, type CallUnreadable, ownFault } from './outcome.ts'
import { type Composer, prepareCall } from './prepare.ts'
import type { PreparedCall, Sender } from './sender.ts'
import { type NextOutboxCall, readyLanes, takeNextOutboxCall, type UnreadableOutboxCall } from './store.ts'

export interface OutboxSenderParts {
  autocommit: Autocommit
  locks: LaneLocks
  sender: Sender
  composer: Composer
  clock: Clock
  log: Logger
  /** Passes the outcome to the router, as an input like any other. */
  report(completed: CallCompleted | CallUnreadable): Promise<unknown>
  /** Counts calls by method and outcome. */
  count(call: string, outcome: string): void
  /** Whether an error is temporary: the database cannot be reached, or the bot is stopping. */
  isUnavailable(error: unknown): boolean
  /** How long after its start an interrupted call may still reach Slack, in ms. */
  inFlightMs: number
}

/** How many lanes a sweep drains concurrently, and also how many woken lanes are drained concurrently. */
const maxConcurrentLanes = 8

/**
 * Makes the queued outbox calls to Slack, lane by lane.
 *
 * 1. Only the holder of a lane's lock sends from it; the lock is lost with the process or session that held it.
 * 2. A row is marked *sending* before its call. If a row already has that mark, its call was interrupted: it is
 *    looked up by its key, and sent again only if it has not happened and can no longer be on its way.
 * 3. The outcome goes through the router, which finishes the row or holds the lane in the same transaction as what
 *    follows from the outcome. It counts only if nobody else has taken up the row since.
 * 4. After releasing the lock, the lane is checked once more: anybody who was refused the lock in the meantime left
 *    their row to us.
 * 5. A row fails at once if it cannot be read, if our own code throws, or if its outcome cannot be saved even without
 *    what follows from it.
 *    Otherwise it would block its lane for ever.
 */
export class OutboxSender {
  readonly #parts: OutboxSenderParts
  readonly #runs = new Map<string, { done: Promise<void>; again: boolean }>()
  /** Woken lanes that wait for their turn. */
  readonly #woken = new Set<string>()
  #drainers = 0
  readonly #warn: (error: unknown) => undefined
  #stopping = false

  constructor(parts: OutboxSenderParts) {
    this.#parts = parts
    this.#warn = makeRateLimitedWarn(parts.log, 'could not drain a lane; the next sweep will retry')
  }

  /** Drains the lane when its turn comes. Failures are left to the next sweep. */
  wake(lane: string): void {
    this.#woken.add(lane)
    if (this.#drainers < maxConcurrentLanes) void this.#drainWoken()
  }

  /** Makes the lane's calls until it is empty, held, or locked by somebody else. */
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

  /** Drains every lane that has something to send now. Runs at start and as a backstop for lost wake-ups. */
  async sweep(): Promise<void> {
    const lanes = await this.#parts.autocommit((db) => readyLanes(db, this.#parts.clock.now()))
    const drainers = Array.from({ length: maxConcurrentLanes }, async () => {
      for (let lane = lanes.shift(); lane !== undefined && !this.#stopping; lane = lanes.shift()) {
        await this.drain(lane)
      }
    })
    await Promise.all(drainers)
  }

  /** Stops taking rows and waits for the calls under way. */
  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.allSettled([...this.#runs.values()].map(({ done }) => done))
  }

  async #drainWoken(): Promise<void> {
    this.#drainers += 1
    for (const lane of this.#woken) {
      this.#woken.delete(lane)
      if (!this.#stopping) await this.drain(lane).catch(this.#warn)
    }
    this.#drainers -= 1
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
    const { autocommit, clock } = this.#parts
    return (await autocommit((db) => readyLanes(db, clock.now(), lane))).length > 0
  }

  /** Sends the lane's next call. Resolves to whether more calls waited behind it. */
  async #sendNext(lane: string): Promise<boolean> {
    const { autocommit, clock } = this.#parts
    const head = await autocommit((db) => takeNextOutboxCall(db, lane, clock.now()))
    if (!head) return false
    if ('mismatch' in head) {
      await this.#failUnreadable(head)
      return head.hasFollowers
    }
    const outcome = await this.#perform(head)
    this.#note(head, outcome)
    const { id, incidentId, send, attempts, createdAt, hasFollowers } = head
    await this.#report({
      type: 'callCompleted',
      outboxCallId: id,
      incidentId,
      send,
      attempts,
      createdAt,
      outcome,
    })
    return hasFollowers
  }

  /** Slack and network errors are outcomes. Anything thrown is a fault in our own code, and fails only this row. */
  async #perform(head: NextOutboxCall): Promise<CallOutcome> {
    const { sender, isUnavailable, log } = this.#parts
    try {
      const ready = await prepareCall(head, this.#parts)
      return head.wasCutOff ? await this.#lookUp(ready) : await sender.send(ready)
    } catch (error) {
      if (isUnavailable(error)) throw error
      log.error({ err: error, ...makeCallLogFields(head) }, 'a call failed in our own code')
      return { kind: 'refused', error: ownFault }
    }
  }

  async #lookUp(ready: PreparedCall): Promise<CallOutcome> {
    const { sender, clock, inFlightMs } = this.#parts
    const found = await sender.lookUp(ready)
    const left = ready.attemptedAt.getTime() + inFlightMs - clock.now().getTime()
    if (found.kind !== 'absent' || left <= 0) return found
    return { kind: 'unknown', why: 'cut off; it may still be on its way', afterMs: left }
  }

  async #report(completed: CallCompleted): Promise<void> {
    const failed: CallOutcome = { kind: 'refused', error: ownFault }
    const isWritten = (await this.#write(completed)) || (await this.#write({ ...completed, outcome: failed }))
    if (!isWritten) throw new Error('could save neither the outcome of a call nor its failure')
  }

  async #failUnreadable({ id, incidentId, attempts, mismatch, ...rest }: UnreadableOutboxCall): Promise<void> {
    const { log, count } = this.#parts
    log.error(
      { outboxCall: id, incident: incidentId, reason: mismatch },
      'another release queued a call that I cannot read',
    )
    count('unreadable', 'refused')
    const outcome = { kind: 'refused', error: `unreadable: ${mismatch}` } as const
    const { tell } = rest
    const isWritten = await this.#write({
      type: 'callUnreadable',
      outboxCallId: id,
      incidentId,
      attempts,
      outcome,
      ...(tell && { tell }),
    })
    if (!isWritten) throw new Error('could not save that a call is unreadable')
  }

  async #write(completed: CallCompleted | CallUnreadable): Promise<boolean> {
    const { report, isUnavailable, log } = this.#parts
    try {
      await report(completed)
      return true
    } catch (error) {
      if (isUnavailable(error)) throw error
      const { outboxCallId: outboxCall, outcome } = completed
      log.error({ err: error, outboxCall, outcome: outcome.kind }, 'could not save the outcome of a call')
      return false
    }
  }

  #note(head: NextOutboxCall, outcome: CallOutcome): void {
    this.#parts.count(head.send.call.do, outcome.kind)
    const { log } = this.#parts
    const fields = { ...makeCallLogFields(head), outcome: outcome.kind }
    if (outcome.kind === 'refused') {
      if (outcome.error !== ownFault) log.warn({ ...fields, error: outcome.error }, 'Slack refused a call')
    } else if (outcome.kind !== 'done') {
      log.info({ ...fields, ...('why' in outcome && { why: outcome.why }) }, 'a call is still pending')
    }
  }
}

const makeCallLogFields = ({ id, incidentId, send }: NextOutboxCall) => ({
  outboxCall: id,
  incident: incidentId,
  call: send.call.do,
})
