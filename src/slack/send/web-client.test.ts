import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { outcomeOf, RefusedError, refusalOf, TryLaterError, webClient } from './web-client.ts'

const platform = (error: string, needed?: string) =>
  new WebAPIPlatformError({ ok: false, error, ...(needed && { needed }) })
const request = (code: string, depth = 0) => {
  let cause: Error = Object.assign(new Error(code), { code })
  for (let level = 0; level < depth; level += 1) cause = new TypeError('fetch failed', { cause })
  return new WebAPIRequestError(cause)
}

describe('what an error means for an outbox call', () => {
  it.each<[string, unknown, object]>([
    ['a rate limit is waited for', new WebAPIRateLimitedError(30), { kind: 'later', afterMs: 30_000 }],
    ['Slack may have done it', platform('internal_error'), { kind: 'unknown', why: 'internal_error' }],
    ['Slack may have done it before a fatal error', platform('fatal_error'), { kind: 'unknown' }],
    ['Slack does not rule out that it did it', platform('service_unavailable'), { kind: 'unknown' }],
    ['Slack stopped listening half-way', platform('request_timeout'), { kind: 'unknown' }],
    ['a proxy answers with a page', platform('<html>Bad gateway</html>'), { kind: 'unknown' }],
    ['the answer is empty', platform(''), { kind: 'unknown' }],
    ['too much was posted', platform('rate_limited'), { kind: 'later', why: 'rate_limited' }],
    ['the workspace is moving', platform('org_login_required'), { kind: 'later' }],
    ['the token was revoked, which an admin will fix', platform('token_revoked'), { kind: 'later' }],
    ['Slack refuses', platform('is_archived'), { kind: 'refused', error: 'is_archived' }],
    ['a scope is missing', platform('missing_scope', 'files:write'), { kind: 'refused', needed: 'files:write' }],
    ['we ask for another try', new TryLaterError('not shared yet', 1000), { kind: 'later', afterMs: 1000 }],
    ['nobody listens', request('ECONNREFUSED'), { kind: 'later', why: 'Slack could not be reached' }],
    ['nobody listens, by a nested cause', request('ENOTFOUND', 2), { kind: 'later' }],
    ['the connection broke: it may have arrived', request('ECONNRESET'), { kind: 'unknown' }],
    ['no answer came: it may have arrived', request('UND_ERR_HEADERS_TIMEOUT', 1), { kind: 'unknown' }],
    ['we found out that it is impossible', new RefusedError('no_channel'), { kind: 'refused', error: 'no_channel' }],
  ])('%s', (_, error, outcome) => {
    expect(outcomeOf(error)).toMatchObject(outcome)
  })

  it.each<[string, unknown]>([
    ['a bug', new TypeError("Cannot read properties of undefined (reading 'id')")],
    ['an invalid URL', new TypeError('Invalid URL', { cause: new Error('x') })],
    ['a broken invariant', new Error('an upload without a document')],
    ['the database', Object.assign(new Error('gone'), { code: 'P1001' })],
    ['not even an error', 'x'],
  ])("%s has no outcome, since it is not Slack's error", (_, error) => {
    expect(outcomeOf(error)).toBeUndefined()
    expect(refusalOf(error)).toBeUndefined()
  })

  it('a server error leaves the outcome unknown', () => {
    const error = new WebAPIHTTPError(503, 'Service Unavailable', {})
    expect(outcomeOf(error)).toMatchObject({ kind: 'unknown' })
  })
})

describe('what a broken answer means for an outbox call, as the client and plain fetch report it', () => {
  let answer: RequestListener
  const server = createServer((request, response) => answer(request, response))
  let origin: string
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const called = () => webClient('xoxb-1', `${origin}/api/`).auth.test()
  const fetched = async () => await (await fetch(origin)).text()
  const aborted = async () => await fetch(origin, { signal: AbortSignal.timeout(1) })

  const cutOff: RequestListener = (request) => void request.socket.destroy()
  const cutShort: RequestListener = (request, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('{"ok":', () => request.socket.destroy())
  }
  const page: RequestListener = (_request, response) => void response.end('<html>Sign in</html>')
  const limit: RequestListener = (_request, response) => void response.writeHead(429).end()
  const silence: RequestListener = () => {}

  it.each<[string, () => Promise<unknown>, RequestListener, 'unknown' | 'later']>([
    ['none', called, cutOff, 'unknown'],
    ['half of one', called, cutShort, 'unknown'],
    ["a proxy's page", called, page, 'unknown'],
    ['a rate limit without a time', called, limit, 'later'],
    ['none to fetch', fetched, cutOff, 'unknown'],
    ['half of one to fetch', fetched, cutShort, 'unknown'],
    ['none in time', aborted, silence, 'unknown'],
  ])('%s', async (_, call, listener, kind) => {
    answer = listener
    const error = await call().catch((thrown: unknown) => thrown)
    expect(outcomeOf(error)).toMatchObject({ kind })
  })

  it('a connection that fetch never made is tried again', async () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    expect(outcomeOf(new TypeError('fetch failed', { cause: refused }))).toMatchObject({ kind: 'later' })
  })
})
