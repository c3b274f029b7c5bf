import { type App, type Logger as BoltLogger, LogLevel, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt'
import { WebAPIPlatformError } from '@slack/web-api'
import type { Logger } from 'pino'
import { ConfigurationError } from '../../platform/config/environment.ts'
import type { Intake } from './intake.ts'

export interface SocketMode {
  start(): Promise<void>
  stop(): Promise<void>
}

/** Bolt keeps a socket to Slack open. An envelope is acknowledged once its payload is saved. */
export function socketMode(
  { appToken, apiUrl }: { appToken: string; apiUrl: string },
  intake: Intake,
  log: Logger,
): SocketMode {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: makeBoltLogger(log),
    installerOptions: { clientOptions: { slackApiUrl: apiUrl } },
    processEventErrorHandler: async ({ error }) => {
      log.warn({ err: error }, 'an answer did not reach Slack, which will send the input again')
      return false
    },
  })
  const processEvent = async ({ body, ack }: ReceiverEvent): Promise<void> => {
    const taken = await intake.take(body)
    if (taken) await (taken.answer === undefined ? ack() : ack(taken.answer))
  }
  // A receiver needs nothing else of an app.
  receiver.init({ processEvent } as App)
  return {
    async start() {
      await receiver.start().catch((error: unknown) => {
        throw explainAppTokenError(error)
      })
    },
    async stop() {
      await receiver.stop()
    },
  }
}

/** A ConfigurationError if Slack rejects the app token, otherwise the error itself. */
function explainAppTokenError(error: unknown): unknown {
  const refused = error instanceof WebAPIPlatformError ? error.data.error : undefined
  if (!refused) return error
  return new ConfigurationError([
    `SLACK_APP_TOKEN is refused by Slack (${refused}): make an app-level token with the scope connections:write`,
  ])
}

/** Bolt's log lines may contain payloads, so ours keep only the beginning of the message. */
function makeBoltLogger(log: Logger): BoltLogger {
  const child = log.child({ part: 'bolt' })
  const short = (messages: unknown[]) => String(messages[0]).slice(0, 120)
  return {
    debug: () => {},
    info: (...messages) => child.debug(short(messages)),
    warn: (...messages) => child.warn(short(messages)),
    error: (...messages) => child.error(short(messages)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  }
}
