import type {
  ActionsBlock,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  HomeView,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from '@slack/types'
import { clipText, escapeMrkdwn } from './mrkdwn.ts'

/** Slack's limits, in characters unless stated otherwise (https://docs.slack.dev/reference/block-kit/blocks). */
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
  /** Options of one group of checkboxes. */
  ticks: 10,
} as const

/** The blocks we write, of all that Slack knows. */
export type SlackBlock = ActionsBlock | ContextBlock | DividerBlock | HeaderBlock | SectionBlock

/** What people click: in a row of actions, or beside a section. */
export type ControlElement = Button | Overflow | StaticSelect

/** One message: `text` is shown in notifications, `blocks` in the channel. */
export interface SlackMessage {
  text: string
  blocks: SlackBlock[]
}

/** What a button or modal acts on: an incident, and a part of it. */
export interface ControlTarget {
  incidentId: string
  about: string
}

/** Clips mrkdwn without leaving half of an `&lt;` or `<@U1>` at the end. */
export const clipMrkdwn = (text: string, limit: number): string =>
  text.length <= limit ? text : clipText(text, limit).replace(/(&[a-z]{0,3}|<[^<>]*)…$/, '…')

const mrkdwnTextObject = (text: string, limit: number): MrkdwnElement => ({
  type: 'mrkdwn',
  text: clipMrkdwn(text || ' ', limit),
  verbatim: true,
})
/** Text that Slack shows literally. */
export const plainTextObject = (text: string, limit: number): PlainTextElement => ({
  type: 'plain_text',
  text: clipText(text || ' ', limit),
  emoji: true,
})

interface OptionObject extends PlainTextOption {
  value: string
}
/** An option of a menu, or of an input. */
export const optionObject = (label: string, value: string): OptionObject => ({
  text: plainTextObject(label, slackLimits.option),
  value,
})

/** A section of mrkdwn. User-written parts must have gone through `escapeMrkdwn`. */
export const sectionBlock = (text: string): SectionBlock => ({
  type: 'section',
  text: mrkdwnTextObject(text, slackLimits.section),
})
export const headerBlock = (text: string): HeaderBlock => ({
  type: 'header',
  text: plainTextObject(text, slackLimits.header),
})
export const contextBlock = (text: string): ContextBlock => ({
  type: 'context',
  elements: [mrkdwnTextObject(text, slackLimits.context)],
})
export const actionRowBlock = (...elements: ControlElement[]): ActionsBlock => ({ type: 'actions', elements })

/** The action name of a menu whose options each have an action of their own. */
export const anyActionName = 'any'

/** A section of mrkdwn with one control beside it. */
export const sectionWith = (text: string, accessory: ControlElement): SectionBlock => ({
  ...sectionBlock(text),
  accessory,
})
export const dividerBlock = (): DividerBlock => ({ type: 'divider' })

/** One line of mrkdwn as a message. User-written parts must have gone through `escapeMrkdwn`. */
export const sentenceMessage = (mrkdwnText: string): SlackMessage => ({
  text: clipMrkdwn(mrkdwnText, slackLimits.section),
  blocks: [sectionBlock(mrkdwnText)],
})

/**
 * A message of these blocks. `notification` is the plain text shown in a notification; it is escaped here. It is kept
 * short because Slack limits the text of an edit to 4,000 bytes.
 */
export const blocksMessage = (notification: string, ...blocks: SlackBlock[]): SlackMessage => ({
  text: escapeMrkdwn(clipText(notification, slackLimits.notification)),
  blocks: withinLimits(blocks),
})

/**
 * Slack rejects a message that is too long in total although each block is valid. The rest is cut, and a line says so.
 */
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

/** Packs lines into as few sections as possible without splitting a line. */
export function packedSectionBlocks(lines: readonly string[]): SectionBlock[] {
  const parts: string[] = []
  for (const line of lines) {
    const last = parts.at(-1)
    const longer = last === undefined ? line : `${last}\n${line}`
    if (last !== undefined && longer.length <= slackLimits.section) parts[parts.length - 1] = longer
    else parts.push(line)
  }
  return parts.map(sectionBlock)
}

/** Lines of mrkdwn as a message, split over several sections if necessary. No line is cut. */
export const linesMessage = (lines: readonly string[]): SlackMessage => ({
  text: clipMrkdwn(lines.join('\n'), slackLimits.section),
  blocks: withinLimits(packedSectionBlocks(lines)),
})

/** The view Slack expects for a Home tab. */
export const homeView = (blocks: readonly SlackBlock[]): HomeView => ({
  type: 'home',
  blocks: blocks.slice(0, 100),
})
