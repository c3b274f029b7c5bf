import { describe, expect, it } from 'vitest'
import { button, openOffice } from '../fixtures/office.ts'

const FIELDS = `api_app_id channel_id channel_name command is_enterprise_install response_url team_domain team_id
  text token trigger_id user_id user_name`

describe('slash commands', () => {
  it('bring all thirteen fields', async () => {
    const { workspace, app, ana, ops } = await openOffice()
    await ana.command(ops.id, '  log 14:35 <b> & @ben in #ops ')
    const [heard] = app.heard
    expect(Object.keys(heard?.body ?? {}).sort()).toEqual(FIELDS.split(/\s+/))
    expect(heard?.body).toMatchObject({
      command: '/incident',
      text: 'log 14:35 &lt;b&gt; &amp; <@U00000002|ben> in <#C00000001|ops>',
      channel_id: ops.id,
      channel_name: 'ops',
      user_id: ana.id,
      user_name: 'ana',
      team_id: workspace.teamId,
    })
    expect(heard?.headers['content-type']).toBe('application/x-www-form-urlencoded')
  })

  it('work anywhere, and hide the names of private conversations', async () => {
    const { workspace, app, ana } = await openOffice()
    const hidden = workspace.addChannel({ name: 'hidden', members: [ana.id], private: true })
    await ana.command(hidden.id, 'list')
    await ana.command(ana.dm, 'list')
    expect(app.heard.map((one) => one.body.channel_name)).toEqual(['privategroup', 'directmessage'])
  })

  it('show the answer to that person alone, or to the channel on request', async () => {
    const { app, ana, ben, ops } = await openOffice()
    app.answer = () => ({ status: 200, body: 'noted' })
    expect(await ana.command(ops.id, 'log x')).toMatchObject({ status: 'ok', text: 'noted' })
    app.answer = () => ({ status: 200, body: { text: 'said', response_type: 'in_channel' } })
    await ana.command(ops.id, 'log x')
    expect(ana.ephemerals().map((one) => one.text)).toEqual(['noted'])
    expect(ben.ephemerals()).toEqual([])
    expect(ops.messages().map((one) => one.text)).toEqual(['said'])
  })

  it('fail without a retry when the app fails, is late or answers nonsense', async () => {
    const { workspace, app, ana, ops } = await openOffice({ deadlineMs: 300 })
    app.answer = () => 500
    expect(await ana.command(ops.id, 'x')).toMatchObject({ status: 'failed', error: 'dispatch_failed' })
    app.answer = () => undefined
    expect(await ana.command(ops.id, 'x')).toMatchObject({ status: 'failed', error: 'operation_timeout' })
    app.answer = () => ({ status: 200, body: { blocks: [{ type: 'header' }] } })
    expect(await ana.command(ops.id, 'x')).toMatchObject({ status: 'failed', error: 'invalid_blocks' })
    await workspace.idle()
    expect(app.heard).toHaveLength(3)
  })

  it('are limited to those of the manifest', async () => {
    const { ana, ops } = await openOffice()
    await expect(ana.command(ops.id, 'x', '/other')).rejects.toThrow('There is no command /other; there is /incident')
  })

  it('can be answered later, five times within half an hour', async () => {
    const { app, clock, ana, ops } = await openOffice()
    await ana.command(ops.id, 'x')
    await ana.command(ops.id, 'y')
    const [first, second] = app.heard.map((one) => String(one.body.response_url))
    const post = async (url: string | undefined, body: object) => {
      const response = await fetch(url ?? '', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      })
      return response.ok ? 'ok' : `${response.status} ${await response.text()}`
    }
    const answers = []
    for (let count = 1; count <= 6; count += 1) answers.push(await post(first, { text: `${count}` }))
    expect(answers).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', '404 used_url'])
    expect(await post(second, { blocks: [{ type: 'nonsense' }] })).toBe('400 invalid_blocks')
    clock.advance(30 * 60_000)
    expect(await post(second, { text: 'late' })).toBe('404 expired_url')
    expect(ana.ephemerals().map((one) => one.text)).toEqual(['1', '2', '3', '4', '5'])
  })
})

