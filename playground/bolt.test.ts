import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt'
import { afterEach, describe, expect, it } from 'vitest'
import { button, silent as logger, StepClock } from './fixtures/office.ts'
import { Workspace } from './workspace.ts'

const open: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

async function start(transport: 'HTTP' | 'Socket Mode', deadlineMs = 3000) {
  const workspace = await Workspace.open({ clock: new StepClock(), deadlineMs })
  const { signingSecret, appToken, botToken, botId, botUserId, apiUrl: slackApiUrl } = workspace
  const receiver =
    transport === 'HTTP'
      ? new HTTPReceiver({ signingSecret, logger })
      : new SocketModeReceiver({
          appToken,
          logger,
          clientPingTimeout: 500,
          installerOptions: { clientOptions: { slackApiUrl } },
        })
  const app = new App({
    token: botToken,
    botId,
    botUserId,
    receiver,
    logger,
    convoStore: false,
    clientOptions: { slackApiUrl },
  })
  const server = await app.start(0)
  open.push(
    () => app.stop(),
    () => workspace.close(),
  )
  if (transport === 'HTTP') await workspace.connectHttp(`http://127.0.0.1:${portOf(server)}/slack/events`)
  const ana = workspace.addUser({ name: 'ana' })
  const ops = workspace.addChannel({ name: 'ops', members: [ana.id], withBot: true })
  return { workspace, app, receiver, ana, ops }
}

function portOf(server: unknown): number {
  return (server as { address(): { port: number } }).address().port
}

describe.each(['HTTP', 'Socket Mode'] as const)('a Bolt app over %s', (transport) => {
  it('receives messages and reactions, and answers commands', async () => {
    const { workspace, app, ana, ops } = await start(transport)
    const heard: string[] = []
    app.message(async ({ message }) => void heard.push(message.ts))
    app.event('reaction_added', async ({ event }) => void heard.push(event.reaction))
    app.command('/incident', async ({ ack, command }) => ack(`got ${command.text}`))
    const ts = await ana.say(ops.id, 'hello')
    await ana.react(ops.id, ts, 'pushpin')
    expect(await ana.command(ops.id, 'list')).toMatchObject({ status: 'ok', text: 'got list' })
    await workspace.idle()
    expect(heard).toEqual([ts, 'pushpin'])
  })

  it('opens a modal before acknowledging, validates it, and posts', async () => {
    const { workspace, app, ana, ops } = await start(transport)
    const plain = (text: string) => ({ type: 'plain_text' as const, text })
    app.command('/incident', async ({ ack, body, client }) => {
      const element = { type: 'plain_text_input' as const, action_id: 'v' }
      const blocks = [{ type: 'input' as const, block_id: 't', label: plain('Title'), element }]
      const view = {
        type: 'modal' as const,
        callback_id: 'declare',
        title: plain('Declare'),
        submit: plain('Go'),
        blocks,
      }
      await client.views.open({ trigger_id: body.trigger_id, view })
      await ack()
    })
    app.view('declare', async ({ ack, view, client }) => {
      const title = view.state.values.t?.v?.value ?? ''
      if (title === 'help') return ack({ response_action: 'errors', errors: { t: 'Say more' } })
      await client.chat.postMessage({
        channel: ops.id,
        text: title,
        blocks: [{ type: 'actions', elements: [button('Undo')] }],
      })
      return ack()
    })
    app.action('undo', async ({ ack, respond }) => {
      await respond({ text: 'undone', replace_original: true })
      await ack()
    })
    const { modal } = await ana.command(ops.id, 'declare')
    expect(await modal?.submit({ Title: 'help' })).toMatchObject({ errors: { Title: 'Say more' } })
    expect(await modal?.submit({ Title: 'API down' })).toEqual({ closed: true })
    expect(await ana.press('Undo')).toMatchObject({ status: 'ok' })
    expect(ops.messages().at(-1)?.plain).toBe('undone')
    await workspace.idle()
  })

  it('receives an event again that it failed to handle', async () => {
    const { workspace, app, ana, ops } = await start(transport, 1_000)
    let failures = 1
    const take = app.processEvent.bind(app)
    app.processEvent = async (event) => {
      failures -= 1
      if (failures >= 0) throw new Error('the database is away')
      await take(event)
    }
    const heard: string[] = []
    app.message(async ({ message }) => void heard.push(message.ts))
    const ts = await ana.say(ops.id, 'hello')
    await workspace.idle()
    expect(heard).toEqual([ts])
  })
})

describe('a Bolt app that lost its connection', () => {
  it('reconnects and receives what it missed', async () => {
    const { workspace, app, receiver, ana, ops } = await start('Socket Mode')
    const heard: string[] = []
    app.message(async ({ message }) => void heard.push(message.ts))
    const { client } = receiver as SocketModeReceiver
    const isBack = new Promise((resolve) => client.once('connected', resolve))
    workspace.faults.disconnectSockets('warning')
    await new Promise((resolve) => client.once('close', resolve))
    const ts = await ana.say(ops.id, 'anybody?')
    await isBack
    await workspace.idle()
    expect(heard).toEqual([ts])
  })
})
