import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api'
import type { Outcome } from '../delivery/outcome.ts'

/** How long one call may take, in ms. */
const callTimeout = 10_000

/** A client that never retries and never sleeps: waiting is the courier's business. */
export function webClient(token: string, apiUrl: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: callTimeout,
    logger: silent,
  })
}

/** The client warns about messages whose text is in their blocks, and logs payloads at debug: neither is for us. */
const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => 'error' as never,
  setName() {},
}

/**
 * Of the first two Slack says that part of the call may have succeeded; of the others it does not say that nothing
 * did.
 */
const inDoubt = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])

/** Slack has not taken the call, and will once this has passed. */
const passing = new Set(['ratelimited', 'rate_limited', 'team_added_to_org', 'org_login_required'])

/** What a proxy says in Slack's place is handed on by the client as if it were Slack's error. */
const isCode = (error: string): boolean => /^\w+$/.test(error)

/** The app itself is locked out: nothing can be sent, and nobody told, until an admin has mended it. */
const lockedOut = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
])

/** Whether Slack has said that it does not take our token; an outage of Slack says nothing of it. */
export const isTokenRefused = (outcome: Outcome): boolean =>
  outcome.kind === 'later' && lockedOut.has(outcome.why)

/** Not done yet, through nobody's fault. */
export class TryLater extends Error {
  override readonly name = 'TryLater'
  /** Longer with every attempt, where it is not said. */
  readonly afterMs: number | undefined
  constructor(why: string, afterMs?: number) {
    super(why)
    this.afterMs = afterMs
  }
}

/** Trying again cannot help, by what was found out rather than by what Slack answered. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

/** What an error of the client means for a delivery. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'later', why: 'rate limited', afterMs: error.retryAfter * 1000 }
  }
  if (error instanceof WebAPIPlatformError) {
    const { error: code, needed } = error.data as { error: string; needed?: string }
    if (!isCode(code)) return { kind: 'unknown', why: 'the answer is not from Slack' }
    if (inDoubt.has(code)) return { kind: 'unknown', why: code }
    if (passing.has(code) || lockedOut.has(code)) return { kind: 'later', why: code }
    return { kind: 'refused', error: code, ...(needed && { needed }) }
  }
  if (error instanceof TryLater) {
    const { message: why, afterMs } = error
    return { kind: 'later', why, ...(afterMs !== undefined && { afterMs }) }
  }
  if (error instanceof Refused) return { kind: 'refused', error: error.message }
  if (error instanceof WebAPIHTTPError) return { kind: 'unknown', why: `HTTP ${error.statusCode}` }
  if (error instanceof WebAPIRequestError && neverLeft(error))
    return { kind: 'later', why: 'Slack could not be reached' }
  return { kind: 'unknown', why: error instanceof Error ? error.name : 'no answer' }
}

/** A connection that was never made carried nothing. */
function neverLeft(error: WebAPIRequestError): boolean {
  let cause: unknown = error.original
  for (let depth = 0; depth < 4 && cause instanceof Error; depth += 1) {
    const code = 'code' in cause ? String(cause.code) : ''
    if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(code)) return true
    cause = cause.cause
  }
  return false
}
