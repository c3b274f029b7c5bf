import type { Input } from '../../core/input.ts'
import { parseCommand } from './command.ts'
import { parseEvent } from './event.ts'
import { parseInteraction } from './interaction.ts'

/** What a request from Slack is, for answering it: each has its own way of showing something. */
export type RequestKind = 'command' | 'event' | 'submission' | 'interaction'

export function detectRequestKind(body: Record<string, unknown>): RequestKind {
  if (typeof body.command === 'string') return 'command'
  if (body.type === 'event_callback') return 'event'
  return body.type === 'view_submission' ? 'submission' : 'interaction'
}

/** Any payload from Slack → one of our inputs; undefined for what we have no use for. */
export function parsePayload(body: Record<string, unknown>): Input | undefined {
  const kind = detectRequestKind(body)
  if (kind === 'command') return parseCommand(body)
  return kind === 'event' ? parseEvent(body) : parseInteraction(body)
}

/** What a payload looks like, without a word of what it says: for the log. */
export function shapeOf(body: Record<string, unknown>): Record<string, unknown> {
  const event = body.event
  const inner = typeof event === 'object' && event !== null ? (event as Record<string, unknown>) : {}
  return { type: body.type, event: inner.type, subtype: inner.subtype, keys: Object.keys(body) }
}
