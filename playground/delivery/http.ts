import { createHmac } from 'node:crypto'
import { Agent, type IncomingMessage, request } from 'node:http'
import { isJson, jsonOf } from '../json.ts'
import type { Answer, Outgoing, Transport } from './transport.ts'

export function signature(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
}

/**
 * Posts signed requests to the app's request URL. Signatures use the real time, since the app checks them against its
 * own clock.
 */
export class HttpTransport implements Transport {
  readonly #url: string
  readonly #secret: string
  readonly #deadlineMs: number
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 128 })

  constructor(url: string, secret: string, deadlineMs: number) {
    this.#url = url
    this.#secret = secret
    this.#deadlineMs = deadlineMs
  }

  /** Slack accepts a request URL only if it echoes a challenge. */
  async verify(token: string, challenge: string): Promise<void> {
    const payload = { token, challenge, type: 'url_verification' }
    const answer = await this.#post('application/json', JSON.stringify(payload), {})
    const echoed = isJson(answer.body) ? answer.body.challenge : String(answer.body ?? '').trim()
    if (!answer.ok || echoed !== challenge)
      throw new Error(`${this.#url} did not echo the challenge of the URL verification: ${answer.status}`)
  }

  send(outgoing: Outgoing): Promise<Answer> {
    const headers: Record<string, string> = {}
    if (outgoing.retry > 0) {
      headers['x-slack-retry-num'] = String(outgoing.retry)
      headers['x-slack-retry-reason'] = outgoing.retryReason ?? 'http_error'
    }
    if (outgoing.kind === 'events_api') return this.#post('application/json', JSON.stringify(outgoing.payload), headers)
    return this.#post('application/x-www-form-urlencoded', formOf(outgoing), headers)
  }

  close(): void {
    this.#agent.destroy()
  }

  #post(type: string, body: string, extra: Record<string, string>): Promise<Answer> {
    const timestamp = String(Math.floor(Date.now() / 1000))
    const headers = {
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature(this.#secret, timestamp, body),
      ...extra,
    }
    return new Promise((resolve) => {
      let hasAnswer = false
      const outgoing = request(this.#url, { method: 'POST', headers, agent: this.#agent })
      const timer = setTimeout(() => {
        resolve({ ok: false, status: 'timeout', reason: 'http_timeout' })
        outgoing.destroy()
      }, this.#deadlineMs)
      outgoing.on('error', () => {
        clearTimeout(timer)
        // The app had closed this idle connection. Nothing was delivered, so retry on a new one.
        if (outgoing.reusedSocket && !hasAnswer) resolve(this.#post(type, body, extra))
        else resolve({ ok: false, status: 'connection_failed', reason: 'connection_failed' })
      })
      outgoing.on('response', (response) => {
        hasAnswer = true
        void readAnswer(response)
          .then(resolve, () => outgoing.destroy())
          .finally(() => clearTimeout(timer))
      })
      outgoing.end(body)
    })
  }
}

function formOf(outgoing: Outgoing): string {
  if (outgoing.kind === 'interactive')
    return new URLSearchParams({ payload: JSON.stringify(outgoing.payload) }).toString()
  const form = new URLSearchParams()
  for (const [key, value] of Object.entries(outgoing.payload)) form.set(key, String(value))
  return form.toString()
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString('utf8')
  const code = response.statusCode ?? 0
  const saysJson = response.headers['content-type']?.includes('application/json') ?? false
  const body = saysJson ? (jsonOf(text) ?? text) : text
  if (code >= 200 && code < 300) return { ok: true, status: String(code), body }
  const noRetry = response.headers['x-slack-no-retry'] === '1'
  return { ok: false, status: String(code), reason: 'http_error', noRetry, body }
}