describe('shortcuts', () => {
  it('bring the whole message, even from channels the app is not in', async () => {
    const { workspace, app, ana } = await openOffice()
    const elsewhere = workspace.addChannel({ name: 'elsewhere', members: [ana.id] })
    const ts = await ana.say(elsewhere.id, 'the site is down')
    await ana.shortcut('declare_from_message', { channel: elsewhere.id, ts })
    expect(app.interactions('message_action')).toMatchObject([
      {
        callback_id: 'declare_from_message',
        message_ts: ts,
        channel: { id: elsewhere.id, name: 'elsewhere' },
        message: { text: 'the site is down', user: ana.id },
      },
    ])
  })

  it('without a message bring no channel', async () => {
    const { app, ana } = await openOffice()
    await ana.shortcut('declare')
    const [payload] = app.interactions('shortcut')
    expect(payload).toMatchObject({ callback_id: 'declare', user: { id: ana.id } })
    expect(payload).not.toHaveProperty('channel')
    await expect(ana.shortcut('track_hypothesis')).rejects.toThrow('no global shortcut track_hypothesis')
  })
})

describe('buttons and menus', () => {
  const blocks = [
    { type: 'actions' as const, block_id: 'b1', elements: [button('Undo')] },
    {
      type: 'section' as const,
      text: { type: 'mrkdwn' as const, text: 'more' },
      accessory: {
        type: 'overflow' as const,
        action_id: 'more',
        options: [{ text: { type: 'plain_text' as const, text: 'Park it' }, value: 'park' }],
      },
    },
  ]

  it('are found by label in the newest message that has it', async () => {
    const { client, app, ana, ops } = await openOffice()
    await client.chat.postMessage({ channel: ops.id, text: 'old', blocks })
    const { ts } = await client.chat.postMessage({ channel: ops.id, text: 'new', blocks })
    await ana.press('Undo')
    await ana.press('Park it')
    const [pressed, chosen] = app.interactions('block_actions')
    expect(pressed).toMatchObject({
      user: { id: ana.id },
      container: { type: 'message', message_ts: ts, channel_id: ops.id, is_ephemeral: false },
      channel: { id: ops.id },
      message: { ts, text: 'new' },
      actions: [{ type: 'button', action_id: 'undo', block_id: 'b1', value: 'v' }],
      response_url: expect.stringContaining('http'),
    })
    expect(chosen).toMatchObject({
      actions: [{ type: 'overflow', action_id: 'more', selected_option: { value: 'park' } }],
    })
  })

  it('in an ephemeral message come without the message, and can replace it', async () => {
    const { client, app, ana, ben, ops } = await openOffice()
    await client.chat.postEphemeral({ channel: ops.id, user: ana.id, text: 'x', blocks })
    await ana.press('Undo')
    const [payload] = app.interactions('block_actions')
    expect(payload).toMatchObject({ container: { is_ephemeral: true } })
    expect(payload).not.toHaveProperty('message')
    const body = JSON.stringify({ text: 'undone', replace_original: true })
    await fetch(String(payload?.response_url), {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    expect(ana.ephemerals()).toMatchObject([{ text: 'undone', buttons: [] }])
    await expect(ben.press('Undo')).rejects.toThrow('ben sees no button or menu entry "Undo"; there is none')
  })

  it('that do not exist are reported with what there is', async () => {
    const { client, ana, ops } = await openOffice()
    await client.chat.postMessage({ channel: ops.id, text: 'x', blocks })
    await expect(ana.press('Redo')).rejects.toThrow(
      'ana sees no button or menu entry "Redo"; there is "Undo", "Park it"',
    )
  })

  it('fail when the app does not accept them', async () => {
    const { client, app, ana, ops } = await openOffice()
    await client.chat.postMessage({ channel: ops.id, text: 'x', blocks })
    app.answer = () => 500
    expect(await ana.press('Undo')).toMatchObject({ status: 'failed', error: 'dispatch_failed' })
  })
})
