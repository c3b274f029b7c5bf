import type pg from 'pg'
import type { Logger } from 'pino'
import { sessionPool } from './session.ts'

/**
 * Where bots that share a database tell each other which lanes have something to send (see `core/outbox/queue.ts`). A hint:
 * whoever does not hear it finds the lanes at its next sweep.
 */
export const wakeUpChannel = 'fresheyes_lanes'

/** Keeps our lock keys apart from those of others (migrations, the embedded server's guard). */
const lockClass = 7_311_043

/** The right to send from a lane. */
export interface LaneLock {
  /** False once the session that held the lock was lost. */
  readonly isHeld: boolean
  release(): Promise<void>
}

/**
 * Session locks of PostgreSQL, one per lane, on one session of their own: they end with the process, so what a killed
 * bot was sending can be taken over at once, and two processes never send from one lane. The same session hears which
 * lanes have something to send.
 * A pooler in transaction mode would break this: the bot needs a direct connection or a session pool.
 */
export class LaneLocks {
  readonly #session: pg.Pool
  /** By lane, the lock that stands; all are gone when the session is. */
  readonly #held = new Map<string, symbol>()
  readonly #asked = new Set<string>()
  #onWakeUp: (lane: string) => void = () => {}

  constructor(connection: pg.PoolConfig, log: Logger) {
    // One connection, kept open: a session lock belongs to the session that took it.
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
      log.warn({ err: error }, 'the session of the lane locks was lost, its locks with it'),
    )
    this.#session.on('remove', () => this.#held.clear())
  }

  /**
   * Tells from now on which lanes have something to send. A session that is lost is opened again with the next lock:
   * at the latest when a sweep finds a lane. Rejects when the database does not answer.
   */
  async listen(onWakeUp: (lane: string) => void): Promise<void> {
    this.#onWakeUp = onWakeUp
    await this.#session.query('SELECT 1')
  }

  /** Undefined when somebody (also this process) has it. */
  async tryLock(lane: string): Promise<LaneLock | undefined> {
    // PostgreSQL lets one session take the same lock twice: within the process we keep count ourselves.
    if (this.#held.has(lane) || this.#asked.has(lane)) return undefined
    this.#asked.add(lane)
    try {
      return (await this.#tryInDatabase(lane)) ? this.#lock(lane) : undefined
    } finally {
      this.#asked.delete(lane)
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
