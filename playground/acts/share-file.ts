import type { Conversation } from '../state/conversation.ts'
import type { Author, Message, StoredFile } from '../state/model.ts'
import type { World } from '../world.ts'
import { post } from './post.ts'

export interface Share {
  author: Author
  text: string
  thread?: Message | undefined
  ts?: string | undefined
}

export function shareFiles(conversation: Conversation, files: StoredFile[], share: Share, world: World): Message {
  const minted = share.ts === undefined ? world.stamps.next() : world.stamps.at(share.ts)
  const place = { channel: conversation.id, ts: minted, threadTs: share.thread?.ts }
  for (const file of files) file.shares.push(place)
  const { author, text, thread } = share
  const ids = files.map((file) => file.id)
  return post(conversation, { author, text, thread, minted, subtype: 'file_share', files: ids }, world)
}
