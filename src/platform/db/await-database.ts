import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { asSetupError, isDatabaseUnavailable } from './errors.ts'

/** Between two tries, in ms. */
const pause = 500

/**
 * Takes a step of the start, again and again for as long as the database is away: says so once, and goes on when it
 * is back. `step` leaves nothing behind when it fails. Throws a DatabaseSetupError for what the operator can change.
 */
export async function awaitDatabase<T>(
  step: () => Promise<T>,
  { log, signal }: { log: Logger; signal?: AbortSignal | undefined },
): Promise<T> {
  for (let isSaid = false; ; ) {
    signal?.throwIfAborted()
    try {
      const result = await step()
      if (isSaid) log.info('the database is there; the start goes on')
      return result
    } catch (error) {
      signal?.throwIfAborted()
      if (!isDatabaseUnavailable(error)) throw asSetupError(error)
      if (!isSaid) log.warn({ reason: reasonOf(error) }, 'the database is away; the start waits for it')
      isSaid = true
    }
    await sleep(pause, undefined, { signal })
  }
}

/** The database's last word; what Prisma says around it takes several lines. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message.trim().split('\n').at(-1) ?? ''
}
