import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { asSetupError, isDatabaseUnavailable } from './errors.ts'

/** Between two attempts, in ms. */
const retryPauseMs = 500

/**
 * Runs one step of the startup and retries it while the database is unavailable, which is logged once. `step` must
 * leave nothing behind when it fails. Throws a DatabaseSetupError for what the operator can fix.
 */
export async function awaitDatabase<T>(
  step: () => Promise<T>,
  { log, signal }: { log: Logger; signal?: AbortSignal | undefined },
): Promise<T> {
  for (let hasWarned = false; ; ) {
    signal?.throwIfAborted()
    try {
      const result = await step()
      if (hasWarned) log.info('the database is available; continuing the startup')
      return result
    } catch (error) {
      signal?.throwIfAborted()
      if (!isDatabaseUnavailable(error)) throw asSetupError(error)
      if (!hasWarned) log.warn({ reason: reasonOf(error) }, 'the database is unavailable; waiting for it')
      hasWarned = true
    }
    await sleep(retryPauseMs, undefined, { signal })
  }
}

/** The last line of the message, which is the database's own; Prisma puts several lines before it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message.trim().split('\n').at(-1) ?? ''
}
