import type { Attachment, SeenMessage } from '../../core/record/model.ts'
import { findUnlabelledIds, toPlainText } from '../../messages/mrkdwn.ts'

/** The text of a message, in Slack's mrkdwn (`raw`) and as readers see it, and the ids in it that lack a name. */
export interface ResolvedMessage {
  raw: string
  text: string
  attachments: Attachment[]
  lacking: string[]
}

/** Renders a message as plain text, with ids replaced by `names` and dates in `zone`. */
export function resolveMessage(
  { text: raw, content }: Pick<SeenMessage, 'text' | 'content'>,
  names: ReadonlyMap<string, string>,
  zone: string,
): ResolvedMessage {
  const read = (markup: string) => toPlainText(markup, names, zone)
  const attachments = content.map((given) => ({
    ...given,
    title: read(given.title),
    ...(given.text !== undefined && { text: read(given.text) }),
  }))
  return {
    raw,
    text: read(raw) || extractAlertText(attachments),
    attachments,
    lacking: findUnlabelledMentions({ text: raw, content }).filter((id) => !names.has(id)),
  }
}

/** The ids of people, channels and groups that a message names without a label. */
export const findUnlabelledMentions = ({ text, content }: Pick<SeenMessage, 'text' | 'content'>): string[] => [
  ...new Set([text, ...content.flatMap(({ title, text: more = '' }) => [title, more])].flatMap(findUnlabelledIds)),
]

/** Monitoring bots often put all their text into attachments. */
const extractAlertText = (attachments: readonly Attachment[]): string =>
  attachments
    .filter(({ kind, text }) => kind === 'link' && text)
    .map(({ title, text }) => (text?.startsWith(title) ? text : `${title}: ${text}`))
    .join('\n')

/** The text of a message, or the titles of its attachments if it has none. */
export const summarizeMessageText = ({ text, attachments }: Pick<ResolvedMessage, 'text' | 'attachments'>): string =>
  text || attachments.map(({ title }) => title).join(', ')
