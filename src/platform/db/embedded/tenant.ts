import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseSetupError, isDatabaseUnavailable } from '../errors.ts'
import type { Session } from '../session.ts'
import { connectOrStart, dismissServer, type ServerParts, stopServer } from './server.ts'

/** Advisory locks last as long as their session, so PostgreSQL releases those of a killed process. */
const tenantLockKeys = { bot: 7_311_042, guests: 7_311_043 }

/** How long PostgreSQL may take to notice that the session of a killed bot is gone. */
const staleSessionWaitMs = 2_000

/**
 * A user of the embedded server: the only bot, or one of any number of guests. The last one to leave stops the server.
 * If the server dies under the bot, the bot restarts it.
 */
export class Tenant {
  readonly #parts: ServerParts
  readonly #guest: boolean
  readonly #leaving = new AbortController()
  /** Stops the server when the bot exits at once, on a second signal, instead of leaving it running unused. */
  readonly #dismiss = () => dismissServer(this.#parts)
  #session: Session | undefined
  #recovery: Promise<void> | undefined

  constructor(parts: ServerParts, guest: boolean) {
    this.#parts = parts
    this.#guest = guest
  }

  /** Throws a DatabaseSetupError when another bot uses the server. */
  async enter(signal?: AbortSignal): Promise<void> {
    const deadline = performance.now() + staleSessionWaitMs
    for (;;) {
      const session = await connectOrStart(this.#parts, signal)
      try {
        if (await this.#lock(session, deadline)) return this.#stay(session)
      } catch (error) {
        // The previous user stopped the server after we connected and before we had the lock.
        if (!isDatabaseUnavailable(error) || performance.now() > deadline) throw error
        continue
      } finally {
        if (session !== this.#session) await session.end().catch(() => {})
      }
      if (performance.now() > deadline) throw new DatabaseSetupError(this.#adviceWhenTaken())
    }
  }

  async leave(): Promise<void> {
    this.#leaving.abort()
    await this.#recovery
    process.off('exit', this.#dismiss)
    const session = this.#session
    if (!session) return
    if (await this.#isLast(session).catch(isDatabaseUnavailable)) await stopServer(this.#parts)
    await session.end().catch(() => {})
  }

  #stay(session: Session): void {
    this.#session = session
    if (!this.#guest) process.once('exit', this.#dismiss)
    session.once('end', () => {
      this.#session = undefined
      process.off('exit', this.#dismiss)
      if (!this.#leaving.signal.aborted && !this.#guest) this.#recovery = this.#recover()
    })
  }

  async #recover(): Promise<void> {
    const { log } = this.#parts
    const { signal } = this.#leaving
    log.warn('the built-in PostgreSQL stopped; restarting it')
    while (!signal.aborted) {
      try {
        await this.enter(signal)
        return log.info('the built-in PostgreSQL is back')
      } catch (error) {
        if (signal.aborted) return
        log.error({ err: error }, 'the built-in PostgreSQL could not be restarted')
        await sleep(1_000, undefined, { signal }).catch(() => {})
      }
    }
  }

  async #lock(session: Session, deadline: number): Promise<boolean> {
    const lock = this.#guest ? 'pg_try_advisory_lock_shared' : 'pg_try_advisory_lock'
    const key = this.#guest ? tenantLockKeys.guests : tenantLockKeys.bot
    while (!(await isTrue(session, lock, key))) {
      if (performance.now() > deadline) return false
      await sleep(20)
    }
    return true
  }

  async #isLast(session: Session): Promise<boolean> {
    if (!this.#guest) return await isTrue(session, 'pg_try_advisory_lock', tenantLockKeys.guests)
    await isTrue(session, 'pg_advisory_unlock_shared', tenantLockKeys.guests)
    const others = [tenantLockKeys.guests, tenantLockKeys.bot]
    for (const key of others) if (!(await isTrue(session, 'pg_try_advisory_lock', key))) return false
    return true
  }

  #adviceWhenTaken(): string {
    const { given } = this.#parts.folder
    return `Another Fresheyes is using ${given}: stop it first, or set DATA_DIR to a folder of its own.`
  }
}

async function isTrue(session: Session, lock: string, key: number): Promise<boolean> {
  const { rows } = await session.query<{ answer: boolean }>(`SELECT ${lock}($1) AS answer`, [key])
  return rows[0]?.answer === true
}
