import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import {
  App,
  type Logger as BoltLogger,
  HTTPReceiver,
  LogLevel,
  type Receiver,
  type ReceiverEvent,
  SocketModeReceiver,
} from '@slack/bolt'
import { WebAPIPlatformError } from '@slack/web-api'
import type { Logger } from 'pino'
import type { Config } from '../config/config.ts'
import { ConfigurationError } from '../config/environment.ts'

/** A page of the bot's own HTTP server (health, readiness, metrics). */
export interface Page {
  path: string
  show(): Promise<{ status: number; type: string; body: string }>
}

/** Takes one payload from Slack; what it resolves to is the answer, and when it rejects Slack sends it again. */
export type Take = (body: Record<string, unknown>) => Promise<unknown>

/**
 * Bolt receives (signatures, sockets, reconnecting); the dispatcher decides. Bolt's own listeners acknowledge
 * events before they run, so its processing is replaced whole: the effect is committed, then acknowledged.
 */
class Gate extends App {
  readonly #take: Take
  readonly #inFlight = new Set<Promise<void>>()

  constructor(receiver: Receiver, take: Take, logger: BoltLogger) {
    // Bolt wants to know the bot by `auth.test`; we know it by each envelope, and must not lose events when that call fails.
    super({
      receiver,
      logger,
      authorize: async () => ({}),
      convoStore: false,
      tokenVerificationEnabled: false,
    })
    this.#take = take
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    const work = this.#answer(event)
    this.#inFlight.add(work)
    try {
      await work
    } finally {
      this.#inFlight.delete(work)
    }
  }

  /** Resolves when nothing taken is still being worked on. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#inFlight)
  }

  async #answer({ body, ack }: ReceiverEvent): Promise<void> {
    const answer = await this.#take(body)
    await (answer === undefined ? ack() : ack(answer))
  }
}

export interface Door {
  start(): Promise<{ port: number }>
  /** Takes nothing further; what is under way may finish until the deadline (ms). */
  stop(deadlineMs: number): Promise<void>
}

/** Opens the way in for Slack: HTTP, or Socket Mode, with the bot's own pages beside it. */
export function openDoor(slack: Config['slack'], take: Take, pages: readonly Page[], log: Logger): Door {
  const logger = quiet(log)
  const customRoutes = pages.map(({ path, show }) => ({
    path,
    method: 'GET',
    handler: answerWith(show, log),
  }))
  const receiver =
    slack.transport.kind === 'http'
      ? http(slack.transport, customRoutes, logger, log)
      : socket(slack, logger, log)
  const gate = new Gate(receiver, take, logger)
  const { port } = slack.transport
  let server: Server | undefined
  return {
    async start() {
      try {
        if (receiver instanceof HTTPReceiver) server = (await gate.start(port)) as unknown as Server
        else {
          server = await servePages(pages, port, log)
          await gate.start()
        }
      } catch (error) {
        throw advised(error, port)
      }
      const address = server.address()
      return { port: typeof address === 'object' && address ? address.port : port }
    },
    async stop(deadlineMs) {
      const open = server
      if (!open) return
      server = undefined
      const deadline = AbortSignal.timeout(deadlineMs)
      const hurry = new Promise<void>((resolve) => deadline.addEventListener('abort', () => resolve()))
      const closing = receiver instanceof HTTPReceiver ? gate.stop() : closeSocket(gate, open)
      // Slack keeps its connections open: one that falls idle only now would hold up the end.
      const tidy = setInterval(() => open.closeIdleConnections(), 20)
      await Promise.race([Promise.all([closing, gate.settled()]), hurry])
      clearInterval(tidy)
      open.closeAllConnections()
    },
  }
}

/** What an operator can mend, as a sentence. */
function advised(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return new ConfigurationError([`PORT ${port} is in use: free it, or choose another`])
  const refused = error instanceof WebAPIPlatformError ? error.data.error : undefined
  if (!refused) return error
  return new ConfigurationError([
    `SLACK_APP_TOKEN is refused by Slack (${refused}): make an app-level token with the scope connections:write`,
  ])
}

type Routes = NonNullable<ConstructorParameters<typeof HTTPReceiver>[0]['customRoutes']>

function http(
  { signingSecret }: { signingSecret: string },
  customRoutes: Routes,
  logger: BoltLogger,
  log: Logger,
): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret,
    customRoutes,
    logger,
    processEventErrorHandler: async ({ error, response }) => {
      log.error({ err: error }, 'an input was not saved; Slack will send it again')
      if (!response.headersSent) response.writeHead(503)
      response.end()
      return false
    },
  })
}

function socket({ transport, apiUrl }: Config['slack'], logger: BoltLogger, log: Logger): SocketModeReceiver {
  const appToken = transport.kind === 'socket' ? transport.appToken : ''
  return new SocketModeReceiver({
    appToken,
    logger,
    installerOptions: { clientOptions: { slackApiUrl: apiUrl } },
    processEventErrorHandler: async ({ error }) => {
      log.error({ err: error }, 'an input was not saved; Slack will send it again')
      return false
    },
  })
}

async function closeSocket(gate: Gate, server: Server): Promise<void> {
  await gate.stop()
  await new Promise((resolve) => server.close(resolve))
}

async function servePages(pages: readonly Page[], port: number, log: Logger): Promise<Server> {
  const { createServer } = await import('node:http')
  const server = createServer((request, response) => {
    const page = pages.find(({ path }) => path === request.url?.split('?')[0])
    if (page && request.method === 'GET') answerWith(page.show, log)(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, resolve))
  return server
}

/** Bolt does not await custom routes: a rejection must become an answer here. */
function answerWith(show: Page['show'], log: Logger) {
  return (_request: IncomingMessage, response: ServerResponse): void => {
    show().then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
      (error: unknown) => {
        log.error({ err: error }, 'a page could not be shown')
        response.writeHead(500).end()
      },
    )
  }
}

/** Bolt's log lines may hold payloads: the start of their first words is all that reaches ours. */
function quiet(log: Logger): BoltLogger {
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
