/**
 * Checks that memory stays flat: a bot in a separate process receives 20,000 messages and 2,000 reactions, and its heap
 * and resident size are printed along the way. `npm run soak [messages]`
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Workspace } from '../../playground/workspace.ts'
import { freePort, startBotProcess } from '../support/bot-process.ts'
import { eventually } from '../support/eventually.ts'

const messages = Number(process.argv[2] ?? 20_000)
const perReaction = 10
const perRound = 500
const rounds = Math.ceil(messages / perRound)
const rows = 10

const folder = mkdtempSync(join(tmpdir(), 'fresheyes-soak-'))
const workspace = await Workspace.open()
const port = await freePort()
const bot = startBotProcess({
  SLACK_API_URL: workspace.apiUrl,
  SLACK_BOT_TOKEN: workspace.botToken,
  SLACK_SIGNING_SECRET: workspace.signingSecret,
  DATA_DIR: folder,
  PORT: String(port),
  LOG_LEVEL: 'info',
})
const ana = workspace.addUser({ id: 'UANA', name: 'ana', realName: 'Ana' })
workspace.addChannel({ id: 'COPS', name: 'ops', members: ['UANA'] })
try {
  await bot.ready
  await workspace.connectHttp(`http://127.0.0.1:${port}/slack/events`)
  await ana.command('COPS', 'declare SEV4 Soak')
  const channel = await eventually('the channel', () => workspace.channelByName('inc-1-soak'))
  await eventually('its people', () => channel.members.includes('UANA'))
  const start = performance.now()
  console.log('messages  reactions  heap MB  resident MB  unacknowledged  seconds')
  await report(0, start)
  for (let round = 1; round <= rounds; round += 1) {
    for (let index = 0; index < perRound; index += 1) {
      const ts = await ana.say(channel.id, `Line ${round}.${index} of a long incident`)
      if (index % perReaction === 0) await ana.react(channel.id, ts, 'pushpin')
    }
    await workspace.idle()
    if (round % Math.ceil(rounds / rows) === 0) await report(round * perRound, start)
  }
  await eventually('nothing waits to be sent', async () => (await metric('fresheyes_outbox_waiting')) === 0, 300_000)
  await report(messages, start)
} finally {
  bot.child.kill('SIGTERM')
  await bot.ended
  await workspace.close()
  rmSync(folder, { recursive: true, force: true })
}

async function report(said: number, start: number): Promise<void> {
  const failed = workspace.journal.deliveries().filter(({ status }) => status !== '200').length
  const columns = [
    said,
    said / perReaction,
    megabytes(await metric('nodejs_heap_size_used_bytes')),
    megabytes(await metric('process_resident_memory_bytes')),
    failed,
    ((performance.now() - start) / 1000).toFixed(1),
  ]
  console.log(columns.map((column) => String(column).padStart(8)).join('   '))
}

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  return Number(line?.split(' ')[1])
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1)
}
