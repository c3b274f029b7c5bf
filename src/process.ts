import { constants } from 'node:os'
import type { Logger } from 'pino'
import type { RunningApp } from './app.ts'
import { secondMs } from './platform/time/durations.ts'

type Stoppable = Pick<RunningApp, 'stop' | 'countRejection'>

/** For all that an end in order takes; container engines kill after 10 s. */
const endingMs = 9 * secondMs

/**
 * Runs the bot until it is asked to end, at whatever point of its start or of its life, and then ends the process in
 * order, with exit code 0. A second signal ends it at once.
 *
 * What nobody caught ends it as well, with exit code 1: a bot in a state that nobody foresaw had better start anew
 * (docs/adr/0017). A rejection that nobody waited for leaves no such state: it is logged and counted.
 */
export async function runProcess(start: (signal: AbortSignal) => Promise<Stoppable>, log: Logger): Promise<void> {
  const ending = new AbortController()
  const { signal } = ending
  const asked = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  let app: Stoppable | undefined

  const end = () => {
    ending.abort()
    // A call to Slack or to a database that hangs must not keep the process: it is looked up at the next start.
    setTimeout(() => process.exit(), endingMs).unref()
  }
  const endAsAsked = (name: NodeJS.Signals) => {
    if (signal.aborted) process.exit(128 + constants.signals[name])
    log.info({ signal: name }, 'stopping')
    end()
  }
  process.on('SIGTERM', endAsAsked).on('SIGINT', endAsAsked)
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an error that nothing caught: the bot stops')
    process.exitCode = 1
    if (!signal.aborted) end()
  })
  process.on('unhandledRejection', (reason) => {
    log.error({ err: reason }, 'something failed that nothing waited for; the bot goes on')
    app?.countRejection()
  })

  try {
    app = await start(signal)
  } catch (error) {
    if (signal.aborted) process.exit()
    throw error
  }
  await asked
  await app.stop()
  process.exit()
}
