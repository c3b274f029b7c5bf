import { WebClient } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { openOffice } from '../fixtures/office.ts'
import { SocketApp } from '../fixtures/socket-app.ts'
import type { Json } from '../json.ts'

describe('Socket Mode', () => {
  it('sends hello, and replaces HTTP while connected', async () => {
    const { workspace, app, ana, ops } = await openOffice()
    const socket = await SocketApp.connect(workspace)
    expect(socket.received[0]).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: workspace.appId },
    })
    await ana.say(ops.id, 'by socket')
    await workspace.idle()
    expect(socket.envelopes).toMatchObject([
      {
        type: 'events_api',
        accepts_response_payload: false,
        retry_attempt: 0,
        payload: { event: { text: 'by socket' } },
      },
    ])
    await socket.close()
    await ana.say(ops.id, 'by post')
    await workspace.idle()
    expect(app.events('message')).toMatchObject([{ text: 'by post' }])
  })

  it('issues a ticket that works once', async () => {
    const { workspace } = await openOffice()
    const client = new WebClient(workspace.appToken, { slackApiUrl: workspace.apiUrl })
    const { url = '' } = await client.apps.connections.open({})
    const first = new SocketApp(url)
    await first.next('hello')
    const second = new WebSocket(url)
    const error = await new Promise<Error>((resolve) => second.on('error', resolve))
    expect(error.message).toContain('401')
    await first.close()
  })

  it('resends an unacknowledged envelope, and ignores a late acknowledgement', async () => {
    const { workspace, ana, ops } = await openOffice({ deadlineMs: 300 })
    const socket = await SocketApp.connect(workspace)
    socket.answer = () => (socket.envelopes.length === 1 ? undefined : {})
    await ana.say(ops.id, 'hello')
    await workspace.idle()
    const [first, second] = socket.envelopes
    expect(second).toMatchObject({ retry_attempt: 1, retry_reason: 'timeout' })
    expect(second?.envelope_id).not.toBe(first?.envelope_id)
    const ids = socket.envelopes.map((envelope) => (envelope.payload as Json).event_id)
    expect(new Set(ids).size).toBe(1)
    if (first) socket.acknowledge(first)
    await workspace.idle()
    expect(socket.envelopes).toHaveLength(2)
    await socket.close()
  })

  it('resends what a lost connection did not acknowledge on the next one', async () => {
    const { workspace, app, ana, ops } = await openOffice()
    const socket = await SocketApp.connect(workspace)
    await app.close()
    socket.answer = () => undefined
    await ana.say(ops.id, 'hello')
    await socket.next('events_api')
    workspace.faults.closeSockets()
    await socket.closed()
    await workspace.idle()
    const again = await SocketApp.connect(workspace)
    await workspace.idle()
    expect(again.envelopes).toMatchObject([
      { payload: { event: { text: 'hello' } }, retry_reason: 'connection_failed' },
    ])
    await again.close()
  })

  it('distributes envelopes over several connections, each to one of them', async () => {
    const { workspace, ana, ops } = await openOffice()
    const sockets = [await SocketApp.connect(workspace), await SocketApp.connect(workspace)]
    for (const text of ['1', '2', '3', '4']) await ana.say(ops.id, text)
    await workspace.idle()
    expect(sockets.map((socket) => socket.envelopes.length)).toEqual([2, 2])
    await Promise.all(sockets.map((socket) => socket.close()))
  })

  it('asks for a reconnect first, and sends nothing new on the old connection once there is another', async () => {
    const { workspace, ana, ops } = await openOffice()
    const old = await SocketApp.connect(workspace)
    workspace.faults.disconnectSockets('refresh_requested')
    expect(await old.next('disconnect')).toMatchObject({ reason: 'refresh_requested' })
    await ana.say(ops.id, 'still here')
    await workspace.idle()
    const fresh = await SocketApp.connect(workspace)
    await ana.say(ops.id, 'over there')
    await workspace.idle()
    expect(old.envelopes).toMatchObject([{ payload: { event: { text: 'still here' } } }])
    expect(fresh.envelopes).toMatchObject([{ payload: { event: { text: 'over there' } } }])
    await Promise.all([old.close(), fresh.close()])
  })

  it('sends commands as JSON, and takes their answers from the acknowledgement', async () => {
    const { workspace, ana, ops } = await openOffice()
    const socket = await SocketApp.connect(workspace)
    socket.answer = () => ({ text: 'noted' })
    const reply = await ana.command(ops.id, 'log x')
    expect(reply).toMatchObject({ status: 'ok', text: 'noted' })
    expect(socket.envelopes).toMatchObject([
      {
        type: 'slash_commands',
        accepts_response_payload: true,
        payload: { command: '/incident', text: 'log x' },
      },
    ])
    expect(ana.ephemerals()).toMatchObject([{ text: 'noted' }])
    await socket.close()
  })

  it('fails an unacknowledged command without resending it', async () => {
    const { workspace, ana, ops } = await openOffice({ deadlineMs: 300 })
    const socket = await SocketApp.connect(workspace)
    socket.answer = () => undefined
    expect(await ana.command(ops.id, 'log x')).toMatchObject({ status: 'failed', error: 'operation_timeout' })
    await workspace.idle()
    expect(socket.envelopes).toHaveLength(1)
    await socket.close()
  })
})
