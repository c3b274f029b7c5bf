import type { Logger } from 'pino'
import type { LaneLocks } from '../../platform/db/lane-locks.ts'
import type { Autocommit } from '../../platform/db/transaction.ts'
import { makeRateLimitedWarn } from '../../platform/log.ts'
import type { Clock } from '../../platform/time/clock.ts'
import { type CallCompleted, type CallOutcome, ownFault } from './outcome.ts'
import { type Composer, prepareCall } from './prepare.ts'
import type { PreparedCall, Sender } from './sender.ts'
import { type NextOutboxCall, readyLanes, takeNextOutboxCall } from './store.ts'

export interface OutboxSenderParts {
  autocommit: Autocommit
  locks: LaneLocks
  sender: Sender
  composer: Composer
  clock: Clock
  log: Logger
  /** The dispatcher: what Slack answered is an input like any other. */
  report(answered: CallCompleted): Promise<unknown>
  /** Counts calls by what they do and what became of them. */
  count(call: string, outcome: string): void
  /** Whether an error means that it cannot be now (the database cannot be reached, the bot stops), but later. */
  isUnavailable(error: unknown): boolean
  /** How long after its start a call that was cut off may still reach Slack, in ms. */
  inFlightMs: number
}

/** How many lanes a sweep drains side by side, and how many those that were woken. */
const maxConcurrentLanes = 8

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
 * 5. A row fails at once where our own code does, and where its outcome cannot be written even without what follows
 *    from it: it would block its lane for ever.
 */
export class OutboxSender {
  readonly #parts: OutboxSenderParts
  readonly #runs = new Map<string, { done: Promise<void>; again: boolean }>()
  /** Lanes that were woken and wait for their turn. */
  readonly #woken = new Set<string>()
  #drainers = 0
  readonly #warn: (error: unknown) => undefined
  #stopping = false

  constructor(parts: OutboxSenderParts) {
    this.#parts = parts
    this.#warn = makeRateLimitedWarn(parts.log, 'a lane was not drained; the next sweep tries again')
  }

  /** Drains the lane as soon as it is its turn. What fails is left to the next sweep. */
  wake(lane: string): void {
    this.#woken.add(lane)
    if (this.#drainers < maxConcurrentLanes) void this.#drainWoken()
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
    const lanes = await this.#parts.autocommit((db) => readyLanes(db, this.#parts.clock.now()))
    const drainers = Array.from({ length: maxConcurrentLanes }, async () => {
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

  /** Whether more waited behind what was sent. */
  async #sendNext(lane: string): Promise<boolean> {
    const { autocommit, clock } = this.#parts
    const head = await autocommit((db) => takeNextOutboxCall(db, lane, clock.now()))
    if (!head) return false
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

  /** What Slack and the network do is an outcome. What is thrown is a fault of our own, and fails this row alone. */
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

  async #report(answered: CallCompleted): Promise<void> {
    const failed: CallOutcome = { kind: 'refused', error: ownFault }
    const isWritten = (await this.#write(answered)) || (await this.#write({ ...answered, outcome: failed }))
    if (!isWritten) throw new Error('neither what follows from a call nor its failure could be written')
  }

  async #write(answered: CallCompleted): Promise<boolean> {
    const { report, isUnavailable, log } = this.#parts
    try {
      await report(answered)
      return true
    } catch (error) {
      if (isUnavailable(error)) throw error
      const { outboxCallId: outboxCall, outcome } = answered
      log.error({ err: error, outboxCall, outcome: outcome.kind }, 'what follows from a call was not written')
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
      log.info({ ...fields, ...('why' in outcome && { why: outcome.why }) }, 'a call is not done yet')
    }
  }
}

const makeCallLogFields = ({ id, incidentId, send }: NextOutboxCall) => ({
  outboxCall: id,
  incident: incidentId,
  call: send.call.do,
})
