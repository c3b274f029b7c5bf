import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../kill/stage.ts'
import { startBotProcess } from '../support/bot-process.ts'
import { testConnection } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { modalOf } from '../support/look.ts'

describe('a misconfigured environment', () => {
  it('keeps the bot from starting and lists every mistake at once, with its fix', async () => {
    const bot = startBotProcess({
      SLACK_BOT_TOKEN: 'xoxp-1',
      PORT: 'eighty',
      DATABASE_URL: 'mysql://localhost',
      LOG_LEVEL: 'loud',
      FRESHEYES_CONFIG: '/nowhere.json',
    })
    expect(await bot.ended).toBe(2)
    const said = bot.lines.join('\n')
    for (const name of [
      'SLACK_BOT_TOKEN',
      'PORT',
      'DATABASE_URL',
      'LOG_LEVEL',
      'FRESHEYES_CONFIG',
      'SLACK_SIGNING_SECRET',
    ]) {
      expect(said).toContain(name)
    }
    expect(said).toContain('must start with xoxb-')
    expect(said).not.toContain('    at ')
  })

  it('exits 1 with a single sentence when the database refuses the user', async () => {
    const own = await testConnection()
    const bot = startBotProcess({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 's',
      DATABASE_URL: own.url.replace('postgres@localhost', 'nobody:secret@localhost'),
    })
    expect(await bot.ended).toBe(1)
    expect(bot.lines).toEqual([expect.stringContaining('refuses the user or the password in DATABASE_URL')])
    expect(bot.lines.join('\n')).not.toContain('secret')
    await own.drop()
  })
})

async function incidentOn({ people, ops, workspace }: Stage) {
  const [ana] = people
  if (!ana) throw new Error('the stage has no people')
  await ana.command(ops.id, 'declare SEV4 Checkout is slow')
  const channel = await eventually('the channel', () => workspace.channelByName('inc-1-checkout-is-slow'))
  await eventually('its bookmark', () => channel.bookmarks.length > 0)
  return { ana, channel }
}

const stopped = 10_000

describe('a bot that is asked to stop', () => {
  const transports = ['http', 'socket'] as const

  it.each(transports)('finishes what it has accepted and exits cleanly (%s)', async (transport) => {
    await using stage = await openStage(transport)
    await stage.listening()
    const { ana, channel } = await incidentOn(stage)
    const asked = Array.from({ length: 30 }, (_, index) => ana.command(channel.id, `log line ${index} end`))
    await Promise.race(asked)
    const start = performance.now()
    stage.bot.child.kill('SIGTERM')
    const replies = await Promise.all(asked)
    expect(await stage.bot.ended).toBe(0)
    expect(performance.now() - start).toBeLessThan(stopped)
    const { rows } = await stage.database.query<{ text: string }>('SELECT text FROM "Entry"')
    for (const [index, { status }] of replies.entries()) {
      const kept = rows.filter(({ text }) => text === `line ${index} end`).length
      if (status === 'ok') expect(kept).toBe(1)
      else expect(kept).toBeLessThanOrEqual(1)
    }
    expect(replies.filter(({ status }) => status === 'ok').length).toBeGreaterThan(0)
  })

  it.concurrent.each(transports)(
    'waits for nobody beyond its deadline (%s)',
    async (transport) => {
      await using stage = await openStage(transport)
      await stage.listening()
      const { ana, channel } = await incidentOn(stage)
      stage.workspace.faults.hang('chat.postMessage', 3)
      await ana.command(channel.id, 'log into the void')
      await eventually('the call hangs', () =>
        stage.workspace.journal.calls('chat.postMessage').some(({ status }) => status === 'hung'),
      )
      const idler = connect(stage.port, '127.0.0.1')
      await once(idler, 'connect')
      idler.on('error', () => {})
      idler.write('POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nslow')
      const start = performance.now()
      stage.bot.child.kill('SIGTERM')
      expect(await stage.bot.ended).toBe(0)
      expect(performance.now() - start).toBeLessThan(stopped)
      idler.destroy()
    },
    30_000,
  )
})

it('neither the log at its most verbose level nor the metrics contain tokens, names or what people wrote', async () => {
  await using stage = await openStage('http', { LOG_LEVEL: 'trace' })
  const { workspace } = stage
  await stage.listening()
  const { ana, channel } = await incidentOn(stage)
  const word = 'SECRETWORD'
  const ts = await ana.say(channel.id, `${word} is in what I say`)
  await ana.react(channel.id, ts, 'bulb')
  for (const method of ['chat.postMessage', 'chat.update', 'users.info']) {
    workspace.faults.error(method, 'not_in_channel')
    workspace.faults.serverError(method)
    workspace.faults.dropAfterEffect(method)
  }
  await ana.command(channel.id, `log ${word} in a command`)
  await ana.command(channel.id, `hyp ${word} in a hypothesis`)
  // PostgreSQL cannot store NUL: the error must not quote the refused text.
  await ana.command(channel.id, `log ${word} \u0000`)
  await ana.say(channel.id, `${word} \u0000`)
  workspace.faults.error('views.open', 'expired_trigger_id')
  await ana.command('COPS', 'declare')
  await modalOf(await ana.command('COPS', 'declare')).submit({ 'What is wrong?': `${word} in a form` })
  await eventually('the second incident', () => workspace.journal.calls('conversations.create').length > 1)
  const metrics = await (await fetch(`http://127.0.0.1:${stage.port}/metrics`)).text()
  expect(metrics).toContain('fresheyes_inputs_total')
  const log = stage.bot.lines.join('\n')
  expect(log).toContain('Slack refused a call')
  const { botToken, signingSecret, appToken } = workspace
  for (const secret of [word, botToken, signingSecret, appToken, 'Checkout', 'UANA', 'xoxb-']) {
    expect(metrics).not.toContain(secret)
  }
  for (const secret of [word, botToken, signingSecret, appToken, 'Checkout', 'xoxb-']) {
    expect(stage.bot.lines.filter((line) => line.includes(secret))).toEqual([])
  }
})
