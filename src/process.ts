import { constants } from 'node:os'
import type { Logger } from 'pino'
import type { RunningApp } from './app.ts'
import { secondMs } from './platform/time/durations.ts'

type Stoppable = Pick<RunningApp, 'stop' | 'countRejection'>

/** The time for an orderly stop. Container engines kill after 10 s. */
const shutdownTimeoutMs = 9 * secondMs

/**
 * Runs the bot until it is asked to stop, during the start or later, and then stops it in order and exits with code 0.
 * A second signal exits at once.
 *
 * An uncaught exception also stops it, with exit code 1: a bot in an unforeseen state had better restart
 * (docs/adr/0017). An unhandled rejection leaves no such state and is only logged and counted.
 */
export async function runProcess(start: (signal: AbortSignal) => Promise<Stoppable>, log: Logger): Promise<void> {
  const ending = new AbortController()
  const { signal } = ending
  const stopRequested = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  let app: Stoppable | undefined

  const end = () => {
    ending.abort()
    // A hanging call to Slack or to the database must not keep the process alive: the call is looked up at the next
    // start.
    setTimeout(() => process.exit(), shutdownTimeoutMs).unref()
  }
  const endAsAsked = (name: NodeJS.Signals) => {
    if (signal.aborted) process.exit(128 + constants.signals[name])
    log.info({ signal: name }, 'stopping')
    end()
  }
  process.on('SIGTERM', endAsAsked).on('SIGINT', endAsAsked)
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught exception; stopping')
    process.exitCode = 1
    if (!signal.aborted) end()
  })
  process.on('unhandledRejection', (reason) => {
    log.error({ err: reason }, 'unhandled rejection; continuing')
    app?.countRejection()
  })

  try {
    app = await start(signal)
  } catch (error) {
    if (signal.aborted) process.exit()
    throw error
  }
  await stopRequested
  await app.stop()
  process.exit()
}
