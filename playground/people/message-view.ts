import { choicesIn } from '../blocks/controls.ts'
import { blockLines } from '../blocks/read.ts'
import { attachedBlocks } from '../interaction/surfaces.ts'
import type { Json } from '../json.ts'
import type { Ephemeral, Message } from '../state/model.ts'
import { readable } from '../text/read.ts'
import type { World } from '../world.ts'

/** A message as a person sees it. */
export interface MessageView {
  ts: string
  channel: string
  user?: string
  botId?: string
  subtype?: string
  text: string
  blocks?: unknown[]
  attachments?: unknown[]
  metadata?: unknown
  /** The timestamp of the parent, on replies only. */
  thread?: string
  reactions: { name: string; users: string[] }[]
  /** The labels of buttons and menu entries. */
  buttons: string[]
  /** Everything a reader sees, line by line, with names instead of ids. */
  plain: string
  /** Who was notified when it was posted: user ids, group ids, `!channel`, `!here`, `!everyone`. */
  pinged: string[]
  edited: boolean
}

export function viewOf(message: Message, world: World): MessageView {
  const { author, blocks, attachments, metadata, threadTs } = message
  const controls = [...(blocks ?? []), ...attachedBlocks(attachments)]
  return {
    ts: message.ts,
    channel: message.channel,
    ...(author.user === undefined ? {} : { user: author.user }),
    ...(author.botId === undefined ? {} : { botId: author.botId }),
    ...(message.subtype === undefined ? {} : { subtype: message.subtype }),
    text: message.text,
    ...(blocks ? { blocks } : {}),
    ...(attachments ? { attachments } : {}),
    ...(metadata ? { metadata } : {}),
    ...(threadTs === undefined || threadTs === message.ts ? {} : { thread: threadTs }),
    reactions: message.reactions.map(({ name, users }) => ({ name, users: [...users] })),
    buttons: choicesIn(controls).map((choice) => choice.label),
    plain: plainOf(message, world),
    pinged: [...message.pinged],
    edited: message.edited !== undefined,
  }
}

export function ephemeralView(ephemeral: Ephemeral, world: World): MessageView {
  const { ts, channel, text, blocks, threadTs, pinged } = ephemeral
  return {
    ts,
    channel,
    botId: world.app.botId,
    text,
    ...(blocks ? { blocks } : {}),
    ...(threadTs === undefined ? {} : { thread: threadTs }),
    reactions: [],
    buttons: choicesIn(blocks ?? []).map((choice) => choice.label),
    plain: shownText(text, blocks, world),
    pinged: [...pinged],
    edited: false,
  }
}

function plainOf(message: Message, world: World): string {
  const attached = (message.attachments ?? []).flatMap((one) => attachmentLines(one, world))
  const files = message.files.map((id) => `[file: ${world.files.all.get(id)?.title ?? id}]`)
  return [shownText(message.text, message.blocks, world), ...attached, ...files].filter(Boolean).join('\n')
}

/** Where there are blocks, the text is only their fallback and is not shown. */
function shownText(text: string, blocks: Json[] | undefined, world: World): string {
  return blocks && blocks.length > 0 ? blockLines(blocks, world).join('\n') : readable(text, world)
}

function attachmentLines(attachment: Json, world: World): string[] {
  const texts = [attachment.pretext, attachment.title, attachment.text]
  const own = texts.filter((text) => typeof text === 'string').map((text) => readable(text, world))
  return [...own, ...blockLines(attachedBlocks([attachment]), world)]
}
