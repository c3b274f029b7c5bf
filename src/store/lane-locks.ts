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
  readonly #config: pg.ClientConfig
  readonly #log: Logger
  #client: Promise<pg.Client> | undefined
  #held = new Set<string>()

  constructor(config: pg.ClientConfig, log: Logger) {
    this.#config = config
    this.#log = log
  }

  /** A function that gives the lock back, or undefined when somebody (also this process) has it. */
  async tryLock(lane: string): Promise<(() => Promise<void>) | undefined> {
    // PostgreSQL lets one session take the same lock twice: within the process we keep count ourselves.
    if (this.#held.has(lane)) return undefined
    this.#held.add(lane)
    try {
      const client = await this.#connected()
      const { rows } = await client.query<{ locked: boolean }>(
        'SELECT pg_try_advisory_lock($1, hashtext($2)) AS locked',
        [lockClass, lane],
      )
      if (rows[0]?.locked) return () => this.#unlock(client, lane)
      this.#held.delete(lane)
      return undefined
    } catch (error) {
      this.#held.delete(lane)
      throw error
    }
  }

  async close(): Promise<void> {
    const client = await this.#client?.catch(() => undefined)
    this.#client = undefined
    await client?.end()
  }

  async #unlock(client: pg.Client, lane: string): Promise<void> {
    try {
      await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [lockClass, lane])
    } catch (error) {
      // A lost connection has given the lock back already.
      this.#log.warn({ err: error, lane }, 'a lane lock went with its connection')
    } finally {
      this.#held.delete(lane)
    }
  }

  #connected(): Promise<pg.Client> {
    this.#client ??= this.#connect().catch((error: unknown) => {
      this.#client = undefined
      throw error
    })
    return this.#client
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client(this.#config)
    client.on('error', () => this.#drop())
    client.on('end', () => this.#drop())
    await client.connect()
    return client
  }

  #drop(): void {
    this.#client = undefined
  }
}
