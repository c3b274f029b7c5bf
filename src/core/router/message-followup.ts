import type { LiveMessageReplied, MessagePosted, RemarkMade } from '../input.ts'
import type { SeenMessage } from '../record/model.ts'
import type { Settings } from '../settings.ts'

/** What storing a message revealed about it. */
export interface IngestResult {
  /** The live message in whose thread it was posted, if a feature takes replies to it. */
  repliesTo?: Pick<LiveMessageReplied, 'incidentId' | 'liveMessage' | 'isEntry'>
  /** It was captured before it was stored, and its entry or follow-up still has no text. */
  isAwaited?: boolean
}

/**
 * Derives a second input from a message: a reply to a live message, or a remark worth recording. Returns undefined for
 * most messages, because handling one locks the incident, and a busy channel must not keep it locked.
 */
export function deriveFurtherInput(
  posted: MessagePosted,
  { repliesTo }: IngestResult,
  isRemark: (message: SeenMessage, settings: Settings) => boolean,
  settings: Settings,
): LiveMessageReplied | RemarkMade | undefined {
  const { workspaceId, message } = posted
  const { authorId, text, ts: messageTs, channelId } = message
  if (!authorId) return undefined
  const by = { id: authorId }
  if (repliesTo) return { type: 'liveMessageReplied', workspaceId, by, ...repliesTo, text, messageTs, channelId }
  // A missed event is too old for an offer.
  if (posted.incidentId || !isRemark(message, settings)) return undefined
  return { type: 'remarkMade', workspaceId, by, channelId, message }
}
