import type { Json } from '../json.ts'

export type PayloadKind = 'events_api' | 'slash_commands' | 'interactive'

export interface Outgoing {
  kind: PayloadKind
  payload: Json
  /** 0 at first; how often it was sent before. */
  retry: number
  retryReason: string | undefined
  wantsAnswer: boolean
}

export interface Answer {
  ok: boolean
  /** For the journal: an HTTP status, `acked`, or why it failed. */
  status: string
  /** As Slack names it in `X-Slack-Retry-Reason`. */
  reason?: 'http_timeout' | 'http_error' | 'connection_failed' | 'timeout'
  /** The app asked not to get this again. */
  noRetry?: boolean
  body?: unknown
}

export interface Transport {
  send(outgoing: Outgoing): Promise<Answer>
}
