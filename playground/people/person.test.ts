import { describe, expect, it } from 'vitest'
import { openOffice } from '../fixtures/office.ts'

describe('people', () => {
  it('edit and delete only their own messages', async () => {
    const { workspace, app, ana, ben, ops } = await openOffice()
    const ts = await ana.say(ops.id, 'teh site')
    await ana.edit(ops.id, ts, 'the site')
    await expect(ben.edit(ops.id, ts, 'x')).rejects.toThrow('ben wrote no message')
    await workspace.idle()
    expect(app.events('message')[1]).toMatchObject({
      subtype: 'message_changed',
      message: { text: 'the site', edited: { user: ana.id } },
      previous_message: { text: 'teh site' },
    })
    expect(ops.messages()).toMatchObject([{ text: 'the site', edited: true }])
  })

  it('join, leave, invite and remove, announced as messages and as events', async () => {
    const { workspace, app, ana, ops } = await openOffice()
    const cat = workspace.addUser({ name: 'cat' })
    await cat.join(ops.id)
    await cat.leave(ops.id)
    await workspace.idle()
    expect(app.events('message').map((event) => event.subtype)).toEqual(['channel_join', 'channel_leave'])
    await ana.remove(ops.id, workspace.botUserId)
    await ana.say(ops.id, 'unheard')
    await workspace.idle()
    expect(app.events('message')).toHaveLength(3)
  })

  it('can do only what their client allows', async () => {
    const { workspace, ana, ben, ops } = await openOffice()
    const hidden = workspace.addChannel({ name: 'hidden', members: [ana.id], private: true })
    await expect(ben.say(hidden.id, 'x')).rejects.toThrow('ben sees no channel')
    const cat = workspace.addUser({ name: 'cat' })
    await expect(cat.say(ops.id, 'x')).rejects.toThrow('cat is not in #ops')
    await ana.archive(ops.id)
    await expect(ana.say(ops.id, 'x')).rejects.toThrow('#ops is archived')
    await ana.unarchive(ops.id)
    await expect(ana.react(ops.id, '1.000001', 'eyes')).rejects.toThrow('There is no message 1.000001 in #ops')
  })

  it('rename and archive private channels, announced with the events for private channels', async () => {
    const { workspace, app, ana } = await openOffice()
    const war = workspace.addChannel({ name: 'war', members: [ana.id], private: true, withBot: true })
    await ana.rename(war.id, 'peace')
    await ana.archive(war.id)
    await workspace.idle()
    expect(app.events().map((event) => event.type)).toEqual(['message', 'group_rename', 'message', 'group_archive'])
    expect(app.events('message')[0]).toMatchObject({ channel_type: 'group' })
  })

  it('see unfurled links and growing threads announced as changes', async () => {
    const { workspace, app, ana, ops } = await openOffice()
    const ts = await ana.say(ops.id, 'https://x.io')
    ops.unfurl(ts, { title: 'X', text: 'is down' })
    ops.announceThread(ts)
    await workspace.idle()
    const [unfurled, counted] = app.events('message').slice(1) as never as {
      message: object
      previous_message: object
    }[]
    expect(unfurled).toMatchObject({
      subtype: 'message_changed',
      message: { text: '<https://x.io>', attachments: [{ title: 'X' }] },
    })
    expect(unfurled?.message).not.toHaveProperty('edited')
    expect(counted?.message).toEqual(counted?.previous_message)
    expect(ops.messages()[0]?.plain).toBe('https://x.io\nX\nis down')
  })

  it('post /me messages', async () => {
    const { workspace, app, ana, ops } = await openOffice()
    await ana.say(ops.id, '/me shrugs')
    await workspace.idle()
    expect(app.events('message')).toMatchObject([{ subtype: 'me_message', text: 'shrugs' }])
  })

  it('have the same ids in every run', async () => {
    const [first, second] = [await openOffice(), await openOffice()]
    expect([first.ana.id, first.ops.id]).toEqual([second.ana.id, second.ops.id])
    expect(await first.ana.say(first.ops.id, 'x')).toBe(await second.ana.say(second.ops.id, 'x'))
  })
})

describe('filling a workspace', () => {
  it('rejects a duplicate name or id, and accepts Slackbot as an existing user', async () => {
    const { workspace, ana } = await openOffice()
    expect(() => workspace.addUser({ name: 'ana' })).toThrow('There already is a user called ana')
    expect(() => workspace.addUser({ id: ana.id, name: 'other' })).toThrow(`There already is a user ${ana.id}`)
    expect(() => workspace.addChannel({ name: 'ops', members: [] })).toThrow('There already is a #ops')
    expect(workspace.addUser({ id: 'USLACKBOT', name: 'slackbot' }).id).toBe('USLACKBOT')
    expect(workspace.channelByName('#ops')?.name).toBe('ops')
    expect(workspace.channelByName('none')).toBeUndefined()
    expect(() => workspace.person('U404')).toThrow('There is no user U404')
  })
})
