import { Agent, createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a request of the mixed load is: a message, or something that somebody does and waits for. */
export type Kind = 'message' | 'reaction' | 'command' | 'screen' | 'other'

export interface Sample {
  kind: Kind
  ms: number
  isRefused: boolean
}

/** Stands between the workspace and the bots, and measures how long each request takes to be answered. */
export class Meter {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 })
  readonly #server = createServer((incoming, response) => {
    this.#relay(incoming).then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
      () => response.writeHead(502).end(),
    )
  })
  readonly #targets: string[]
  #next = 0
  #samples: Sample[] = []

  /** The requests go to each of these URLs in turn. */
  constructor(targets: string[]) {
    this.#targets = targets
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/slack/events`
  }

  /** The samples since the last time. */
  take(): Sample[] {
    return this.#samples.splice(0)
  }

  async close(): Promise<void> {
    this.#agent.destroy()
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #relay(incoming: IncomingMessage) {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const began = performance.now()
    const kind = kindOf(body.toString('utf8'))
    this.#next += 1
    const target = this.#targets[this.#next % this.#targets.length] ?? ''
    try {
      const answer = await this.#post(target, incoming.headers, body)
      this.#samples.push({ kind, ms: performance.now() - began, isRefused: answer.status !== 200 })
      return answer
    } catch (error) {
      this.#samples.push({ kind, ms: performance.now() - began, isRefused: true })
      throw error
    }
  }

  #post(target: string, headers: IncomingMessage['headers'], body: Buffer) {
    const { host: _, connection: __, ...kept } = headers
    return new Promise<{ status: number; type: string; body: Buffer }>((resolve, reject) => {
      const outgoing = request(`${target}/slack/events`, { method: 'POST', agent: this.#agent, headers: kept })
      outgoing.on('response', (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part) => parts.push(part))
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            type: answer.headers['content-type'] ?? 'text/plain',
            body: Buffer.concat(parts),
          }),
        )
        answer.on('error', reject)
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }
}

const screens = /^(timeline|show|list|catchup)?$/

function kindOf(body: string): Kind {
  if (body.startsWith('{')) {
    const { event } = JSON.parse(body) as { event?: { type?: string } }
    if (event?.type === 'message') return 'message'
    if (event?.type === 'reaction_added') return 'reaction'
    return event?.type === 'app_home_opened' ? 'screen' : 'other'
  }
  const form = new URLSearchParams(body)
  if (!form.has('command')) return 'other'
  return screens.test(form.get('text')?.split(' ')[0] ?? '') ? 'screen' : 'command'
}

/** The value below which this share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
