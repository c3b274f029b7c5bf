import pg from 'pg'
import type { Logger } from 'pino'

/** Keeps our lock keys apart from those of others (migrations, pg-boss, the embedded server's guard). */
const lockClass = 7_311_043

/**
 * Session locks of PostgreSQL, one per lane, on one connection of their own: they end with the process, so what
 * a killed bot was sending can be taken over at once, and two processes never send from one lane.
 * A pooler in transaction mode would break this: the bot needs a direct connection or a session pool.
 */
export class LaneLocks {
  readonly #session: pg.Pool
  readonly #held = new Set<string>()

  constructor(connection: pg.PoolConfig, log: Logger) {
    // One connection, kept open: a session lock belongs to the session that took it.
    this.#session = new pg.Pool({ ...connection, max: 1, idleTimeoutMillis: 0 })
    this.#session.on('error', (error) =>
      log.warn({ err: error }, 'the session of the lane locks was lost, its locks with it'),
    )
  }

  /** A function that gives the lock back, or undefined when somebody (also this process) has it. */
  async tryLock(lane: string): Promise<(() => Promise<void>) | undefined> {
    // PostgreSQL lets one session take the same lock twice: within the process we keep count ourselves.
    if (this.#held.has(lane)) return undefined
    this.#held.add(lane)
    const locked = await this.#tryInDatabase(lane).catch((error: unknown) => {
      this.#held.delete(lane)
      throw error
    })
    if (locked) return () => this.#unlock(lane)
    this.#held.delete(lane)
    return undefined
  }

  async close(): Promise<void> {
    await this.#session.end()
  }

  async #tryInDatabase(lane: string): Promise<boolean> {
    const { rows } = await this.#session.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS locked',
      [lockClass, lane],
    )
    return rows[0]?.locked === true
  }

  async #unlock(lane: string): Promise<void> {
    try {
      await this.#session.query('SELECT pg_advisory_unlock($1, hashtext($2))', [lockClass, lane])
    } finally {
      this.#held.delete(lane)
    }
  }
}
