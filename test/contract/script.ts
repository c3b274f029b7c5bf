import type { WebClient } from '@slack/web-api'

/** A workspace with ana, ben and the app in #ops, and a private channel without the app. */
export interface Place {
  client: WebClient
  ana: string
  ben: string
  self: string
  ops: string
  hidden: string
}

type Answer = Record<string, unknown>
type Call = (method: string, args?: Answer) => Promise<Answer>

/** The response to one line of the script: an error code, or `ok` with the fields that must agree. */
export type Outcome = string | Answer

/** Makes the same calls in the same order, whichever workspace answers them. */
export async function runScript(place: Place): Promise<Record<string, Outcome>> {
  const outcomes: Record<string, Outcome> = {}
  const call: Call = async (method, args) => {
    try {
      return { ...(await place.client.apiCall(method, args)) }
    } catch (error) {
      return (error as { data?: Answer }).data ?? { ok: false, error: String(error) }
    }
  }
  const note = (name: string, answer: Answer, pick: (answer: Answer) => Answer = () => ({})) => {
    outcomes[name] = answer.ok ? { ok: true, ...pick(answer) } : String(answer.error)
    return answer
  }
  await channels(place, call, note)
  await messages(place, call, note)
  await threads(place, call, note)
  await items(place, call, note)
  await files(place, call, note)
  await ends(place, call, note)
  return outcomes
}

type Note = (name: string, answer: Answer, pick?: (answer: Answer) => Answer) => Answer

const channelOf = (answer: Answer) => answer.channel as Answer
const messagesOf = (answer: Answer) => (answer.messages as Answer[]).map((message) => message.text)

async function channels({ ana, ben, self, ops, hidden }: Place, call: Call, note: Note): Promise<void> {
  const create = (name: string) => call('conversations.create', { name })
  note('create', await create('inc-1'), (answer) => ({
    name: channelOf(answer).name,
    archived: channelOf(answer).is_archived,
  }))
  note('create again', await create('inc-1'))
  note('create in capitals', await create('INC-2'))
  note('create with a space', await create('inc 2'))
  note('create too long', await create('x'.repeat(81)))
  note('info', await call('conversations.info', { channel: ops }), (answer) => ({
    private: channelOf(answer).is_private,
    name: channelOf(answer).name,
  }))
  note('info of nothing', await call('conversations.info', { channel: 'C404' }))
  note('info of a hidden channel', await call('conversations.info', { channel: hidden }))
  note('members', await call('conversations.members', { channel: ops }), (answer) => ({
    has: (answer.members as string[]).includes(self),
  }))
  note('invite a member', await call('conversations.invite', { channel: ops, users: ana }))
  note('invite nobody known', await call('conversations.invite', { channel: ops, users: 'U404' }))
  note('invite oneself', await call('conversations.invite', { channel: ops, users: self }))
  note('topic', await call('conversations.setTopic', { channel: ops, topic: 'SEV1' }))
  note('topic too long', await call('conversations.setTopic', { channel: ops, topic: 'x'.repeat(251) }))
  note('join twice', await call('conversations.join', { channel: ops }))
  const open = await call('conversations.open', { users: ben })
  note('direct message', open, (answer) => ({ side: String(channelOf(answer).id)[0] }))
  note('direct message with nobody', await call('conversations.open', { users: 'U404' }))
  note('user', await call('users.info', { user: ana }), (answer) => ({ name: (answer.user as Answer).name }))
  note('no user', await call('users.info', { user: 'U404' }))
}

async function messages({ ana, ops, hidden }: Place, call: Call, note: Note): Promise<void> {
  const post = (args: Answer) => call('chat.postMessage', { channel: ops, ...args })
  const first = note('post', await post({ text: 'one' }), (answer) => ({
    text: (answer.message as Answer).text,
  }))
  note('post nothing', await post({ text: '' }))
  note('post nowhere', await post({ channel: 'C404', text: 'x' }))
  note('post to a hidden channel', await post({ channel: hidden, text: 'x' }))
  note('post in private', await post({ channel: ana, text: 'x' }), (answer) => ({
    side: String(answer.channel)[0],
  }))
  note('post too much', await post({ text: 'x'.repeat(40_001) }), (answer) => ({
    long: String((answer.message as Answer).text).length,
  }))
  note('post a bad block', await post({ text: 'x', blocks: [{ type: 'header' }] }))
  note('post_ephemeral', await call('chat.postEphemeral', { channel: ops, user: ana, text: 'x' }))
  note('whisper to nobody', await call('chat.postEphemeral', { channel: ops, user: 'U404', text: 'x' }))
  const ts = first.ts
  note('update', await call('chat.update', { channel: ops, ts, text: 'two' }), (answer) => ({
    text: answer.text,
  }))
  note('update to nothing', await call('chat.update', { channel: ops, ts }))
  note('update nothing', await call('chat.update', { channel: ops, ts: '1.000001', text: 'x' }))
  note('permalink', await call('chat.getPermalink', { channel: ops, message_ts: ts }), (answer) => ({
    end: String(answer.permalink).endsWith(`/archives/${ops}/p${String(ts).replace('.', '')}`),
  }))
  note('permalink of nothing', await call('chat.getPermalink', { channel: ops, message_ts: '1.000001' }))
  note('delete', await call('chat.delete', { channel: ops, ts }))
  note('delete again', await call('chat.delete', { channel: ops, ts }))
}

