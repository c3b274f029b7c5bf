import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { isJson, jsonOf } from '../json.ts'
import type { Ids } from '../state/ids.ts'
import type { Answer, Outgoing, Transport } from './transport.ts'

const LONGEST_GOODBYE_MS = 500

interface Waiting {
  socket: WebSocket
  settle: (answer: Answer) => void
}

export interface SocketModeOptions {
  ids: Ids
  appId: string
  deadlineMs: number
  /** Called after a socket said hello, when undelivered events can be sent. */
  onConnected: () => void
}

/** Socket Mode: single-use tickets, envelopes with ids, and one acknowledgement per envelope. */
export class SocketMode implements Transport {
  readonly #options: SocketModeOptions
  readonly #server = new WebSocketServer({ noServer: true })
  readonly #tickets = new Set<string>()
  readonly #sockets: WebSocket[] = []
  readonly #retiring = new Set<WebSocket>()
  readonly #waiting = new Map<string, Waiting>()
  #turn = 0
  #wasUsed = false

  constructor(options: SocketModeOptions) {
    this.#options = options
  }

  get isConnected(): boolean {
    return this.#sockets.length > 0
  }

  /** True once the app has connected by socket, which means that it will reconnect. */
  get wasUsed(): boolean {
    return this.#wasUsed
  }

  ticket(): string {
    const ticket = this.#options.ids.next('ticket-')
    this.#tickets.add(ticket)
    return ticket
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? ''
    if (!this.#tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#welcome(opened))
  }

  /** Sends to one of the open connections. One that was asked to reconnect is used only if there is no other. */
  send(outgoing: Outgoing): Promise<Answer> {
    const fresh = this.#sockets.filter((socket) => !this.#retiring.has(socket))
    const open = fresh.length > 0 ? fresh : this.#sockets
    const socket = open[this.#turn++ % open.length]
    if (!socket) return Promise.resolve({ ok: false, status: 'connection_failed', reason: 'connection_failed' })
    return this.#sendTo(socket, outgoing)
  }

  close(): void {
    for (const socket of [...this.#sockets]) socket.terminate()
  }

  disconnect(reason: 'warning' | 'refresh_requested'): void {
    for (const socket of this.#sockets) {
      this.#retiring.add(socket)
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'playground' } }))
    }
  }

  /**
   * Closes every connection with a close handshake. A client whose close frame gets no answer waits half a minute for
   * it.
   */
  async stop(): Promise<void> {
    await Promise.all(this.#sockets.map((socket) => closed(socket)))
    this.#server.close()
  }

  #welcome(socket: WebSocket): void {
    this.#sockets.push(socket)
    this.#wasUsed = true
    socket.on('message', (data) => this.#acknowledge(jsonOf(String(data))))
    socket.on('close', () => this.#forget(socket))
    socket.on('error', () => socket.terminate())
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#sockets.length,
        connection_info: { app_id: this.#options.appId },
        debug_info: { host: 'playground', build_number: 1, approximate_connection_time: 18_060 },
      }),
    )
    this.#options.onConnected()
  }

  #forget(socket: WebSocket): void {
    this.#sockets.splice(this.#sockets.indexOf(socket), 1)
    this.#retiring.delete(socket)
    for (const waiting of [...this.#waiting.values()])
      if (waiting.socket === socket)
        waiting.settle({ ok: false, status: 'connection_closed', reason: 'connection_failed' })
  }

  #sendTo(socket: WebSocket, outgoing: Outgoing): Promise<Answer> {
    const id = this.#options.ids.next('envelope-')
    return new Promise((resolve) => {
      const settle = (answer: Answer) => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        resolve(answer)
      }
      const timer = setTimeout(
        () => settle({ ok: false, status: 'timeout', reason: 'timeout' }),
        this.#options.deadlineMs,
      )
      this.#waiting.set(id, { socket, settle })
      socket.send(JSON.stringify(envelope(id, outgoing)))
    })
  }

  #acknowledge(message: unknown): void {
    if (!isJson(message) || typeof message.envelope_id !== 'string') return
    this.#waiting.get(message.envelope_id)?.settle({ ok: true, status: 'acked', body: message.payload })
  }
}

function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), LONGEST_GOODBYE_MS)
    socket.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
    socket.close(1001)
  })
}

function envelope(id: string, outgoing: Outgoing) {
  const isEvent = outgoing.kind === 'events_api'
  const retries = { retry_attempt: outgoing.retry, retry_reason: outgoing.retryReason ?? '' }
  return {
    envelope_id: id,
    type: outgoing.kind,
    accepts_response_payload: outgoing.wantsAnswer,
    payload: outgoing.payload,
    ...(isEvent ? retries : {}),
  }
}
