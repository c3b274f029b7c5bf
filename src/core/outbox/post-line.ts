import { sentenceMessage } from '../../messages/blocks.ts'
import type { Send } from './call.ts'

/** The one public line that says what a command recorded; it is the entry's permalink. */
export function postRecordedLine(incidentId: string, mrkdwn: string, entryId: string): Send {
  return { to: { incident: incidentId }, call: { do: 'post', message: sentenceMessage(mrkdwn), entryId } }
}
