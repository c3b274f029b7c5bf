import { describe, expect, it } from 'vitest'
import { ListeningApp } from '../fixtures/listening-app.ts'
import { openOffice } from '../fixtures/office.ts'
import { Workspace } from '../workspace.ts'
import { signature } from './http.ts'

describe('deliveries over HTTP', () => {
  it('are signed over the raw body with the real time', async () => {
    const { workspace, app, ana, ops } = await openOffice()
    await ana.say(ops.id, 'Ünïcode & more')
    await workspace.idle()
    const [heard] = app.heard
    const timestamp = String(heard?.headers['x-slack-request-timestamp'])
    expect(heard?.headers['x-slack-signature']).toBe(signature(workspace.signingSecret, timestamp, heard?.raw ?? ''))
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(5)
  })

  it('wrap the event in its envelope', async () => {
    const { workspace, app, clock, ana, ops } = await openOffice()
    await ana.say(ops.id, 'hello')
    await workspace.idle()
    expect(app.heard[0]?.body).toMatchObject({
      type: 'event_callback',
      team_id: workspace.teamId,
      api_app_id: workspace.appId,
      event_id: expect.stringMatching(/^Ev/),
      event_time: clock.now() / 1000,
      authorizations: [{ team_id: workspace.teamId, user_id: workspace.botUserId, is_bot: true }],
      event: { type: 'message', user: ana.id, text: 'hello' },
    })
  })

  it('are retried at once, after one and after five minutes, with the same event id', async () => {
    const { workspace, app, clock, ana, ops } = await openOffice()
    app.answer = () => 503
    await ana.say(ops.id, 'hello')
    await workspace.idle()
    expect(app.heard).toHaveLength(2)
    clock.advance(59_999)
    await workspace.tick()
    expect(app.heard).toHaveLength(2)
    clock.advance(1)
    await workspace.tick()
    clock.advance(240_000)
    await workspace.tick()
    clock.advance(3_600_000)
    await workspace.tick()
    expect(new Set(app.heard.map((one) => one.body.event_id)).size).toBe(1)
    expect(app.heard.map((one) => one.headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3'])
    expect(app.heard[1]?.headers['x-slack-retry-reason']).toBe('http_error')
    expect(workspace.journal.deliveries('message').map((one) => [one.attempt, one.status])).toEqual([
      [1, '503'],
      [2, '503'],
      [3, '503'],
      [4, '503'],
    ])
  })

  it('stop once accepted, or when the app asks for no retry', async () => {
    const { workspace, app, ana, ops } = await openOffice()
    app.answer = () => (app.heard.length === 1 ? 500 : 200)
    await ana.say(ops.id, 'taken the second time')
    await workspace.idle()
    expect(app.heard).toHaveLength(2)
    app.answer = () => ({ status: 500, headers: { 'x-slack-no-retry': '1' } })
    await ana.say(ops.id, 'never again')
    await workspace.idle()
    expect(app.heard).toHaveLength(3)
  })

  it('count as failed when the answer takes too long', async () => {
    const { workspace, app, ana, ops } = await openOffice({ deadlineMs: 300 })
    app.answer = () => (app.heard.length === 1 ? undefined : 200)
    await ana.say(ops.id, 'hello')
    await workspace.idle()
    expect(app.heard[1]?.headers).toMatchObject({
      'x-slack-retry-num': '1',
      'x-slack-retry-reason': 'http_timeout',
    })
  })

  it('wait for a stopped app, and resume when it is back', async () => {
    const { workspace, app, ana, ops } = await openOffice()
    await app.close()
    await ana.say(ops.id, 'anybody?')
    await workspace.idle()
    expect(workspace.journal.deliveries('message').map((one) => one.status)).toEqual([
      'connection_failed',
      'connection_failed',
    ])
    const next = await ListeningApp.start()
    await workspace.connectHttp(next.url)
    await workspace.idle()
    expect(next.heard[0]?.headers).toMatchObject({
      'x-slack-retry-num': '2',
      'x-slack-retry-reason': 'connection_failed',
    })
    await next.close()
  })

  it('require a URL that echoes the challenge', async () => {
    const { workspace, app } = await openOffice()
    const { url } = app
    await expect(workspace.connectHttp(workspace.apiUrl)).rejects.toThrow('did not echo the challenge')
    await app.close()
    await expect(workspace.connectHttp(url)).rejects.toThrow('did not echo the challenge')
  })

  it('include only events the app subscribes to and has the scope for, from its channels', async () => {
    const { workspace, app, ana } = await openOffice()
    const elsewhere = workspace.addChannel({ name: 'elsewhere', members: [ana.id] })
    const ts = await ana.say(elsewhere.id, 'unheard')
    await ana.react(elsewhere.id, ts, 'eyes')
    await ana.say(ana.dm, 'message.im is not subscribed')
    workspace.faults.revokeScope('channels:history')
    await ana.invite(elsewhere.id, workspace.botUserId)
    await workspace.idle()
    expect(app.events().map((event) => event.type)).toEqual(['member_joined_channel'])
  })

  it('send a mention in addition to the message', async () => {
    const { workspace, app, ana, ops } = await openOffice()
    await ana.say(ops.id, '@fresheyes status')
    await workspace.idle()
    expect(app.events().map((event) => event.type)).toEqual(['message', 'app_mention'])
    expect(app.events('app_mention')[0]).toMatchObject({
      text: `<@${workspace.botUserId}> status`,
      channel: ops.id,
    })
  })

  it('reach 200 events a second', async () => {
    const { workspace, app, ana, ops } = await openOffice()
    const started = performance.now()
    for (let count = 0; count < 1000; count += 1) await ana.say(ops.id, `message ${count}`)
    await workspace.idle()
    expect(app.heard).toHaveLength(1000)
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('are retried without a tick when the clock is real', async () => {
    const workspace = await Workspace.open({ deadlineMs: 300 })
    const app = await ListeningApp.start()
    await workspace.connectHttp(app.url)
    const ana = workspace.addUser({ name: 'ana' })
    const ops = workspace.addChannel({ name: 'ops', members: [ana.id], withBot: true })
    app.answer = () => (app.heard.length === 1 ? 500 : 200)
    await ana.say(ops.id, 'hello')
    await workspace.idle()
    expect(app.heard).toHaveLength(2)
    await workspace.close()
    await app.close()
  })
})
