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

/** Announces a change to an entry in the channel. The entry's permalink still leads to its original message. */
export function postEntryLine({ incident }: IncidentState, line: string, ...controls: SlackBlock[]): Send {
  const words =
    controls.length === 0
      ? sentenceMessage(line)
      : blocksMessage(clipText(toPlainText(line), 200), sectionBlock(line), ...controls)
  return { to: { incident: incident.id }, call: { do: 'post', message: words } }
}

/** Answers in an ephemeral message, for when a modal has already taken the place of the answer. */
export function postEntryPrivately(
  { incident }: IncidentState,
  to: string,
  channelId: string | undefined,
  words: SlackMessage,
): Send {
  const where = channelId ?? incident.channelId
  return { to: where ? { channel: where } : { person: to }, call: { do: 'post_ephemeral', to, message: words } }
}

/** Quotes the first line of an entry, up to `limit` characters, as mrkdwn. */
export function quoteEntry({ text }: { text: string }, limit = 120): string {
  const words = firstLine(text)
  return words ? `“${escapeMrkdwn(clipText(words, limit))}”` : 'an entry without words'
}

export const formatIncidentSlackTime = ({ incident }: IncidentState, at: Date): string =>
  slackTime(at, sayTime(at, incident.zone))
