import type { IncomingMessage, ServerResponse } from 'node:http'
import { HTTPModuleFunctions as bolt } from '@slack/bolt'
import type { Logger } from 'pino'
import type { HttpRoute } from '../../platform/http.ts'
import { makeRateLimitedWarn } from '../../platform/log.ts'
import type { Intake } from './intake.ts'

type RefusalReason = 'unsigned' | 'tooLarge' | 'aborted' | 'unreadable'

/** `POST /slack/events`: accepts what Slack has signed, and answers once it is saved. */
export function slackRoute(signingSecret: string, intake: Intake, log: Logger): HttpRoute {
  // Anybody on the internet can cause most of these, so their log lines are rate-limited.
  const refusals: Record<RefusalReason, { status: number; warn(error: unknown): void }> = {
    unsigned: { status: 401, warn: makeRateLimitedWarn(log, 'a request was refused: Slack did not sign it') },
    tooLarge: {
      status: 413,
      warn: makeRateLimitedWarn(log, 'a request was refused: it is larger than what Slack sends'),
    },
    aborted: {
      status: 400,
      warn: makeRateLimitedWarn(log, 'a request was aborted before its body was complete'),
    },
    unreadable: {
      status: 400,
      warn: makeRateLimitedWarn(log, 'a signed request was refused: its body is not a JSON object'),
    },
  }
  return {
    method: 'POST',
    path: '/slack/events',
    async handle(request, response) {
      const read = await readPayload(request, signingSecret)
      if ('payload' in read) return await answerPayload(read.payload, intake, response)
      const { status, warn } = refusals[read.refused]
      warn(read.error)
      // Otherwise the rest of the body would be read as the next request.
      response.writeHead(status, request.complete ? {} : { connection: 'close' }).end()
    },
  }
}

async function answerPayload(
  payload: Record<string, unknown>,
  intake: Intake,
  response: ServerResponse,
): Promise<void> {
  // Slack checks whether it can reach us. https://docs.slack.dev/reference/events/url_verification
  if (payload.ssl_check === '1') return bolt.buildSSLCheckResponse(response)
  if (payload.type === 'url_verification') return bolt.buildUrlVerificationResponse(response, payload)
  const taken = await intake.take(payload)
  if (taken) bolt.buildContentResponse(response, taken.answer)
  else response.writeHead(503).end()
}

async function readPayload(
  request: IncomingMessage,
  signingSecret: string,
): Promise<{ payload: Record<string, unknown> } | { refused: RefusalReason; error?: unknown }> {
  const options = { signingSecret, bodyLimit: bolt.defaultBodyLimit }
  let verified: Awaited<ReturnType<typeof bolt.parseAndVerifyHTTPRequest>>
  try {
    verified = await bolt.parseAndVerifyHTTPRequest(options, request)
  } catch (error) {
    if (!bolt.isRawBodyError(error)) return { refused: 'unsigned', error }
    return { refused: error.type === 'entity.too.large' ? 'tooLarge' : 'aborted' }
  }
  try {
    const payload: unknown = bolt.parseHTTPRequestBody(verified)
    return isRecord(payload) ? { payload } : { refused: 'unreadable' }
  } catch {
    // The error is dropped because it quotes the body, and people's words must not reach the log.
    return { refused: 'unreadable' }
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
