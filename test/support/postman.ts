import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An event in transit, byte for byte as Slack sent it. */
export interface Letter {
  body: string
  headers: Record<string, string>
}

/**
 * A proxy between Slack and the bot that withholds events until a test delivers them in the order it wants. All
 * other requests (commands, buttons) pass through at once.
 */
export class Postman {
  readonly #server = createServer((request, response) => {
    // To Slack, a bot that does not answer is a failed delivery.
    this.#take(request, response).catch(() => response.writeHead(502).end())
  })
  readonly #held: Letter[] = []
  #bot = ''
  #isHolding = false

  async open(bot: string): Promise<string> {
    this.#bot = bot
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/slack/events`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  hold(): void {
    this.#isHolding = true
  }

  /** The withheld events, oldest first; from now on everything passes through again. */
  collect(): Letter[] {
    this.#isHolding = false
    return this.#held.splice(0)
  }

  /** Delivers one event to the bot, which must accept it. */
  async bring(letter: Letter): Promise<void> {
    const { status } = await this.#forward(letter)
    if (status !== 200) throw new Error(`the bot answered ${status}`)
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const letter = await letterOf(request)
    if (this.#isHolding && letter.body.includes('"event_callback"')) {
      this.#held.push(letter)
      response.writeHead(200).end()
      return
    }
    const { status, type, text } = await this.#forward(letter)
    response.writeHead(status, { 'content-type': type }).end(text)
  }

  async #forward({ body, headers }: Letter) {
    const answer = await fetch(this.#bot, { method: 'POST', body, headers })
    const type = answer.headers.get('content-type') ?? 'text/plain'
    return { status: answer.status, type, text: await answer.text() }
  }
}

const carried = ['content-type', 'x-slack-request-timestamp', 'x-slack-signature']

async function letterOf(request: IncomingMessage): Promise<Letter> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const headers = carried.map((name) => [name, String(request.headers[name] ?? '')])
  return { body: Buffer.concat(chunks).toString('utf8'), headers: Object.fromEntries(headers) }
}
