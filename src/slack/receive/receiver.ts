import type { Server } from 'node:http'
import type { Logger } from 'pino'
import type { Config } from '../../platform/config/config.ts'
import { ConfigurationError } from '../../platform/config/environment.ts'
import { type HttpRoute, startHttpServer } from '../../platform/http.ts'
import type { Pages } from '../../platform/pages.ts'
import { slackRoute } from './http-mode.ts'
import { Intake, type TakePayload } from './intake.ts'
import { socketMode } from './socket-mode.ts'

export interface SlackReceiver {
  start(): Promise<Ports>
  /** Accepts no new requests and lets running ones finish until the deadline (ms). */
  stop(deadlineMs: number): Promise<void>
}

/** The ports the bot listens on. Both are the same unless `PAGES_PORT` is set. */
export interface Ports {
  port: number
  pagesPort: number
}

/**
 * Makes the entrance for Slack, over HTTP or Socket Mode. The bot's own pages share its port or have one of their own.
 */
export function makeSlackReceiver(slack: Config['slack'], take: TakePayload, pages: Pages, log: Logger): SlackReceiver {
  const { transport, apiUrl } = slack
  const intake = new Intake(take, log)
  const fromSlack = transport.kind === 'http' ? [slackRoute(transport.signingSecret, intake, log)] : []
  const socket =
    transport.kind === 'socket' ? socketMode({ appToken: transport.appToken, apiUrl }, intake, log) : undefined
  const servers: Server[] = []
  const open = async (name: PortName, port: number, routes: readonly HttpRoute[]): Promise<number> => {
    try {
      const server = await startHttpServer(port, routes, log)
      servers.push(server)
      return portOf(server) ?? port
    } catch (error) {
      throw explainPortError(error, name, port)
    }
  }
  return {
    async start() {
      const { healthz, internal } = pages
      if (transport.pagesPort === undefined) {
        const port = await open('PORT', transport.port, [...fromSlack, healthz, ...internal])
        await socket?.start()
        return { port, pagesPort: port }
      }
      const pagesPort = await open('PAGES_PORT', transport.pagesPort, [healthz, ...internal])
      const port = await open('PORT', transport.port, [...fromSlack, healthz])
      await socket?.start()
      return { port, pagesPort }
    },
    async stop(deadlineMs) {
      const closing = servers.splice(0)
      const deadline = AbortSignal.timeout(deadlineMs)
      const hurry = new Promise<void>((resolve) => deadline.addEventListener('abort', () => resolve()))
      // Slack keeps connections open, and one that falls idle only now would delay the stop.
      const tidy = setInterval(() => {
        for (const server of closing) server.closeIdleConnections()
      }, 20)
      await Promise.race([Promise.all([socket?.stop(), ...closing.map(closeServer), intake.settled()]), hurry])
      clearInterval(tidy)
      for (const server of closing) server.closeAllConnections()
    },
  }
}

type PortName = 'PORT' | 'PAGES_PORT'

const closeServer = (server: Server) => new Promise((resolve) => server.close(resolve))

function portOf(server: Server): number | undefined {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : undefined
}

/** A ConfigurationError for what the operator can fix, otherwise the error itself. */
function explainPortError(error: unknown, name: PortName, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return new ConfigurationError([`${name} ${port} is in use: free it, or choose another`])
  if (code === 'EACCES')
    return new ConfigurationError([`${name} ${port} is not open to this user: choose one above 1023`])
  return error
}
