import type { Send } from '../../core/outbox/call.ts'
import type { IncidentState } from '../../core/state.ts'
import {
  blocksMessage,
  type SlackBlock,
  type SlackMessage,
  sectionBlock,
  sentenceMessage,
} from '../../messages/blocks.ts'
import { clipText, escapeMrkdwn, slackTime, toPlainText } from '../../messages/mrkdwn.ts'
import { firstLine } from '../../platform/text.ts'
import { sayTime } from '../../platform/time/when.ts'

/** What became of an entry, in the channel. The line is not the entry's permalink: that leads where it began. */
export function postEntryLine({ incident }: IncidentState, line: string, ...controls: SlackBlock[]): Send {
  const words =
    controls.length === 0
      ? sentenceMessage(line)
      : blocksMessage(clipText(toPlainText(line), 200), sectionBlock(line), ...controls)
  return { to: { incident: incident.id }, call: { do: 'post', message: words } }
}

/** What only one person is shown when a form has already taken the place of the answer. */
export function postEntryPrivately(
  { incident }: IncidentState,
  to: string,
  channelId: string | undefined,
  words: SlackMessage,
): Send {
  const where = channelId ?? incident.channelId
  return { to: where ? { channel: where } : { person: to }, call: { do: 'whisper', to, message: words } }
}

/** An entry by its words, on one line. */
export function quoteEntry({ text }: { text: string }, limit = 120): string {
  const words = firstLine(text)
  return words ? `“${escapeMrkdwn(clipText(words, limit))}”` : 'an entry without words'
}

export const timeIn = ({ incident }: IncidentState, at: Date): string => slackTime(at, sayTime(at, incident.zone))
