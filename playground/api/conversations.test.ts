import { describe, expect, it } from 'vitest'
import { codeOf, openOffice } from '../fixtures/office.ts'

describe('channels', () => {
  it('are created with the app as a member, and announced the way Slack does', async () => {
    const { client, workspace, app } = await openOffice()
    const { channel } = await client.conversations.create({ name: 'inc-1' })
    await workspace.idle()
    expect(channel).toMatchObject({
      name: 'inc-1',
      is_private: false,
      is_member: true,
      creator: workspace.botUserId,
    })
    expect(app.events('message')).toMatchObject([{ subtype: 'channel_join', user: workspace.botUserId }])
    expect(app.events('member_joined_channel')).toMatchObject([{ user: workspace.botUserId, channel: channel?.id }])
  })

  it.each([
    ['', 'invalid_name_required'],
    ['Inc-1', 'invalid_name_specials'],
    ['inc 1', 'invalid_name_specials'],
    ['inc.1', 'invalid_name_specials'],
    ['---', 'invalid_name_punctuation'],
    ['x'.repeat(81), 'invalid_name_maxlength'],
    ['ops', 'name_taken'],
    ['störung-7', 'ok'],
  ])('creating "%s" answers %s', async (name, code) => {
    const { client } = await openOffice()
    expect(await codeOf(client.conversations.create({ name }))).toBe(code)
  })

  it('keep their names taken when archived or hidden', async () => {
    const { client, workspace, ana, ops } = await openOffice()
    workspace.addChannel({ name: 'hidden', members: [ana.id], private: true })
    expect(await codeOf(client.conversations.create({ name: 'hidden' }))).toBe('name_taken')
    await client.conversations.archive({ channel: ops.id })
    expect(await codeOf(client.conversations.archive({ channel: ops.id }))).toBe('already_archived')
    expect(await codeOf(client.conversations.create({ name: 'ops' }))).toBe('name_taken')
    expect(ops.isArchived).toBe(true)
  })

  it('can be renamed only by their creator', async () => {
    const { client, workspace, app, ops } = await openOffice()
    const { channel } = await client.conversations.create({ name: 'inc-1' })
    expect(await codeOf(client.conversations.rename({ channel: ops.id, name: 'other' }))).toBe('not_authorized')
    await client.conversations.rename({ channel: channel?.id ?? '', name: 'inc-1-api' })
    await workspace.idle()
    expect(workspace.channelByName('inc-1-api')?.id).toBe(channel?.id)
    expect(app.events('channel_rename')).toMatchObject([{ channel: { name: 'inc-1-api' } }])
    expect(app.events('message').at(-1)).toMatchObject({ subtype: 'channel_name', old_name: 'inc-1' })
  })

  it('have a topic of at most 250 characters, announced only when it changes', async () => {
    const { client, workspace, app, ops } = await openOffice()
    expect(await codeOf(client.conversations.setTopic({ channel: ops.id, topic: 'x'.repeat(251) }))).toBe('too_long')
    await client.conversations.setTopic({ channel: ops.id, topic: 'SEV1 & rising' })
    await client.conversations.setTopic({ channel: ops.id, topic: 'SEV1 & rising' })
    await workspace.idle()
    expect(ops.topic).toBe('SEV1 & rising')
    expect(app.events('message')).toMatchObject([{ subtype: 'channel_topic', topic: 'SEV1 &amp; rising' }])
  })

  it('do not exist for an app outside them when private', async () => {
    const { client, workspace, ana } = await openOffice()
    const hidden = workspace.addChannel({ name: 'hidden', members: [ana.id], private: true })
    expect(await codeOf(client.conversations.info({ channel: hidden.id }))).toBe('channel_not_found')
    expect(await codeOf(client.conversations.join({ channel: hidden.id }))).toBe('channel_not_found')
    const { channels } = await client.conversations.list({ types: 'public_channel,private_channel' })
    expect(channels?.map((channel) => channel.name)).toEqual(['ops'])
    await ana.invite(hidden.id, workspace.botUserId)
    const { channel } = await client.conversations.info({ channel: hidden.id, include_num_members: true })
    expect(channel).toMatchObject({ is_private: true, is_channel: true, num_members: 2 })
  })

  it('cannot be joined when private or archived, or without the scope', async () => {
    const { client, workspace, ana } = await openOffice()
    const hidden = workspace.addChannel({ name: 'hidden', members: [ana.id], private: true, withBot: true })
    const old = workspace.addChannel({ name: 'old', members: [ana.id] })
    const open = workspace.addChannel({ name: 'open', members: [ana.id] })
    await ana.archive(old.id)
    expect(await codeOf(client.conversations.join({ channel: hidden.id }))).toBe(
      'method_not_supported_for_channel_type',
    )
    expect(await codeOf(client.conversations.join({ channel: old.id }))).toBe('is_archived')
    workspace.faults.revokeScope('channels:join')
    expect(await codeOf(client.conversations.join({ channel: open.id }))).toBe('missing_scope')
  })

  it('warn an app that joins twice', async () => {
    const { client, workspace, ana } = await openOffice()
    const open = workspace.addChannel({ name: 'open', members: [ana.id] })
    expect(await codeOf(client.conversations.history({ channel: open.id }))).toBe('not_in_channel')
    expect((await client.conversations.join({ channel: open.id })).response_metadata?.warnings).toBeUndefined()
    expect((await client.conversations.join({ channel: open.id })).response_metadata?.warnings).toEqual([
      'already_in_channel',
    ])
    const { channels } = await client.users.conversations({})
    expect(channels?.map((channel) => channel.name)).toEqual(['ops', 'open'])
  })
})

