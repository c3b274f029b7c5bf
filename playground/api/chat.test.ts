import { describe, expect, it } from 'vitest'
import { codeOf, openOffice } from '../fixtures/office.ts'

const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } })

describe('posting', () => {
  it('stores the message and sends it back as an event', async () => {
    const { client, workspace, app, ops } = await openOffice()
    const posted = await client.chat.postMessage({
      channel: ops.id,
      text: 'fallback',
      blocks: [section('*hi* &amp; bye')],
    })
    await workspace.idle()
    expect(ops.messages()).toMatchObject([{ ts: posted.ts, plain: '*hi* & bye', botId: workspace.botId }])
    const [event] = app.events('message')
    expect(event).toMatchObject({
      ts: posted.ts,
      channel: ops.id,
      channel_type: 'channel',
      bot_id: workspace.botId,
    })
    expect(event).toMatchObject({ user: workspace.botUserId, app_id: workspace.appId })
    expect(event).not.toHaveProperty('subtype')
  })

  it('rejects what Slack rejects', async () => {
    const { client, workspace, ana, ops } = await openOffice()
    const hidden = workspace.addChannel({ name: 'hidden', members: [ana.id], private: true })
    const open = workspace.addChannel({ name: 'open', members: [ana.id] })
    const post = (channel: string, extra: object = { text: 'x' }) =>
      codeOf(client.chat.postMessage({ channel, ...extra } as never))
    expect(await post(hidden.id)).toBe('channel_not_found')
    expect(await post('C404')).toBe('channel_not_found')
    expect(await post('U404')).toBe('channel_not_found')
    expect(await post(ops.id, { text: '  ' })).toBe('no_text')
    expect(await post(ops.id, { text: 'x', thread_ts: '1.000001' })).toBe('thread_not_found')
    expect(await post(ops.id, { text: 'x', blocks: [section('')] })).toBe('invalid_blocks')
    expect(await post(ops.id, { text: 'x', blocks: [1, 2, 3, 4, 5].map(() => section('x'.repeat(3000))) })).toBe(
      'msg_blocks_too_long',
    )
    expect(await post(ops.id, { text: 'x', metadata: { event_type: 'x' } })).toBe('invalid_metadata_format')
    expect(await post(open.id)).toBe('ok')
    workspace.faults.revokeScope('chat:write.public')
    expect(await post(open.id)).toBe('not_in_channel')
    await ana.archive(ops.id)
    expect(await post(ops.id)).toBe('is_archived')
  })

  it('names the problem in a block', async () => {
    const { client, ops } = await openOffice()
    const error = await client.chat
      .postMessage({ channel: ops.id, text: 'x', blocks: [section('')] })
      .catch((caught) => caught.data)
    expect(error.response_metadata.messages).toEqual([
      '[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ])
  })

  it('truncates a text over 40,000 characters with only a warning', async () => {
    const { client, ops } = await openOffice()
    const posted = await client.chat.postMessage({ channel: ops.id, text: 'x'.repeat(40_001) })
    expect(posted.response_metadata?.warnings).toEqual(['message_truncated'])
    expect(ops.messages()[0]?.text).toHaveLength(40_000)
  })

  it('opens a direct message when the channel is a user id', async () => {
    const { client, ana } = await openOffice()
    const posted = await client.chat.postMessage({ channel: ana.id, text: 'psst' })
    expect(posted.channel).toMatch(/^D/)
    expect(ana.directMessages()).toMatchObject([{ text: 'psst' }])
  })

  it('keeps replies in the thread unless they are broadcast to the channel', async () => {
    const { client, workspace, app, ana, ops } = await openOffice()
    const parent = await ana.say(ops.id, 'parent')
    const reply = await client.chat.postMessage({ channel: ops.id, text: 'reply', thread_ts: parent })
    await client.chat.postMessage({ channel: ops.id, text: 'loud', thread_ts: parent, reply_broadcast: true })
    expect(await codeOf(client.chat.postMessage({ channel: ops.id, text: 'x', thread_ts: reply.ts ?? '' }))).toBe(
      'cannot_reply_to_message',
    )
    expect(ops.thread(parent).map((message) => message.text)).toEqual(['parent', 'reply', 'loud'])
    await workspace.idle()
    const [, quiet, loud] = app.events('message')
    expect(quiet).toMatchObject({ thread_ts: parent, parent_user_id: ana.id })
    expect(loud).toMatchObject({ subtype: 'thread_broadcast', root: { ts: parent, reply_count: 2 } })
  })

  it('counts who is notified: escaped text and plain text notify nobody', async () => {
    const { client, ana, ops } = await openOffice()
    const plain = { type: 'section' as const, text: { type: 'plain_text' as const, text: '<!channel>' } }
    await client.chat.postMessage({
      channel: ops.id,
      text: 'x',
      blocks: [section(`<@${ana.id}> &lt;!channel&gt;`), plain],
    })
    await client.chat.postMessage({
      channel: ops.id,
      text: `<!here> <@${ana.id}>`,
      blocks: [section('calm')],
    })
    expect(ops.messages().map((message) => message.pinged)).toEqual([[ana.id], ['!here']])
  })
})

describe('updating and deleting', () => {
  it("allows only the app's own messages", async () => {
    const { client, ana, ops } = await openOffice()
    const ts = await ana.say(ops.id, 'mine')
    expect(await codeOf(client.chat.update({ channel: ops.id, ts, text: 'yours' }))).toBe('cant_update_message')
    expect(await codeOf(client.chat.delete({ channel: ops.id, ts }))).toBe('cant_delete_message')
    expect(await codeOf(client.chat.update({ channel: ops.id, ts: '1.000001', text: 'x' }))).toBe('message_not_found')
  })

  it('keeps blocks unless text or other blocks replace them, and always keeps metadata', async () => {
    const { client, workspace, app, ops } = await openOffice()
    const metadata = { event_type: 'line', event_payload: { key: 'k1' } }
    const { ts = '' } = await client.chat.postMessage({
      channel: ops.id,
      text: 'one',
      blocks: [section('one')],
      metadata,
    })
    await client.chat.update({ channel: ops.id, ts, text: 'two', blocks: [section('two')] })
    expect(ops.messages()[0]).toMatchObject({ plain: 'two', edited: false, metadata })
    await client.chat.update({ channel: ops.id, ts, text: 'three' })
    expect(ops.messages()[0]).toMatchObject({ plain: 'three', edited: true, metadata })
    expect(ops.messages()[0]).not.toHaveProperty('blocks')
    await workspace.idle()
    const changes = app.events('message').filter((event) => event.subtype === 'message_changed')
    expect(changes[0]).toMatchObject({
      hidden: true,
      message: { ts, text: 'two' },
      previous_message: { ts, text: 'one' },
    })
  })

  it('rejects an update over 4000 bytes, although a post may be that long', async () => {
    const { client, ops } = await openOffice()
    const { ts = '' } = await client.chat.postMessage({ channel: ops.id, text: 'ü'.repeat(4000) })
    const update = (text: string) => codeOf(client.chat.update({ channel: ops.id, ts, text }))
    expect(await update('x'.repeat(4000))).toBe('ok')
    expect(await update('ü'.repeat(2001))).toBe('msg_too_long')
    expect(await update('&'.repeat(801))).toBe('msg_too_long')
  })

  it('announces a deletion, and leaves a tombstone where there were replies', async () => {
    const { client, workspace, app, ana, ops } = await openOffice()
    const lonely = await ana.say(ops.id, 'lonely')
    const parent = await ana.say(ops.id, 'parent')
    const reply = await ana.say(ops.id, 'reply', { thread: parent })
    await ana.deleteMessage(ops.id, lonely)
    await ana.deleteMessage(ops.id, parent)
    await workspace.idle()
    const [deleted, buried] = app.events('message').slice(3)
    expect(deleted).toMatchObject({
      subtype: 'message_deleted',
      deleted_ts: lonely,
      previous_message: { text: 'lonely' },
    })
    expect(buried).toMatchObject({
      subtype: 'message_changed',
      message: { subtype: 'tombstone', ts: parent },
    })
    const { messages } = await client.conversations.history({ channel: ops.id })
    expect(messages).toMatchObject([{ subtype: 'tombstone', text: 'This message was deleted.' }])
    await ana.deleteMessage(ops.id, reply)
    expect(ops.messages()).toEqual([])
  })
})

describe('ephemeral messages and permalinks', () => {
  it('shows an ephemeral message to one member only, and stores it nowhere', async () => {
    const { client, workspace, ana, ben, ops } = await openOffice()
    const cat = workspace.addUser({ name: 'cat' })
    const { message_ts: ts = '' } = await client.chat.postEphemeral({
      channel: ops.id,
      user: ana.id,
      text: 'psst',
    })
    expect(ana.ephemerals(ops.id)).toMatchObject([{ ts, text: 'psst' }])
    expect(ben.ephemerals()).toEqual([])
    expect(await codeOf(client.chat.update({ channel: ops.id, ts, text: 'x' }))).toBe('message_not_found')
    expect(await codeOf(client.chat.postEphemeral({ channel: ops.id, user: cat.id, text: 'x' }))).toBe(
      'user_not_in_channel',
    )
    expect(await codeOf(client.chat.postEphemeral({ channel: ops.id, user: 'U404', text: 'x' }))).toBe('user_not_found')
  })

  it('links to a message, and to a reply with its thread', async () => {
    const { client, ana, ops } = await openOffice()
    const parent = await ana.say(ops.id, 'parent', { ts: '1573066500.000100' })
    const reply = await ana.say(ops.id, 'reply', { thread: parent, ts: '1573066501.000000' })
    const link = async (ts: string) => (await client.chat.getPermalink({ channel: ops.id, message_ts: ts })).permalink
    expect(await link(parent)).toMatch(new RegExp(`/archives/${ops.id}/p1573066500000100$`))
    expect(await link(reply)).toContain(`p1573066501000000?thread_ts=${parent}&cid=${ops.id}`)
  })
})
