import { appAuthor, post } from '../acts/post.ts'
import { epochSeconds } from '../clock.ts'
import type { Json } from '../json.ts'
import type { Conversation } from '../state/conversation.ts'
import type { Bookmark } from '../state/model.ts'
import { escapeText } from '../text/typed.ts'
import { ApiError } from './error.ts'
import { joinedConversation, openConversation } from './lookup.ts'
import { filledText, method, text } from './method.ts'

const MOST = 100

function wireBookmark(bookmark: Bookmark, conversation: Conversation, appId: string): Json {
  return {
    id: bookmark.id,
    channel_id: conversation.id,
    title: bookmark.title,
    link: bookmark.link,
    emoji: bookmark.emoji,
    icon_url: null,
    type: 'link',
    entity_id: null,
    date_created: bookmark.created,
    date_updated: bookmark.updated,
    rank: 'U',
    last_updated_by_user_id: bookmark.updatedBy,
    last_updated_by_team_id: null,
    shortcut_id: null,
    app_id: appId,
  }
}

function checkLink(link: string): void {
  if (!/^https?:\/\/\S+$/.test(link)) throw new ApiError('invalid_link')
}

const add = method({
  needs: ['bookmarks:write'],
  args: {
    channel_id: filledText,
    title: filledText,
    type: filledText,
    link: text.optional(),
    emoji: text.optional(),
  },
  run: (args, world) => {
    const conversation = openConversation(args.channel_id, world)
    if (args.type !== 'link') throw new ApiError('invalid_bookmark_type')
    checkLink(args.link ?? '')
    if (conversation.bookmarks.length >= MOST) throw new ApiError('too_many_bookmarks')
    const now = epochSeconds(world.clock)
    const bookmark: Bookmark = {
      id: world.ids.next('Bk'),
      title: args.title,
      link: args.link ?? '',
      emoji: args.emoji ?? '',
      created: now,
      updated: now,
      updatedBy: world.app.botUserId,
    }
    conversation.bookmarks.push(bookmark)
    const notice = `<@${world.app.botUserId}> added a bookmark: <${bookmark.link}|${escapeText(bookmark.title)}>`
    post(conversation, { author: appAuthor(world), subtype: 'bookmark_add', text: notice }, world)
    return { bookmark: wireBookmark(bookmark, conversation, world.app.appId) }
  },
})

const edit = method({
  needs: ['bookmarks:write'],
  args: {
    channel_id: filledText,
    bookmark_id: filledText,
    title: text.optional(),
    link: text.optional(),
    emoji: text.optional(),
  },
  run: (args, world) => {
    const conversation = openConversation(args.channel_id, world)
    const bookmark = conversation.bookmarks.find((one) => one.id === args.bookmark_id)
    if (!bookmark) throw new ApiError('not_found')
    if (args.link !== undefined) checkLink(args.link)
    bookmark.title = args.title ?? bookmark.title
    bookmark.link = args.link ?? bookmark.link
    bookmark.emoji = args.emoji ?? bookmark.emoji
    bookmark.updated = epochSeconds(world.clock)
    bookmark.updatedBy = world.app.botUserId
    return { bookmark: wireBookmark(bookmark, conversation, world.app.appId) }
  },
})

const list = method({
  needs: ['bookmarks:read'],
  args: { channel_id: filledText },
  run: (args, world) => {
    const conversation = joinedConversation(args.channel_id, world)
    return {
      bookmarks: conversation.bookmarks.map((one) => wireBookmark(one, conversation, world.app.appId)),
    }
  },
})

export const bookmarkMethods = { 'bookmarks.add': add, 'bookmarks.edit': edit, 'bookmarks.list': list }
