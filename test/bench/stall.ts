// Measures how long text that anyone may post blocks everybody else: the longest time, in ms, that the bot's event loop
// was blocked by each of these texts, and how much of that was CPU time. On a machine that is busy with other work only
// the latter is meaningful. Exits 1 if it exceeds the bound.
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { pino } from 'pino'
import { type Channel, Workspace } from '../../playground/workspace.ts'
import { parseSettings } from '../../src/features.ts'
import type { Config } from '../../src/platform/config/config.ts'
import { openDatabase } from '../../src/platform/db/database.ts'
import { minuteMs } from '../../src/platform/time/durations.ts'
import { eventually } from '../support/eventually.ts'

/** In ms of CPU time. */
const bound = 50
/** The longest message Slack delivers, in characters. */
const longest = 40_000

const filled = (text: string, length = longest): string => text.repeat(Math.ceil(length / text.length)).slice(0, length)
const log = (index: number): string =>
  `2026-03-02T03:0${index % 10}:00.${index}Z pod-${index} ERROR [checkout] upstream (10.0.${index % 255}.7:8080) timed out after 3000 ms, see https://grafana.acme.com/d/${index}?from=now-1h&to=now or ask @ben\n`
const ordinary = (length: number): string => {
  let text = ''
  for (let index = 0; text.length < length; index += 1) text += log(index)
  return text.slice(0, length)
}

/** How long the event loop was blocked, and the CPU time of the bot in it, in ms. */
interface Held {
  passed: number
  worked: number
}

interface Attack {
  name: string
  /** Runs in a separate incident. */
  run(channel: Channel): Promise<void>
}

const dataDir = await mkdtemp(join(tmpdir(), 'fresheyes-stall-'))
const workspace = await Workspace.open({ deadlineMs: 10 * minuteMs })
const database = await openDatabase({ kind: 'embedded', dataDir }, { log: pino({ level: 'silent' }) })
workspace.addUser({ id: 'UANA', name: 'ana' })
const ana = workspace.person('UANA')
const ops = workspace.addChannel({ name: 'ops', members: ['UANA'] })
const bot = await startBot()

const mention = (name: string, words: string): Attack => ({
  name: `@fresheyes ${name}`,
  run: async ({ id }) => {
    await ana.say(id, `@fresheyes ${words}`)
  },
})
const captured = (name: string, text: string, format = 'md'): Attack => ({
  name: `${name}, captured, and \`export ${format}\``,
  run: async ({ id }) => {
    await ana.react(id, await ana.say(id, text), 'pushpin')
    await isQuiet()
    await ana.command(id, `export ${format}`)
  },
})

const attacks: Attack[] = [
  mention('test x<40,000 tabs>M', `test x${filled('\t')}M`),
  mention('test x<20,000 × ", ">', `test x${filled(', ')}`),
  mention('rule-out x< : × 20,000>', `rule-out x${filled(' :')}`),
  mention('rule-out DDoS: see <a log>', `rule-out DDoS: see ${ordinary(33_000)}`),
  mention('commander <@UU|<@UU|…', `commander ${filled('<@UU|')}`),
  mention('waiting for <40,000 spaces>:', `waiting for a${filled(' ')}:`),
  mention('impact <8:00 × 8,000>', `impact ${filled('8:00 ')}`),
  mention('<a word of 40,000 letters>', filled('incident')),
  mention('test x<2,900 tabs>M', `test x${filled('\t', 2_900)}M`),
  mention('rule-out x< : × 1,400>', `rule-out x${filled(' :', 2_900)}`),
  captured('40,000 tabs', `x${filled('\t', 39_990)}x`),
  captured('40,000 spaces', `x${filled(' ', 39_990)}x`),
  captured('40,000 line ends', `x${filled('\n', 39_990)}x`),
  captured('www.www.www…', filled('www.')),
  captured('a@a@a@…', filled('a@')),
  captured('a.a.a.a…', filled('a.')),
  captured('https://x))))…', `https://x${filled(').', 39_900)}`),
  captured('40,000 brackets', filled('[')),
  captured('40,000 backticks', filled('`')),
  captured('40,000 stars', filled('*a ')),
  captured('an ordinary log of 40,000 characters', ordinary(longest)),
  captured('an ordinary log of 40,000 characters', ordinary(longest), 'html'),
  // The largest amounts that are still rendered on the main thread.
  captured('600 line ends', 'x\n'.repeat(600)),
  captured('280 links', 'https://x) '.repeat(280)),
  captured('38,000 characters', filled('word ', 38_000)),
  {
    name: '100 ordinary logs of 39,000 characters, captured, and `export md`',
    run: async ({ id }) => {
      for (let index = 0; index < 100; index += 1) await ana.react(id, await ana.say(id, ordinary(39_000)), 'pushpin')
      await isQuiet()
      await ana.command(id, 'export md')
    },
  },
]

