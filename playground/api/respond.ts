import { change, remove } from '../acts/change.ts'
import { appAuthor, pingedBy, post } from '../acts/post.ts'
import type { Journal } from '../journal.ts'
import type { Json } from '../json.ts'
import type { ResponseTarget } from '../state/response-urls.ts'
import type { World } from '../world.ts'
import { type Exchange, readArguments } from './body.ts'
import { ApiError } from './error.ts'
import { type Content, readContent } from './message-content.ts'

/** Handles a post to a response URL, which needs no token and works where the app is not a member. */
export async function takeResponse(
  id: string,
  { request, response }: Exchange,
  world: World,
  journal: Journal,
): Promise<void> {
  const { args } = await readArguments(request, new URLSearchParams())
  const refusal = respond(id, args, world)
  const status = refusal === undefined ? 200 : refusal.endsWith('_url') ? 404 : 400
  const result = refusal === undefined ? { ok: true } : { ok: false, error: refusal }
  journal.call({ method: 'response_url', args, result, status })
  response.writeHead(status, { 'content-type': 'text/plain' }).end(refusal ?? 'ok')
}

function respond(id: string, sent: Json, world: World): string | undefined {
  const target = world.responseUrls.use(id)
  if (typeof target === 'string') return target
  try {
    carryOut(target, sent, world)
    return undefined
  } catch (error) {
    if (error instanceof ApiError) return error.code
    throw error
  }
}

export function carryOut(target: ResponseTarget, sent: Json, world: World): void {
  if (sent.delete_original === true) replaceSource(target, undefined, world)
  else say(target, sent, world)
}

function say(target: ResponseTarget, sent: Json, world: World): void {
  const text = typeof sent.text === 'string' ? sent.text : undefined
  const content = readContent({ text, blocks: sent.blocks, attachments: sent.attachments }, world)
  const threadTs = typeof sent.thread_ts === 'string' ? sent.thread_ts : undefined
  if (sent.replace_original === true && target.source) replaceSource(target, content, world)
  else if (sent.response_type === 'in_channel') sayInChannel(target, content, threadTs, world)
  else showTo(target, content, threadTs ?? target.threadTs, world)
}

function sayInChannel(target: ResponseTarget, content: Content, threadTs: string | undefined, world: World): void {
  const conversation = world.conversations.get(target.channel)
  if (!conversation) return
  const thread = threadTs === undefined ? undefined : conversation.message(threadTs)
  post(conversation, { ...content, author: appAuthor(world), thread }, world)
}

function showTo(
  target: Pick<ResponseTarget, 'user' | 'channel'>,
  content: { text: string; blocks: Json[] | undefined },
  threadTs: string | undefined,
  world: World,
): void {
  const { text, blocks } = content
  const place = { ts: world.stamps.next(), channel: target.channel, to: target.user, threadTs }
  world.ephemerals.add({ ...place, text, blocks, pinged: pingedBy(text, blocks) })
}

function replaceSource(target: ResponseTarget, content: Content | undefined, world: World): void {
  if (!target.source) return
  if (target.source.isEphemeral) replaceEphemeral(target.source.ts, content, world)
  else replaceMessage(target.channel, target.source.ts, content, world)
}

function replaceMessage(channel: string, ts: string, content: Content | undefined, world: World): void {
  const conversation = world.conversations.get(channel)
  const message = conversation?.message(ts)
  if (!conversation || !message) return
  if (content) change(conversation, message, { text: content.text, blocks: content.blocks }, world)
  else remove(conversation, message, world)
}

function replaceEphemeral(ts: string, content: Content | undefined, world: World): void {
  if (content) world.ephemerals.replace(ts, { text: content.text, blocks: content.blocks })
  else world.ephemerals.remove(ts)
}
