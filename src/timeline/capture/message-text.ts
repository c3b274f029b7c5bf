import type { Attachment, SeenMessage } from '../../core/record/model.ts'
import { findUnlabelledIds, toPlainText } from '../../messages/mrkdwn.ts'

/** What a message says: as Slack sent it, as readers see it, and who or what in it has no name yet. */
export interface ResolvedMessage {
  raw: string
  text: string
  attachments: Attachment[]
  lacking: string[]
}

/** Reads a message, with the names that are known and its dates in the incident's zone. */
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
    text: read(raw) || alertIn(attachments),
    attachments,
    lacking: namedIn({ text: raw, content }).filter((id) => !names.has(id)),
  }
}

/** Whom and what a message names by id alone. */
export const namedIn = ({ text, content }: Pick<SeenMessage, 'text' | 'content'>): string[] => [
  ...new Set([text, ...content.flatMap(({ title, text: more = '' }) => [title, more])].flatMap(findUnlabelledIds)),
]

/** Monitoring bots often put all their words into attachments. */
const alertIn = (attachments: readonly Attachment[]): string =>
  attachments
    .filter(({ kind, text }) => kind === 'link' && text)
    .map(({ title, text }) => (text?.startsWith(title) ? text : `${title}: ${text}`))
    .join('\n')

/** The words of a message, or what stands for them where it has none. */
export const summarizeMessageText = ({ text, attachments }: Pick<ResolvedMessage, 'text' | 'attachments'>): string =>
  text || attachments.map(({ title }) => title).join(', ')