describe('members', () => {
  it('are invited all or nothing unless forced', async () => {
    const { client, workspace, app, ana, ops } = await openOffice()
    const cat = workspace.addUser({ name: 'cat' })
    const invite = (users: string, force = false) => client.conversations.invite({ channel: ops.id, users, force })
    const refused = await invite(`${cat.id},${ana.id}`).catch((caught) => caught.data)
    expect(refused).toMatchObject({ error: 'already_in_channel', errors: [{ user: ana.id, ok: false }] })
    expect(ops.members).not.toContain(cat.id)
    await invite(`${cat.id},${ana.id}`, true)
    expect(ops.members).toContain(cat.id)
    expect(await codeOf(invite('U404'))).toBe('user_not_found')
    expect(await codeOf(invite(workspace.botUserId))).toBe('cant_invite_self')
    await workspace.idle()
    expect(app.events('member_joined_channel')).toMatchObject([{ user: cat.id, inviter: workspace.botUserId }])
  })

  it('are listed in pages', async () => {
    const { client, workspace, ana, ben, ops } = await openOffice()
    const first = await client.conversations.members({ channel: ops.id, limit: 2 })
    expect(first.members).toEqual([ana.id, ben.id])
    const cursor = first.response_metadata?.next_cursor ?? ''
    const second = await client.conversations.members({ channel: ops.id, limit: 2, cursor })
    expect(second).toMatchObject({ members: [workspace.botUserId], response_metadata: { next_cursor: '' } })
    expect(await codeOf(client.conversations.members({ channel: ops.id, cursor: 'x' }))).toBe('invalid_cursor')
  })

  it('have one direct message each with the app', async () => {
    const { client, workspace, ana } = await openOffice()
    const gone = workspace.addUser({ name: 'gone', deleted: true })
    const first = await client.conversations.open({ users: ana.id })
    const again = await client.conversations.open({ users: ana.id })
    expect(first.already_open).toBeUndefined()
    expect(again).toMatchObject({ already_open: true, channel: { id: first.channel?.id } })
    expect(await codeOf(client.conversations.open({ users: 'U404' }))).toBe('user_not_found')
    expect(await codeOf(client.conversations.open({ users: gone.id }))).toBe('user_disabled')
  })

  it('have a time zone, and include Slackbot', async () => {
    const { client, workspace } = await openOffice()
    const dee = workspace.addUser({ name: 'dee', realName: 'Dee D', tz: 'Asia/Kolkata' })
    const { user } = await client.users.info({ user: dee.id })
    expect(user).toMatchObject({ real_name: 'Dee D', tz: 'Asia/Kolkata', tz_offset: 19_800, is_bot: false })
    expect(await codeOf(client.users.info({ user: 'U404' }))).toBe('user_not_found')
    const { members } = await client.users.list({})
    expect(members?.map((member) => member.id)).toContain('USLACKBOT')
  })

  it('are listed per user group', async () => {
    const { client, workspace, ana } = await openOffice()
    workspace.addGroup({ id: 'S1', handle: 'on-call', users: [ana.id] })
    expect((await client.usergroups.users.list({ usergroup: 'S1' })).users).toEqual([ana.id])
    expect(await codeOf(client.usergroups.users.list({ usergroup: 'S2' }))).toBe('no_such_subteam')
  })

  it('are part of a user group only on request', async () => {
    const { client, workspace, ana } = await openOffice()
    workspace.addGroup({ id: 'S1', handle: 'on-call', users: [ana.id] })
    const [group] = (await client.usergroups.list()).usergroups ?? []
    expect(group).toMatchObject({ id: 'S1', handle: 'on-call' })
    expect(group).not.toHaveProperty('users')
    const [full] = (await client.usergroups.list({ include_users: true })).usergroups ?? []
    expect(full?.users).toEqual([ana.id])
    workspace.faults.revokeScope('usergroups:read')
    expect(await codeOf(client.usergroups.list())).toBe('missing_scope')
  })

  it('of another workspace are visible to no app', async () => {
    const { client, workspace } = await openOffice()
    const guest = workspace.addUser({ name: 'vendor', isForeign: true })
    expect(await codeOf(client.users.info({ user: guest.id }))).toBe('user_not_visible')
  })
})
