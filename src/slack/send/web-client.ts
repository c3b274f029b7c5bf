import {
  type WebAPICallResult,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api'
import type { CallOutcome } from '../../core/outbox/outcome.ts'
import { makeStorable, stripBidiControls } from '../../platform/strings.ts'

const callTimeoutDefault = 10_000

/** What goes out turns nothing around, and what comes back is storable, as with requests (reception.ts). */
class CleanClient extends WebClient {
  override async apiCall(...call: Parameters<WebClient['apiCall']>): Promise<WebAPICallResult> {
    try {
      return makeStorable(await super.apiCall(...stripBidiControls(call)))
    } catch (error) {
      throw error instanceof WebAPIPlatformError ? new WebAPIPlatformError(makeStorable(error.data)) : error
    }
  }
}

/** A client that never retries and never sleeps: waiting is the courier's business. */
export function webClient(token: string, apiUrl: string, timeoutMs = callTimeoutDefault): WebClient {
  return new CleanClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    logger: silentLogger,
  })
}

/** The client warns about messages whose text is in their blocks, and logs payloads at debug: neither is for us. */
const silentLogger = {
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
const lockedOut = new Set(['invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive'])

/** Whether Slack has said that it does not take our token; an outage of Slack says nothing of it. */
export const isTokenRefused = (outcome: CallOutcome): boolean => outcome.kind === 'later' && lockedOut.has(outcome.why)

/** Not done yet, through nobody's fault. */
export class TryLaterError extends Error {
  override readonly name = 'TryLaterError'
  /** Longer with every attempt, where it is not said. */
  readonly afterMs: number | undefined
  constructor(why: string, afterMs?: number) {
    super(why)
    this.afterMs = afterMs
  }
}

/** Trying again cannot help, by what was found out rather than by what Slack answered. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
}

/**
 * What an error of Slack, or of the way there, means for a delivery. Undefined for every other: a fault of our own,
 * which the same call would only meet again.
 */
export function outcomeOf(error: unknown): CallOutcome | undefined {
  if (error instanceof WebAPIPlatformError) return platformErrorToOutcome(error.data)
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'later', why: 'rate limited', afterMs: error.retryAfter * 1000 }
  if (error instanceof TryLaterError) {
    const { message: why, afterMs } = error
    return { kind: 'later', why, ...(afterMs !== undefined && { afterMs }) }
  }
  if (error instanceof RefusedError) return { kind: 'refused', error: error.message }
  if (error instanceof WebAPIHTTPError) return { kind: 'unknown', why: `HTTP ${error.statusCode}` }
  if (isLimitWithoutTime(error)) return { kind: 'later', why: 'rate limited' }
  if (!isNetworkFailure(error)) return undefined
  return neverLeft(error)
    ? { kind: 'later', why: 'Slack could not be reached' }
    : { kind: 'unknown', why: error.message }
}

/** With what Slack refuses for good; undefined where it is anything else that went wrong. */
export function refusalOf(error: unknown): string | undefined {
  const outcome = outcomeOf(error)
  return outcome?.kind === 'refused' ? outcome.error : undefined
}

function platformErrorToOutcome({ error: code, needed }: { error: string; needed?: string }): CallOutcome {
  if (!isCode(code)) return { kind: 'unknown', why: 'the answer is not from Slack' }
  if (inDoubt.has(code)) return { kind: 'unknown', why: code }
  if (passing.has(code) || lockedOut.has(code)) return { kind: 'later', why: code }
  return { kind: 'refused', error: code, ...(needed && { needed }) }
}

/** The client has no class for a 429 that does not say when to come back. */
const isLimitWithoutTime = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Retry header did not contain a valid timeout')

/**
 * The client wraps what happens to its request, but not to the body of the answer. `fetch` has these two messages for
 * whatever the network does; every other TypeError is a mistake in somebody's code.
 */
const isNetworkFailure = (error: unknown): error is Error =>
  error instanceof WebAPIRequestError ||
  (error instanceof TypeError && ['fetch failed', 'terminated'].includes(error.message)) ||
  (error instanceof Error && ['TimeoutError', 'AbortError'].includes(error.name))

/** A connection that was never made carried nothing. */
function neverLeft(error: Error): boolean {
  let cause: unknown = error
  for (let depth = 0; depth < 5 && cause instanceof Error; depth += 1) {
    const code = 'code' in cause ? String(cause.code) : ''
    if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(code)) return true
    cause = cause.cause
  }
  return false
}
