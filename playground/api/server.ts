import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SocketMode } from '../delivery/socket-mode.ts'
import type { CallStatus, Journal } from '../journal.ts'
import type { Json } from '../json.ts'
import type { World } from '../world.ts'
import { after, answerCall } from './call.ts'
import { giveFile, takeUpload } from './file-transfer.ts'
import { misbehave } from './misbehave.ts'
import { takeResponse } from './respond.ts'

/** Slack's side of the network: the Web API, uploads, downloads, response URLs and the Socket Mode WebSocket. */
export class SlackServer {
  readonly #server: Server
  #serve: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | undefined

  constructor() {
    this.#server = createServer((request, response) => {
      this.#serve?.(request, response).catch((error: unknown) => {
        response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error))
      })
    })
  }

  async listen(): Promise<string> {
    // Outlasts the idle timeout of every client, so that no client reuses a connection this server is closing.
    this.#server.keepAliveTimeout = 75_000
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const { port } = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }

  open(world: World, journal: Journal, sockets: SocketMode): void {
    this.#serve = async (request, response) => {
      if (world.faults.isDown) {
        request.socket.destroy()
        return
      }
      // Consequences of a call, such as the message of an uploaded file, happen after its answer was sent.
      response.on('close', () => setImmediate(() => world.agenda.runDue()))
      await route(request, response, world, journal)
    }
    this.#server.on('upgrade', (request, socket, head) => {
      if (world.faults.isDown) socket.destroy()
      else sockets.upgrade(request, socket, head)
    })
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }
}

/** Routes outside the Web API, with the method names under which faults are planned for them. */
const AREAS: Record<string, string> = {
  upload: 'files.upload',
  'files-pri': 'files.download',
  response: 'response_url',
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
  journal: Journal,
): Promise<void> {
  const [, area = '', ...rest] = new URL(request.url ?? '/', 'http://localhost').pathname.split('/')
  const name = rest.join('/')
  if (area === 'api') return answerCall(name, { request, response }, world, journal)
  const method = AREAS[area]
  const note = (result: Json, status: CallStatus) => journal.call({ method: method ?? area, args: {}, result, status })
  const fault = method === undefined ? undefined : world.faults.takeFor(method)
  // Outside the Web API an error is an HTTP status, not an error code.
  const trouble = fault?.answer?.kind === 'error' ? ({ kind: 'serverError' } as const) : fault?.answer
  if (trouble && fault?.effectAfter === undefined) return misbehave(trouble, response, note)
  if (fault?.effectAfter) await after(fault.effectAfter, world)
  // The call takes effect, but its answer goes into a response without a connection.
  const answer = trouble ? new ServerResponse(request) : response
  if (area === 'upload') await takeUpload(name.replace('v1/', ''), request, answer, world)
  else if (area === 'files-pri') giveFile(name, request, answer, world)
  else if (area === 'response') await takeResponse(name, { request, response: answer }, world, journal)
  else response.writeHead(404).end()
  if (trouble) misbehave(trouble, response, note)
}
