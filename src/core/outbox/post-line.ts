import { sentenceMessage } from '../../messages/blocks.ts'
import type { Send } from './call.ts'

/** The public message that shows what a command recorded. Its permalink becomes the entry's. */
export function postRecordedLine(incidentId: string, mrkdwn: string, entryId: string): Send {
  return { to: { incident: incidentId }, call: { do: 'post', message: sentenceMessage(mrkdwn), entryId } }
}
