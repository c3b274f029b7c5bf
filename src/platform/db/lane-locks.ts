import type pg from 'pg'
import type { Logger } from 'pino'
import { sessionPool } from './session.ts'

/**
 * The channel on which bots that share a database announce lanes with calls to send (see `core/outbox/queue.ts`). A
 * missed announcement does no harm: the next sweep finds the lane.
 */
export const wakeUpChannel = 'fresheyes_lanes'

/** Keeps our lock keys apart from other advisory locks (migrations, the embedded server's users). */
const lockClass = 7_311_043

/** The right to send the calls of a lane. */
export interface LaneLock {
  /** False once the session that held the lock was lost. */
  readonly isHeld: boolean
  release(): Promise<void>
}

/**
 * One PostgreSQL session lock per lane, all on one dedicated session. They end with the process, so another bot can at
 * once take over what a killed bot was sending, and two processes never send from the same lane. The same session
 * listens for lanes with calls to send.
 * A pooler in transaction mode would break this: the bot needs a direct connection or a session pool.
 */
export class LaneLocks {
  readonly #session: pg.Pool
  /** The current lock of each lane. Losing the session clears all of them. */
  readonly #held = new Map<string, symbol>()
  readonly #pending = new Set<string>()
  #onWakeUp: (lane: string) => void = () => {}

  constructor(connection: pg.PoolConfig, log: Logger) {
    // One connection that stays open: a session lock belongs to the session that took it.
    const config: pg.PoolConfig = {
      ...connection,
      max: 1,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      onConnect: async (client) => {
        client.on('notification', ({ payload }) => payload && this.#onWakeUp(payload))
        await client.query(`LISTEN ${wakeUpChannel}`)
      },
    }
    this.#session = sessionPool(config, (error) =>
      log.warn({ err: error }, 'the session of the lane locks was lost, and with it all locks'),
    )
    this.#session.on('remove', () => this.#held.clear())
  }

  /**
   * Calls `onWakeUp` from now on for each lane with something to send. A lost session is reopened with the next lock,
   * at the latest when a sweep finds a lane. Rejects when the database does not answer.
   */
  async listen(onWakeUp: (lane: string) => void): Promise<void> {
    this.#onWakeUp = onWakeUp
    await this.#session.query('SELECT 1')
  }

  /** Undefined when another process, or this one, holds the lock. */
  async tryLock(lane: string): Promise<LaneLock | undefined> {
    // PostgreSQL lets one session take the same lock twice, so within the process we check ourselves.
    if (this.#held.has(lane) || this.#pending.has(lane)) return undefined
    this.#pending.add(lane)
    try {
      return (await this.#tryInDatabase(lane)) ? this.#lock(lane) : undefined
    } finally {
      this.#pending.delete(lane)
    }
  }

  /** Does not wait for a database that no longer answers. */
  async close(): Promise<void> {
    await this.#session.end()
  }

  #lock(lane: string): LaneLock {
    const own = Symbol(lane)
    this.#held.set(lane, own)
    const isHeld = () => this.#held.get(lane) === own
    return {
      get isHeld() {
        return isHeld()
      },
      release: async () => {
        if (!isHeld()) return
        this.#held.delete(lane)
        await this.#session.query('SELECT pg_advisory_unlock($1, hashtext($2))', [lockClass, lane])
      },
    }
  }

  async #tryInDatabase(lane: string): Promise<boolean> {
    const { rows } = await this.#session.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS locked',
      [lockClass, lane],
    )
    return rows[0]?.locked === true
  }
}
