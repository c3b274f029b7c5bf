import type { Settings } from '../platform/config/settings.ts'
import type { IngestResult } from '../timeline/capture/message-ingest.ts'
import { canTriggerOffer } from '../timeline/listening/offerable.ts'
import type { ChallengeReplied, MessagePosted, RemarkMade } from './input.ts'

/**
 * Derives a second input from a message: a reply to a challenge, or a remark worth recording. Returns undefined for
 * most messages, because handling one locks the incident, and a busy channel must not keep it locked.
 */
export function deriveFurtherInput(
  posted: MessagePosted,
  ingested: IngestResult,
  settings: Settings,
): ChallengeReplied | RemarkMade | undefined {
  const { workspaceId, message } = posted
  const { authorId, text, ts: messageTs, channelId } = message
  if (!authorId) return undefined
  const by = { id: authorId }
  if (ingested.challenge) {
    const { incidentId, number: challengeNumber, isEntry } = ingested.challenge
    return {
      type: 'challengeReplied',
      workspaceId,
      by,
      incidentId,
      challengeNumber,
      isEntry,
      text,
      messageTs,
      channelId,
    }
  }
  // A missed event is too old for an offer.
  if (posted.incidentId || !canTriggerOffer(message, settings)) return undefined
  return { type: 'remarkMade', workspaceId, by, channelId, message }
}
