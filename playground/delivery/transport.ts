import type { Json } from '../json.ts'

export type PayloadKind = 'events_api' | 'slash_commands' | 'interactive'

export interface Outgoing {
  kind: PayloadKind
  payload: Json
  /** How often it was sent before: 0 on the first attempt. */
  retry: number
  retryReason: string | undefined
  wantsAnswer: boolean
}

export interface Answer {
  ok: boolean
  /** For the journal: an HTTP status, `acked`, or the reason for the failure. */
  status: string
  /** The value of `X-Slack-Retry-Reason`. */
  reason?: 'http_timeout' | 'http_error' | 'connection_failed' | 'timeout'
  /** True when the app asked for no retry. */
  noRetry?: boolean
  body?: unknown
}

export interface Transport {
  send(outgoing: Outgoing): Promise<Answer>
}
