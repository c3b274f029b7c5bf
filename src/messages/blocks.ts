import { clip, escapeMrkdwn } from './mrkdwn.ts'

/** Slack's limits, in characters unless said (https://docs.slack.dev/reference/block-kit/blocks). */
export const limits = {
  section: 3000,
  context: 2000,
  header: 150,
  button: 75,
  option: 75,
  title: 24,
  input: 3000,
  value: 2000,
  message: 12_000,
  notification: 500,
} as const

export type Block = Record<string, unknown> & { type: string }

/** What one message shows: `text` is the notification, `blocks` the message. */
export interface Message {
  text: string
  blocks: Block[]
}

/** Where a button or modal leads: which incident, and what of it. */
export interface Reference {
  incidentId: string
  about: string
}

/** A cut through `&lt;` or `<@U1>` would leave letters that nobody wrote. */
export const clipMrkdwn = (text: string, limit: number): string =>
  text.length <= limit ? text : clip(text, limit).replace(/(&[a-z]{0,3}|<[^<>]*)…$/, '…')

const mrkdwn = (text: string, limit: number) => ({
  type: 'mrkdwn',
  text: clipMrkdwn(text || ' ', limit),
  verbatim: true,
})
/** Text that Slack shows as it is. */
export const plain = (text: string, limit: number) => ({
  type: 'plain_text',
  text: clip(text || ' ', limit),
  emoji: true,
})

/** A paragraph of mrkdwn. User-written parts must have gone through `escapeMrkdwn`. */
export const section = (text: string): Block => ({ type: 'section', text: mrkdwn(text, limits.section) })
export const header = (text: string): Block => ({ type: 'header', text: plain(text, limits.header) })
export const context = (text: string): Block => ({
  type: 'context',
  elements: [mrkdwn(text, limits.context)],
})
export const actions = (...elements: Block[]): Block => ({ type: 'actions', elements })

/** `action` names what pressing does (`hypothesis.rule_out`). */
export function button(label: string, action: string, to: Reference, style?: 'primary' | 'danger'): Block {
  return {
    type: 'button',
    text: plain(label, limits.button),
    // Whole characters only: what it is about may be words.
    action_id: clip(`${action}:${to.about}`, 255),
    value: JSON.stringify(to),
    ...(style && { style }),
  }
}

/** A menu whose options lead to parts of one incident; `about` of an option in at most 75 characters. */
export function menu(
  label: string,
  action: string,
  incidentId: string,
  options: readonly { label: string; about: string }[],
  chosen?: string,
): Block {
  const shown = options.map(({ label: text, about }) => ({ text: plain(text, limits.option), value: about }))
  const initial = shown.find(({ value }) => value === chosen)
  return {
    type: 'static_select',
    placeholder: plain(label, 150),
    action_id: `${action}@${incidentId}`,
    options: shown,
    ...(initial && { initial_option: initial }),
  }
}

/** The same behind three dots, for at most five options: what is chosen does not stay chosen. */
export const dots = (
  action: string,
  incidentId: string,
  options: readonly { label: string; about: string }[],
): Block => ({
  type: 'overflow',
  action_id: `${action}@${incidentId}`,
  options: options.map(({ label, about }) => ({ text: plain(label, limits.option), value: about })),
})

/** What a menu is called whose options each name their own deed. */
export const anyDeed = 'any'

/** Behind three dots, at most five options that each do something of their own, as buttons would. */
export const deeds = (
  incidentId: string,
  options: readonly { label: string; action: string; about: string }[],
): Block =>
  dots(
    anyDeed,
    incidentId,
    options.map(({ label, action, about }) => ({ label, about: `${action}:${about}` })),
  )

/** A paragraph of mrkdwn with one control beside it. */
export const sectionWith = (text: string, accessory: Block): Block => ({ ...section(text), accessory })
export const divider = (): Block => ({ type: 'divider' })

/** One line of mrkdwn as a message. User-written parts must have gone through `escapeMrkdwn`. */
export const sentence = (mrkdwnText: string): Message => ({
  text: clipMrkdwn(mrkdwnText, limits.section),
  blocks: [section(mrkdwnText)],
})

/**
 * A message of these blocks. `notification` is what a notification reads: plain text, escaped here. Short, because
 * Slack measures the text of an edit in bytes (4,000).
 */
export const message = (notification: string, ...blocks: Block[]): Message => ({
  text: escapeMrkdwn(clip(notification, limits.notification)),
  blocks: withinLimits(blocks),
})

/** Slack refuses messages whose blocks are each legal but too long together: the rest is cut, and said so. */
function withinLimits(blocks: Block[]): Block[] {
  const kept: Block[] = []
  let length = 0
  for (const block of blocks) {
    length += JSON.stringify(block).length
    if (length > limits.message || kept.length === 49) return [...kept, context('… more than fits here.')]
    kept.push(block)
  }
  return kept
}

/** Lines in as few paragraphs as hold them whole. */
export function packed(lines: readonly string[]): Block[] {
  const parts: string[] = []
  for (const line of lines) {
    const last = parts.at(-1)
    const longer = last === undefined ? line : `${last}\n${line}`
    if (last !== undefined && longer.length <= limits.section) parts[parts.length - 1] = longer
    else parts.push(line)
  }
  return parts.map(section)
}

/** Lines of mrkdwn as a message: more of them than one paragraph holds, and none cut. */
export const listed = (lines: readonly string[]): Message => ({
  text: clipMrkdwn(lines.join('\n'), limits.section),
  blocks: withinLimits(packed(lines)),
})

/** The view Slack is sent for somebody's Home. */
export const homeView = (blocks: readonly Block[]): Record<string, unknown> => ({
  type: 'home',
  blocks: blocks.slice(0, 100),
})