async function threads({ ops }: Place, call: Call, note: Note): Promise<void> {
  const parent = (await call('chat.postMessage', { channel: ops, text: 'parent' })).ts
  const reply = (await call('chat.postMessage', { channel: ops, text: 'reply', thread_ts: parent })).ts
  await call('chat.postMessage', { channel: ops, text: 'last' })
  note('history', await call('conversations.history', { channel: ops, limit: 2 }), (answer) => ({
    texts: messagesOf(answer),
    more: answer.has_more,
  }))
  note('history of a hidden channel', await call('conversations.history', { channel: 'C404' }))
  note(
    'history up to a message',
    await call('conversations.history', { channel: ops, latest: parent, inclusive: true, limit: 1 }),
    (answer) => ({ texts: messagesOf(answer) }),
  )
  note('replies', await call('conversations.replies', { channel: ops, ts: parent }), (answer) => ({
    texts: messagesOf(answer),
  }))
  note('replies of a reply', await call('conversations.replies', { channel: ops, ts: reply }), (answer) => ({
    texts: messagesOf(answer),
  }))
  note('replies of nothing', await call('conversations.replies', { channel: ops, ts: '1.000001' }))
  note('reply to nothing', await call('chat.postMessage', { channel: ops, text: 'x', thread_ts: '1.000001' }))
}

async function items({ ops }: Place, call: Call, note: Note): Promise<void> {
  const timestamp = (await call('chat.postMessage', { channel: ops, text: 'target' })).ts
  const react = (what: string, name: string, at = timestamp) =>
    call(`reactions.${what}`, { channel: ops, timestamp: at, name })
  note('react', await react('add', 'eyes'))
  note('react twice', await react('add', 'eyes'))
  note('react to nothing', await react('add', 'eyes', '1.000001'))
  note('react with nonsense', await react('add', 'not-an-emoji-here'))
  note('reactions', await call('reactions.get', { channel: ops, timestamp }), (answer) => ({
    names: ((answer.message as Answer).reactions as Answer[]).map((reaction) => reaction.name).slice(0, 1),
  }))
  note('take back', await react('remove', 'eyes'))
  note('take back twice', await react('remove', 'eyes'))
  note('pin', await call('pins.add', { channel: ops, timestamp }))
  note('pin twice', await call('pins.add', { channel: ops, timestamp }))
  note('unpin', await call('pins.remove', { channel: ops, timestamp }))
  note('unpin twice', await call('pins.remove', { channel: ops, timestamp }))
  const link = { channel_id: ops, title: 'Panel', type: 'link', link: 'https://example.com' }
  note('bookmark', await call('bookmarks.add', link), (answer) => ({
    title: (answer.bookmark as Answer).title,
  }))
  note('bookmark nonsense', await call('bookmarks.add', { ...link, link: 'nowhere' }))
  note('edit no bookmark', await call('bookmarks.edit', { channel_id: ops, bookmark_id: 'Bk404', title: 'x' }))
  note('bookmarks', await call('bookmarks.list', { channel_id: ops }), (answer) => ({
    many: (answer.bookmarks as unknown[]).length,
  }))
}

async function files({ ops }: Place, call: Call, note: Note): Promise<void> {
  const begun = await call('files.getUploadURLExternal', { filename: 'a.txt', length: 3 })
  note('upload address', begun)
  await fetch(String(begun.upload_url), { method: 'POST', body: 'abc' })
  const complete = (id: unknown) =>
    call('files.completeUploadExternal', { files: [{ id, title: 'A' }], channel_id: ops })
  note('complete', await complete(begun.file_id), (answer) => ({
    title: (answer.files as Answer[])[0]?.title,
  }))
  note('complete nothing', await complete('F404'))
  note('file', await call('files.info', { file: begun.file_id }), (answer) => ({
    size: (answer.file as Answer).size,
  }))
  note('no file', await call('files.info', { file: 'F404' }))
}

async function ends({ ops, self }: Place, call: Call, note: Note): Promise<void> {
  const view = { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [] }
  note('open with no trigger', await call('views.open', { trigger_id: '1.2.3', view }))
  note('publish', await call('views.publish', { user_id: self, view: { type: 'home', blocks: [] } }), (answer) => ({
    type: (answer.view as Answer).type,
  }))
  note('update no view', await call('views.update', { view_id: 'V404', view }))
  note('archive', await call('conversations.archive', { channel: ops }))
  note('archive twice', await call('conversations.archive', { channel: ops }))
  note('post into the archive', await call('chat.postMessage', { channel: ops, text: 'x' }))
  note('react in the archive', await call('reactions.add', { channel: ops, timestamp: '1.000001', name: 'eyes' }))
}
