import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SocketMode } from '../delivery/socket-mode.ts'
import type { Journal } from '../journal.ts'
import type { World } from '../world.ts'
import { answerCall } from './call.ts'
import { giveFile, takeUpload } from './file-transfer.ts'
import { takeResponse } from './respond.ts'

/** Slack's own addresses: the Web API, uploads, downloads, response URLs, and Socket Mode's WebSocket. */
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
      // What follows an answer, such as the message of an uploaded file, happens after it was sent.
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

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
  journal: Journal,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname
  const [, area = '', ...rest] = path.split('/')
  const name = rest.join('/')
  if (area === 'api') return answerCall(name, request, response, world, journal)
  if (area === 'upload') return takeUpload(name.replace('v1/', ''), request, response, world)
  if (area === 'files-pri') return giveFile(name, request, response, world)
  if (area === 'response') return takeResponse(name, request, response, world, journal)
  response.writeHead(404).end()
}
