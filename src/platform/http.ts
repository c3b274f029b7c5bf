import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { makeRateLimitedWarn } from './log.ts'

/** A method and path that an HTTP server serves. */
export interface HttpRoute {
  method: 'GET' | 'POST'
  path: string
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** Serves the routes on a port; everything else is 404. Rejects when the port cannot be opened. */
export async function startHttpServer(port: number, routes: readonly HttpRoute[], log: Logger): Promise<Server> {
  const warn = makeRateLimitedWarn(log, 'a request could not be answered')
  const server = createServer((request, response) => {
    // Not parsed as a URL, since a malformed path such as `//` would throw.
    const path = request.url?.split('?')[0]
    const route = routes.find((one) => one.path === path && one.method === request.method)
    if (!route) return void response.writeHead(404).end()
    route.handle(request, response).catch((error: unknown) => {
      warn(error)
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end()
    })
  })
  await once(server.listen(port), 'listening')
  return server
}
