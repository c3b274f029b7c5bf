import {
  LogLevel,
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

/**
 * Strips bidirectional controls from what goes out and makes what comes back storable, as handle-payload.ts does for
 * requests.
 */
class CleanClient extends WebClient {
  override async apiCall(...call: Parameters<WebClient['apiCall']>): Promise<WebAPICallResult> {
    try {
      return makeStorable(await super.apiCall(...stripBidiControls(call)))
    } catch (error) {
      throw error instanceof WebAPIPlatformError ? new WebAPIPlatformError(makeStorable(error.data)) : error
    }
  }
}

/** A client that never retries or sleeps, since waiting is up to the outbox sender. */
export function webClient(token: string, apiUrl: string, timeoutMs = callTimeoutDefault): WebClient {
  return new CleanClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    logger: silentLogger,
  })
}

/** The client warns about messages whose text is in their blocks and logs payloads at debug level. We want neither. */
const silentLogger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
}

/**
 * For the first two, Slack says that part of the call may have succeeded; for the others, it does not say that nothing
 * did.
 */
const inDoubtErrorCodes = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])

/** Slack did not accept the call, and will once the condition has passed. */
const transientErrorCodes = new Set(['ratelimited', 'rate_limited', 'team_added_to_org', 'org_login_required'])

/** The client passes on a proxy's answer as if it were Slack's error code. */
const isCode = (error: string): boolean => /^\w+$/.test(error)

/** The app is locked out: nothing can be sent, and nobody told, until an admin fixes it. */
const lockedOutErrorCodes = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
])

/** Whether Slack rejected our token. An outage of Slack does not count. */
export const isTokenRefused = (outcome: CallOutcome): boolean =>
  outcome.kind === 'later' && lockedOutErrorCodes.has(outcome.why)

/** The call did not happen yet, and should be tried again. */
export class TryLaterError extends Error {
  override readonly name = 'TryLaterError'
  /** In ms. Undefined: a delay that grows with each attempt. */
  readonly afterMs: number | undefined
  constructor(why: string, afterMs?: number) {
    super(why)
    this.afterMs = afterMs
  }
}

/** Trying again cannot help, as we found out ourselves rather than from Slack's answer. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
}

/**
 * What an error of Slack or the network means for an outbox call. Undefined for any other error: that is a bug of ours,
 * which a retry would only meet again.
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
  return hasNeverConnected(error)
    ? { kind: 'later', why: 'Slack could not be reached' }
    : { kind: 'unknown', why: error.message }
}

/** The error code if Slack refuses the call for good, otherwise undefined. */
export function refusalOf(error: unknown): string | undefined {
  const outcome = outcomeOf(error)
  return outcome?.kind === 'refused' ? outcome.error : undefined
}

function platformErrorToOutcome({ error: code, needed }: { error: string; needed?: string }): CallOutcome {
  if (!isCode(code)) return { kind: 'unknown', why: 'the answer is not from Slack' }
  if (inDoubtErrorCodes.has(code)) return { kind: 'unknown', why: code }
  if (transientErrorCodes.has(code) || lockedOutErrorCodes.has(code)) return { kind: 'later', why: code }
  return { kind: 'refused', error: code, ...(needed && { needed }) }
}

/** The client has no class for a 429 without a `retry-after`. */
const isLimitWithoutTime = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Retry header did not contain a valid timeout')

/**
 * The client wraps errors of its request, but not of the response body. `fetch` uses these two messages for any network
 * failure; every other TypeError is a bug in some code.
 */
const isNetworkFailure = (error: unknown): error is Error =>
  error instanceof WebAPIRequestError ||
  (error instanceof TypeError && ['fetch failed', 'terminated'].includes(error.message)) ||
  (error instanceof Error && ['TimeoutError', 'AbortError'].includes(error.name))

/** A connection that was never made cannot have carried the call. */
function hasNeverConnected(error: Error): boolean {
  let cause: unknown = error
  for (let depth = 0; depth < 5 && cause instanceof Error; depth += 1) {
    const code = 'code' in cause ? String(cause.code) : ''
    if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'].includes(code)) return true
    cause = cause.cause
  }
  return false
}
