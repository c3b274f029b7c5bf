import { z } from 'zod'
import type { Input } from '../../core/input.ts'
import { parseCommand } from './command.ts'
import { parseEvent } from './event.ts'
import { parseInteraction } from './interaction.ts'

/** The kind of request from Slack. Each kind has its own way to show an answer. */
export type RequestKind = 'command' | 'event' | 'submission' | 'interaction'

export function detectRequestKind(body: Record<string, unknown>): RequestKind {
  if (typeof body.command === 'string') return 'command'
  if (body.type === 'event_callback') return 'event'
  return body.type === 'view_submission' ? 'submission' : 'interaction'
}

/** Parses any payload from Slack into an input. Undefined if we do not handle it. */
export function parsePayload(body: Record<string, unknown>): Input | undefined {
  const kind = detectRequestKind(body)
  if (kind === 'command') return parseCommand(body)
  return kind === 'event' ? parseEvent(body) : parseInteraction(body)
}

const EventShape = z.object({ type: z.unknown().optional(), subtype: z.unknown().optional() })

/** The shape of a payload for the log, without any of its text. */
export function shapeOf(body: Record<string, unknown>): Record<string, unknown> {
  const { data: event } = EventShape.safeParse(body.event)
  return { type: body.type, event: event?.type, subtype: event?.subtype, keys: Object.keys(body) }
}
