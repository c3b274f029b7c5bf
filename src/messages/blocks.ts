import { clipText, escapeMrkdwn } from './mrkdwn.ts'

/** Slack's limits, in characters unless said (https://docs.slack.dev/reference/block-kit/blocks). */
export const slackLimits = {
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

export type SlackBlock = Record<string, unknown> & { type: string }

/** What one message shows: `text` is the notification, `blocks` the message. */
export interface SlackMessage {
  text: string
  blocks: SlackBlock[]
}

/** Where a button or modal leads: which incident, and what of it. */
export interface ControlTarget {
  incidentId: string
  about: string
}

/** A cut through `&lt;` or `<@U1>` would leave letters that nobody wrote. */
export const clipMrkdwn = (text: string, limit: number): string =>
  text.length <= limit ? text : clipText(text, limit).replace(/(&[a-z]{0,3}|<[^<>]*)…$/, '…')

const mrkdwn = (text: string, limit: number) => ({
  type: 'mrkdwn',
  text: clipMrkdwn(text || ' ', limit),
  verbatim: true,
})
/** Text that Slack shows as it is. */
export const plainTextObject = (text: string, limit: number) => ({
  type: 'plain_text',
  text: clipText(text || ' ', limit),
  emoji: true,
})

/** A paragraph of mrkdwn. User-written parts must have gone through `escapeMrkdwn`. */
export const sectionBlock = (text: string): SlackBlock => ({
  type: 'section',
  text: mrkdwn(text, slackLimits.section),
})
export const headerBlock = (text: string): SlackBlock => ({
  type: 'header',
  text: plainTextObject(text, slackLimits.header),
})
export const contextBlock = (text: string): SlackBlock => ({
  type: 'context',
  elements: [mrkdwn(text, slackLimits.context)],
})
export const actionRowBlock = (...elements: SlackBlock[]): SlackBlock => ({ type: 'actions', elements })

/** `action` names what pressing does (`hypothesis.rule_out`). */
export function buttonElement(
  label: string,
  action: string,
  to: ControlTarget,
  style?: 'primary' | 'danger',
): SlackBlock {
  return {
    type: 'button',
    text: plainTextObject(label, slackLimits.button),
    // Whole characters only: what it is about may be words.
    action_id: clipText(`${action}:${to.about}`, 255),
    value: JSON.stringify(to),
    ...(style && { style }),
  }
}

/** A menu whose options lead to parts of one incident; `about` of an option in at most 75 characters. */
export function selectMenuElement(
  label: string,
  action: string,
  incidentId: string,
  options: readonly { label: string; about: string }[],
  chosen?: string,
): SlackBlock {
  const shown = options.map(({ label: text, about }) => ({
    text: plainTextObject(text, slackLimits.option),
    value: about,
  }))
  const initial = shown.find(({ value }) => value === chosen)
  return {
    type: 'static_select',
    placeholder: plainTextObject(label, 150),
    action_id: `${action}@${incidentId}`,
    options: shown,
    ...(initial && { initial_option: initial }),
  }
}

/** The same behind three dots, for at most five options: what is chosen does not stay chosen. */
export const overflowMenuElement = (
  action: string,
  incidentId: string,
  options: readonly { label: string; about: string }[],
): SlackBlock => ({
  type: 'overflow',
  action_id: `${action}@${incidentId}`,
  options: options.map(({ label, about }) => ({
    text: plainTextObject(label, slackLimits.option),
    value: about,
  })),
})

/** What a menu is called whose options each name their own deed. */
export const anyActionName = 'any'

/** Behind three dots, at most five options that each do something of their own, as buttons would. */
export const actionOverflowMenu = (
  incidentId: string,
  options: readonly { label: string; action: string; about: string }[],
): SlackBlock =>
  overflowMenuElement(
    anyActionName,
    incidentId,
    options.map(({ label, action, about }) => ({ label, about: `${action}:${about}` })),
  )

/** A paragraph of mrkdwn with one control beside it. */
export const sectionWith = (text: string, accessory: SlackBlock): SlackBlock => ({
  ...sectionBlock(text),
  accessory,
})
export const dividerBlock = (): SlackBlock => ({ type: 'divider' })

/** One line of mrkdwn as a message. User-written parts must have gone through `escapeMrkdwn`. */
export const sentenceMessage = (mrkdwnText: string): SlackMessage => ({
  text: clipMrkdwn(mrkdwnText, slackLimits.section),
  blocks: [sectionBlock(mrkdwnText)],
})

/**
 * A message of these blocks. `notification` is what a notification reads: plain text, escaped here. Short, because
 * Slack measures the text of an edit in bytes (4,000).
 */
export const blocksMessage = (notification: string, ...blocks: SlackBlock[]): SlackMessage => ({
  text: escapeMrkdwn(clipText(notification, slackLimits.notification)),
  blocks: withinLimits(blocks),
})

/** Slack refuses messages whose blocks are each legal but too long together: the rest is cut, and said so. */
function withinLimits(blocks: SlackBlock[]): SlackBlock[] {
  const kept: SlackBlock[] = []
  let length = 0
  for (const block of blocks) {
    length += JSON.stringify(block).length
    if (length > slackLimits.message || kept.length === 49) return [...kept, contextBlock('… more than fits here.')]
    kept.push(block)
  }
  return kept
}

/** Lines in as few paragraphs as hold them whole. */
export function packedSectionBlocks(lines: readonly string[]): SlackBlock[] {
  const parts: string[] = []
  for (const line of lines) {
    const last = parts.at(-1)
    const longer = last === undefined ? line : `${last}\n${line}`
    if (last !== undefined && longer.length <= slackLimits.section) parts[parts.length - 1] = longer
    else parts.push(line)
  }
  return parts.map(sectionBlock)
}

/** Lines of mrkdwn as a message: more of them than one paragraph holds, and none cut. */
export const linesMessage = (lines: readonly string[]): SlackMessage => ({
  text: clipMrkdwn(lines.join('\n'), slackLimits.section),
  blocks: withinLimits(packedSectionBlocks(lines)),
})

/** The view Slack is sent for somebody's Home. */
export const homeView = (blocks: readonly SlackBlock[]): Record<string, unknown> => ({
  type: 'home',
  blocks: blocks.slice(0, 100),
})
