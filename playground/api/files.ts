import { z } from 'zod'
import { appAuthor } from '../acts/post.ts'
import { shareFiles } from '../acts/share-file.ts'
import type { Json } from '../json.ts'
import type { Conversation } from '../state/conversation.ts'
import type { StoredFile } from '../state/model.ts'
import { wireCanvas } from '../wire/canvas.ts'
import { wireFile, wireShares } from '../wire/file.ts'
import type { World } from '../world.ts'
import { ApiError, invalidArguments } from './error.ts'
import { openConversation, threadParent } from './lookup.ts'
import { count, embedded, filledText, method, text } from './method.ts'

const getUploadUrl = method({
  needs: ['files:write'],
  args: {
    filename: filledText,
    length: z.coerce.number().int().min(1),
    alt_text: text.optional(),
    snippet_type: text.optional(),
  },
  run: (args, world) => {
    const { fileId, ticket } = world.files.expect(args.filename, args.length)
    return { upload_url: `${world.origin}/upload/v1/${ticket}`, file_id: fileId }
  },
})

const fileList = z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1)

/**
 * The answer names the files but no message. Slack posts the message afterwards, possibly after messages that were sent
 * later.
 */
const complete = method({
  needs: ['files:write'],
  args: {
    files: embedded,
    channel_id: text.optional(),
    channels: text.optional(),
    thread_ts: text.optional(),
    initial_comment: text.optional(),
  },
  run: (args, world) => {
    const wanted = fileList.safeParse(args.files)
    if (!wanted.success) throw invalidArguments(['failed to match [json-pointer:/files]'])
    const channel = args.channel_id || args.channels
    const conversation = channel ? openConversation(channel, world) : undefined
    if (conversation && args.thread_ts) threadParent(conversation, args.thread_ts)
    for (const file of wanted.data) checkUploaded(file.id, world)
    const files = wanted.data.map((file) => finish(file.id, file.title, world))
    if (conversation) shareLater(conversation, files, args, world)
    return { files: files.map((file) => ({ ...wireFile(file, world), shares: {} })) }
  },
})

function checkUploaded(fileId: string, world: World): void {
  if (world.files.uploadOf(fileId)?.content === undefined) throw new ApiError('file_not_found')
}

function finish(fileId: string, title: string | undefined, world: World): StoredFile {
  const upload = world.files.uploadOf(fileId)
  if (!upload?.content) throw new ApiError('file_not_found')
  const { name, content } = upload
  world.files.forgetUpload(fileId)
  return world.files.store({ id: fileId, name, title: title ?? name, user: world.app.botUserId, content })
}

function shareLater(
  conversation: Conversation,
  files: StoredFile[],
  args: { thread_ts?: string | undefined; initial_comment?: string | undefined },
  world: World,
): void {
  world.agenda.add(world.clock.now() + world.faults.shareDelay, () => {
    if (conversation.archived) return
    const thread = args.thread_ts ? conversation.message(args.thread_ts) : undefined
    shareFiles(conversation, files, { author: appAuthor(world), text: args.initial_comment ?? '', thread }, world)
  })
}

/** The file, if the app owns it or it is shared in a channel the app is in. Throws `file_not_found` otherwise. */
export function visibleFile(id: string, world: World): StoredFile {
  const file = world.files.all.get(id)
  if (!file || !isVisible(file, world)) throw new ApiError('file_not_found')
  return file
}

function isVisible(file: StoredFile, world: World): boolean {
  const bot = world.app.botUserId
  const isShared = file.shares.some((share) => world.conversations.get(share.channel)?.members.has(bot))
  return isShared || file.user === bot
}

const info = method({
  needs: ['files:read'],
  args: { file: filledText },
  run: (args, world) => {
    const file = visibleFile(args.file, world)
    return { file: { ...wireFile(file, world), shares: wireShares(file, world) }, comments: [] }
  },
})

/** The files the app may see, canvases included, newest first. */
const list = method({
  needs: ['files:read'],
  args: {
    channel: text.optional(),
    user: text.optional(),
    ts_from: z.coerce.number().optional(),
    count: count(100, 1000),
    page: count(1, 1_000_000),
  },
  run: (args, world) => {
    const isIn = (file: Json) =>
      !args.channel || [file.channels, file.groups].some((ids) => (ids as string[]).includes(args.channel ?? ''))
    const all = [...visibleFiles(world), ...visibleCanvases(world)]
      .filter((file) => isIn(file) && (!args.user || file.user === args.user))
      .filter(({ created }) => Number(created) >= (args.ts_from ?? 0))
      .toSorted((a, b) => Number(b.created) - Number(a.created))
    const first = (args.page - 1) * args.count
    const paging = {
      count: args.count,
      total: all.length,
      page: args.page,
      pages: Math.ceil(all.length / args.count),
    }
    return { files: all.slice(first, first + args.count), paging }
  },
})

const visibleFiles = (world: World): Json[] =>
  [...world.files.all.values()].filter((file) => isVisible(file, world)).map((file) => wireFile(file, world))

function visibleCanvases(world: World): Json[] {
  const bot = world.app.botUserId
  const isIn = (channel: string | undefined) =>
    channel !== undefined && world.conversations.get(channel)?.members.has(bot) === true
  return [...world.canvases.all.values()]
    .filter(({ user, channel }) => user === bot || isIn(channel))
    .map((canvas) => wireCanvas(canvas, world))
}

export const fileMethods = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': complete,
  'files.info': info,
  'files.list': list,
}
