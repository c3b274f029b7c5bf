import type { Settings } from '../platform/config/settings.ts'
import type { IngestResult } from '../timeline/capture/message-ingest.ts'
import { canTriggerOffer } from '../timeline/listening/offerable.ts'
import type { ChallengeReplied, MessagePosted, RemarkMade } from './input.ts'

/**
 * What a message that was heard is besides: an answer to a challenge, or words worth putting on record. Most are
 * neither, and go no further: a busy channel must not keep its incident locked.
 */
export function deriveFurtherInput(
  spoke: MessagePosted,
  heard: IngestResult,
  settings: Settings,
): ChallengeReplied | RemarkMade | undefined {
  const { workspaceId, message } = spoke
  const { authorId, text, ts: messageTs, channelId } = message
  if (!authorId) return undefined
  const by = { id: authorId }
  if (heard.challenge) {
    const { incidentId, number: challengeNumber, isEntry } = heard.challenge
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
  // What was found by reading the channel again is no longer of the moment.
  if (spoke.incidentId || !canTriggerOffer(message, settings)) return undefined
  return { type: 'remarkMade', workspaceId, by, channelId, message }
}
