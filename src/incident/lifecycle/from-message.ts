import { z } from 'zod'
import { incidentModes } from '../../core/incident/model.ts'
import type { ChosenMessage } from '../../core/input.ts'
import { tsField } from '../../messages/action.ts'
import { clipText } from '../../messages/mrkdwn.ts'

/** In characters. Escaping it twice can take seven per character, and Slack allows 3000 in a modal's metadata. */
const maxCarriedTextLength = 350

/** The part of a message that a modal's metadata carries. `hasMore`: the rest did not fit. */
export const CarriedMessage = z.object({
  channelId: z.string(),
  ts: tsField,
  threadTs: tsField.nullable(),
  authorId: z.string().nullable(),
  text: z.string().max(maxCarriedTextLength),
  isPrivate: z.boolean(),
  hasMore: z.boolean(),
})
export type CarriedMessage = z.infer<typeof CarriedMessage>

/** What the declare modal carries in its metadata: the mode, and the message it was opened from. */
export const DeclarationOrigin = z.object({
  mode: z.enum(incidentModes).default('live'),
  source: CarriedMessage.optional(),
})
export type DeclarationOrigin = z.infer<typeof DeclarationOrigin>

/** What of a chosen message a modal carries. */
export function carryMessage({ author, ...message }: ChosenMessage): CarriedMessage {
  const { channelId, ts, threadTs, isPrivate } = message
  const text = clipText(message.text, maxCarriedTextLength)
  return {
    channelId,
    ts,
    threadTs,
    authorId: author?.id ?? null,
    text,
    isPrivate,
    hasMore: message.hasMore || text !== message.text,
  }
}