try {
  const worst: Record<string, Held> = {}
  // Warm-up: the first run includes compilation.
  await captured('', 'a few words').run(await incident(1))
  await isQuiet()
  for (const [index, { name, run }] of attacks.entries()) {
    const channel = await incident(index + 2)
    await isQuiet()
    await bot.worst()
    await run(channel)
    const held = await isQuiet()
    worst[name] = held
    console.log(`${String(held.worked).padStart(6)} ms worked, ${String(held.passed).padStart(6)} passed  ${name}`)
  }
  await mkdir('out', { recursive: true })
  await writeFile('out/bench-stall.json', `${JSON.stringify(worst, null, 2)}\n`)
  process.exitCode = Object.values(worst).some(({ worked }) => worked > bound) ? 1 : 0
} finally {
  await bot.stop()
  await workspace.close()
  await database.close()
  await rm(dataDir, { recursive: true, force: true })
}

/** Starts the bot in a thread that reports how long its event loop was blocked. */
async function startBot() {
  const { host, user, database: name, port } = database.connection
  const url = `postgresql://${user}@localhost:${port ?? 5432}/${name}?host=${encodeURIComponent(String(host))}`
  const { settings } = parseSettings({})
  if (!settings) throw new Error('the default settings are invalid')
  const { botToken, apiUrl, signingSecret } = workspace
  const workerData: Config = {
    slack: { botToken, apiUrl, transport: { kind: 'http', signingSecret, port: 0 } },
    database: { kind: 'external', url },
    log: { level: 'silent' },
    settings,
  }
  const worker = new Worker(new URL('./stall-bot.ts', import.meta.url), { workerData })
  const [{ port: own }] = await once(worker, 'message')
  await workspace.connectHttp(`http://127.0.0.1:${own}/slack/events`)
  return {
    /** The longest block since the previous call. */
    async worst(): Promise<Held> {
      worker.postMessage('worst')
      const [held] = await once(worker, 'message')
      return held
    },
    async stop(): Promise<void> {
      worker.postMessage('stop')
      await once(worker, 'exit')
    },
  }
}

/** Waits until everything is processed and sent; resolves with the longest block in that time. */
async function isQuiet(): Promise<Held> {
  const worst = { passed: 0, worked: 0 }
  let calm = 0
  while (calm < 3) {
    await sleep(200)
    const held = await bot.worst()
    worst.passed = Math.max(worst.passed, held.passed)
    worst.worked = Math.max(worst.worked, held.worked)
    const waiting = await database.transact((tx) =>
      tx.outboxCall.count({ where: { state: { in: ['queued', 'sending'] } } }),
    )
    calm = held.worked > bound || waiting > 0 ? 0 : calm + 1
  }
  return worst
}

/** Declares an incident with Ana as commander; resolves with its channel. */
async function incident(number: number): Promise<Channel> {
  await ana.command(ops.id, `declare SEV4 attack ${number}`)
  const channel = await eventually('the incident has its channel', () =>
    workspace.channelByName(`inc-${number}-attack-${number}`),
  )
  await eventually('ana is in it', () => channel.members.includes('UANA'))
  await ana.command(channel.id, 'commander')
  return channel
}
