import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { signature } from '../../../playground/delivery/http.ts'
import { Workspace } from '../../../playground/workspace.ts'
import type { Transport } from '../../platform/config/config.ts'
import { ConfigurationError } from '../../platform/config/environment.ts'
import type { HttpRoute } from '../../platform/http.ts'
import type { TakePayload } from './intake.ts'
import { makeSlackReceiver, type Ports, type SlackReceiver } from './receiver.ts'

const secret = 'a signing secret'
const http: Transport = { kind: 'http', signingSecret: secret, port: 0 }
const page = (path: string): HttpRoute => ({
  method: 'GET',
  path,
  handle: async (_request, response) => void response.end(path),
})
const pages = { healthz: page('/healthz'), internal: [page('/readyz'), page('/metrics')] }

let lines: Record<string, unknown>[] = []
let receivers: SlackReceiver[] = []
beforeEach(() => {
  lines = []
  receivers = []
})
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(receivers.map((receiver) => receiver.stop(1_000)))
})

async function open(transport: Transport, take: TakePayload = async () => undefined, apiUrl = ''): Promise<Ports> {
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const receiver = makeSlackReceiver({ botToken: 'xoxb-1', apiUrl, transport }, take, pages, log)
  receivers.push(receiver)
  return await receiver.start()
}

async function status(port: number, path: string, request: RequestInit = {}): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, request)
  await response.arrayBuffer()
  return response.status
}

/** A request as Slack sends it, with `headers` overriding its own. */
function post(body: string, headers: Record<string, string> = {}): RequestInit {
  const timestamp = String(Math.floor(Date.now() / 1000))
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature(secret, timestamp, body),
      ...headers,
    },
  }
}
const events = '/slack/events'

describe('a rejected request', () => {
  const unsigned = { 'x-slack-signature': '' }
  it.each<[string, RequestInit, number, string]>([
    ['without a signature', post('{}', unsigned), 401, 'Slack did not sign it'],
    ['signed with another secret', post('{}', { 'x-slack-signature': 'v0=12' }), 401, 'Slack did not sign it'],
    ['with an old timestamp', post('{}', { 'x-slack-request-timestamp': '1' }), 401, 'Slack did not sign it'],
    ['signed but not JSON', post('SECRET words'), 400, 'its body is not a JSON object'],
    ['signed but null', post('null'), 400, 'its body is not a JSON object'],
    ['signed but an array', post('[1]'), 400, 'its body is not a JSON object'],
  ])('%s is logged at most once in 10 s, with a count', async (_what, request, expected, words) => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const take = vi.fn<TakePayload>()
    const { port } = await open(http, take)
    for (let n = 0; n < 5; n += 1) expect(await status(port, events, request)).toBe(expected)
    expect(lines).toMatchObject([{ level: 40, msg: expect.stringContaining(words), times: 1 }])
    vi.advanceTimersByTime(10_001)
    await status(port, events, request)
    expect(lines.slice(1)).toMatchObject([{ msg: expect.stringContaining(words), times: 5 }])
    expect(JSON.stringify(lines)).not.toContain('SECRET')
    expect(take).not.toHaveBeenCalled()
  })

  it.each([
    ['was aborted', 1_000, 'SECRET'],
    ['is larger than what Slack sends', 5_000_000, 'x'.repeat(4_500_000)],
  ])('that %s is logged at most once in 10 s, too', async (words, length, sent) => {
    const { port } = await open(http)
    for (let n = 0; n < 5; n += 1) {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => {})
      socket.end(`POST ${events} HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n${sent}`)
      await new Promise((resolve) => socket.resume().once('close', resolve))
    }
    expect(lines).toMatchObject([{ level: 40, msg: expect.stringContaining(words), times: 1 }])
  })

  it.each([
    ['POST', '//'],
    ['POST', '/nowhere?token=SECRET'],
    ['GET', events],
    ['POST', '/healthz'],
    ['DELETE', '/metrics'],
  ])('for %s %s is answered 404 and not logged', async (method, path) => {
    const { port } = await open(http)
    expect(await status(port, path, { method })).toBe(404)
    expect(lines).toEqual([])
  })
})

describe('a signed request', () => {
  it("gets the handler's answer", async () => {
    const { port } = await open(http, async ({ text }) => ({ text }))
    const response = await fetch(`http://127.0.0.1:${port}${events}`, post('{"text":"hello"}'))
    expect(await response.json()).toEqual({ text: 'hello' })
    expect(await status(port, events, post('{"type":"url_verification","challenge":"x"}'))).toBe(200)
  })

  it('gets 503 when it was not saved, and one accurate log line', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const { port } = await open(http, () => Promise.reject(new Error('no database')))
    expect(await status(port, events, post('{}'))).toBe(503)
    vi.advanceTimersByTime(10_000)
    expect(lines).toMatchObject([{ msg: 'an input was not saved; Slack will send it again' }])
  })

  it('gets its real answer even after Slack stopped waiting', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const { port } = await open(http, async () => {
      vi.advanceTimersByTime(3_500)
      return { text: 'saved' }
    })
    expect(await status(port, events, post('{}'))).toBe(200)
    expect(lines).toMatchObject([{ level: 40, msg: expect.stringContaining('Slack waited longer than 3 s') }])
  })
})

describe.each(['http', 'socket'] as const)('the pages (%s)', (kind) => {
  let workspace: Workspace
  beforeEach(async () => {
    workspace = await Workspace.open()
  })
  afterEach(() => workspace.close())

  const openPages = (ports: { port: number; pagesPort?: number }): Promise<Ports> =>
    open(
      kind === 'http' ? { ...http, ...ports } : { kind, appToken: workspace.appToken, ...ports },
      async () => undefined,
      workspace.apiUrl,
    )
  const statuses = (port: number) => Promise.all(['/healthz', '/readyz', '/metrics'].map((path) => status(port, path)))

  it('share the port with Slack by default', async () => {
    const { port, pagesPort } = await openPages({ port: 0 })
    expect(pagesPort).toBe(port)
    expect(await statuses(port)).toEqual([200, 200, 200])
  })

  it('move to PAGES_PORT, except /healthz, which is on both', async () => {
    const { port, pagesPort } = await openPages({ port: 0, pagesPort: 0 })
    expect(await statuses(port)).toEqual([200, 404, 404])
    expect(await statuses(pagesPort)).toEqual([200, 200, 200])
    expect(await status(pagesPort, events, post('{}'))).toBe(404)
  })

  it.each(['PORT', 'PAGES_PORT'] as const)('name the port in use: %s', async (name) => {
    const other = createServer().listen(0)
    await once(other, 'listening')
    const address = other.address()
    const taken = typeof address === 'object' && address ? address.port : 0
    const ports = name === 'PORT' ? { port: taken, pagesPort: 0 } : { port: 0, pagesPort: taken }
    await expect(openPages(ports)).rejects.toThrow(
      new ConfigurationError([`${name} ${taken} is in use: free it, or choose another`]),
    )
    other.close()
  })
})
