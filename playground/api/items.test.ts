import { describe, expect, it } from 'vitest'
import { codeOf, openOffice } from '../fixtures/office.ts'

describe('reactions', () => {
  it('are added once, removed once, and announced without the text', async () => {
    const { client, workspace, app, ana, ops } = await openOffice()
    const timestamp = await ana.say(ops.id, 'hello')
    const item = { channel: ops.id, timestamp }
    expect(await codeOf(client.reactions.add({ ...item, name: 'eyes' }))).toBe('ok')
    expect(await codeOf(client.reactions.add({ ...item, name: 'eyes' }))).toBe('already_reacted')
    expect(await codeOf(client.reactions.remove({ ...item, name: 'eyes' }))).toBe('ok')
    expect(await codeOf(client.reactions.remove({ ...item, name: 'eyes' }))).toBe('no_reaction')
    await workspace.idle()
    const [added] = app.events('reaction_added')
    expect(added).toMatchObject({
      user: workspace.botUserId,
      reaction: 'eyes',
      item: { type: 'message', channel: ops.id, ts: timestamp },
      item_user: ana.id,
    })
    expect(app.events('reaction_removed')).toHaveLength(1)
  })

  it('need a known emoji and an existing message', async () => {
    const { client, workspace, ana, ops } = await openOffice()
    const timestamp = await ana.say(ops.id, 'hello')
    const add = (name: string, ts = timestamp) => codeOf(client.reactions.add({ channel: ops.id, timestamp: ts, name }))
    expect(await add('hammer-and-wrench')).toBe('invalid_name')
    expect(await add('hammer_and_wrench')).toBe('ok')
    expect(await add('our-own')).toBe('invalid_name')
    workspace.addEmoji('our-own')
    expect(await add('our-own')).toBe('ok')
    expect(await add('eyes', '1.000001')).toBe('message_not_found')
    expect(await add('eyes', 'yesterday')).toBe('bad_timestamp')
    expect(await codeOf(client.reactions.add({ name: 'eyes' } as never))).toBe('no_item_specified')
  })

  it('use the canonical emoji name, and omit the author of a message without a user', async () => {
    const { client, workspace, app, ana, ops } = await openOffice()
    const pager = workspace.addUser({ name: 'pager', isBot: true })
    await ana.invite(ops.id, pager.id)
    const timestamp = await pager.say(ops.id, 'ALERT')
    await ana.react(ops.id, timestamp, 'thumbsup::skin-tone-3')
    const { message } = (await client.reactions.get({ channel: ops.id, timestamp })) as never as {
      message: object
    }
    expect(message).toMatchObject({
      subtype: 'bot_message',
      reactions: [{ name: '+1::skin-tone-3', count: 1 }],
    })
    await workspace.idle()
    expect(app.events('reaction_added')[0]).not.toHaveProperty('item_user')
    expect(app.events('message').at(-1)).not.toHaveProperty('user')
  })
})

describe('bookmarks', () => {
  it('are links in the channel header', async () => {
    const { client, ops } = await openOffice()
    const add = (link: string) => client.bookmarks.add({ channel_id: ops.id, title: 'Ledger', type: 'link', link })
    const { bookmark } = await add('https://x.io')
    expect(await codeOf(add('x.io'))).toBe('invalid_link')
    await client.bookmarks.edit({ channel_id: ops.id, bookmark_id: bookmark?.id ?? '', title: 'Panel' })
    expect(ops.bookmarks).toMatchObject([{ title: 'Panel', link: 'https://x.io' }])
    expect((await client.bookmarks.list({ channel_id: ops.id })).bookmarks).toMatchObject([{ title: 'Panel' }])
    expect(await codeOf(client.bookmarks.edit({ channel_id: ops.id, bookmark_id: 'Bk404' }))).toBe('not_found')
  })
})

describe('files', () => {
  const upload = (extra: object = {}) => ({ filename: 'draft.md', title: 'Draft', content: '# Hé', ...extra })

  it('are uploaded in three steps, and their message follows the answer', async () => {
    const { client, workspace, app, ops } = await openOffice()
    const answer = (await client.filesUploadV2({
      channel_id: ops.id,
      initial_comment: 'the draft',
      ...upload(),
    } as never)) as never as {
      files: { files: { id: string; shares: object }[] }[]
    }
    const file = answer.files[0]?.files[0]
    expect(file?.shares).toEqual({})
    await workspace.idle()
    expect(ops.files()).toMatchObject([{ name: 'draft.md', title: 'Draft' }])
    expect(ops.files()[0]?.content.toString()).toBe('# Hé')
    const [shared] = app.events('message')
    expect(shared).toMatchObject({ subtype: 'file_share', text: 'the draft', files: [{ id: file?.id }] })
    const info = await client.files.info({ file: file?.id ?? '' })
    expect(info.file?.shares).toMatchObject({ public: { [ops.id]: [{ ts: shared?.ts }] } })
  })

  it('can be posted after messages sent later', async () => {
    const { client, workspace, clock, ops } = await openOffice()
    workspace.faults.fileShareDelay(2000)
    await client.filesUploadV2({ channel_id: ops.id, ...upload() } as never)
    await client.chat.postMessage({ channel: ops.id, text: 'posted later' })
    await workspace.tick()
    expect(ops.messages()).toHaveLength(1)
    clock.advance(2000)
    await workspace.tick()
    expect(ops.messages().map((message) => message.text)).toEqual(['posted later', ''])
  })

  it('need all of their bytes and a channel the app is in', async () => {
    const { client, workspace, ana, ops } = await openOffice()
    const open = workspace.addChannel({ name: 'open', members: [ana.id] })
    const { file_id: id = '', upload_url: url = '' } = await client.files.getUploadURLExternal({
      filename: 'a.txt',
      length: 3,
    })
    const complete = (channel_id: string) =>
      codeOf(client.files.completeUploadExternal({ files: [{ id, title: 'A' }], channel_id }))
    expect(await complete(ops.id)).toBe('file_not_found')
    expect((await fetch(url, { method: 'POST', body: 'four' })).status).toBe(400)
    expect((await fetch(url, { method: 'PUT', body: 'abc' })).status).toBe(200)
    expect(await complete(open.id)).toBe('not_in_channel')
    expect(await complete(ops.id)).toBe('ok')
    expect(await complete(ops.id)).toBe('file_not_found')
  })

  it('shared by people are downloaded with the token; without it Slack serves its sign-in page', async () => {
    const { client, workspace, app, ana, ops } = await openOffice()
    await ana.shareFile(ops.id, { name: 'graph.png', bytes: 'png' }, { text: 'look' })
    await workspace.idle()
    const [event] = app.events('message') as never as { files: { id: string; url_private: string }[] }[]
    const file = event?.files[0]
    const url = file?.url_private ?? ''
    const authorized = await fetch(url, { headers: { authorization: `Bearer ${workspace.botToken}` } })
    expect([authorized.headers.get('content-type'), await authorized.text()]).toEqual(['image/png', 'png'])
    const anonymous = await fetch(url)
    expect([anonymous.status, anonymous.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const hidden = workspace.addChannel({ name: 'hidden', members: [ana.id], private: true })
    await ana.shareFile(hidden.id, { name: 'b.txt' })
    expect(await codeOf(client.files.info({ file: file?.id ?? '' }))).toBe('ok')
    expect(await codeOf(client.files.info({ file: 'F00000002' }))).toBe('file_not_found')
  })
})
