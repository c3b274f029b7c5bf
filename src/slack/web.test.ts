import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { outcomeOf, TryLater } from './web.ts'

const platform = (error: string, needed?: string) =>
  new WebAPIPlatformError({ ok: false, error, ...(needed && { needed }) } as never)
const request = (code: string, depth = 0) => {
  let cause: Error = Object.assign(new Error(code), { code })
  for (let level = 0; level < depth; level += 1) cause = new TypeError('fetch failed', { cause })
  return new WebAPIRequestError(cause)
}

describe('what an error means for a delivery', () => {
  it.each<[string, unknown, object]>([
    ['a rate limit is waited for', new WebAPIRateLimitedError(30), { kind: 'later', afterMs: 30_000 }],
    ['Slack may have done it', platform('internal_error'), { kind: 'unknown', why: 'internal_error' }],
    ['Slack may have done it, in a catastrophe', platform('fatal_error'), { kind: 'unknown' }],
    ['Slack does not rule out that it did it', platform('service_unavailable'), { kind: 'unknown' }],
    ['Slack stopped listening half-way', platform('request_timeout'), { kind: 'unknown' }],
    ['a proxy answers with a page', platform('<html>Bad gateway</html>'), { kind: 'unknown' }],
    ['nothing is in the answer', platform(''), { kind: 'unknown' }],
    ['too much was posted', platform('rate_limited'), { kind: 'later', why: 'rate_limited' }],
    ['the workspace is moving', platform('org_login_required'), { kind: 'later' }],
    ['the token was revoked, which an admin will mend', platform('token_revoked'), { kind: 'later' }],
    ['Slack refuses', platform('is_archived'), { kind: 'refused', error: 'is_archived' }],
    [
      'a scope is missing',
      platform('missing_scope', 'files:write'),
      { kind: 'refused', needed: 'files:write' },
    ],
    ['we ask for another try', new TryLater('not shared yet', 1000), { kind: 'later', afterMs: 1000 }],
    ['nobody was there', request('ECONNREFUSED'), { kind: 'later', why: 'Slack could not be reached' }],
    ['nobody was there, further down', request('ENOTFOUND', 2), { kind: 'later' }],
    ['the connection broke: it may have arrived', request('ECONNRESET'), { kind: 'unknown' }],
    ['no answer came: it may have arrived', request('UND_ERR_HEADERS_TIMEOUT', 1), { kind: 'unknown' }],
    ['something else altogether', new RangeError('x'), { kind: 'unknown', why: 'RangeError' }],
    ['not even an error', 'x', { kind: 'unknown', why: 'no answer' }],
  ])('%s', (_, error, outcome) => {
    expect(outcomeOf(error)).toMatchObject(outcome)
  })

  it('a server error may have happened all the same', () => {
    const error = new WebAPIHTTPError(503, 'Service Unavailable', {})
    expect(outcomeOf(error)).toMatchObject({ kind: 'unknown' })
  })
})
