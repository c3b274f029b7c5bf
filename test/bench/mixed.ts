/**
 * Measures what people wait for while 20 incidents are busy: 60 % messages, 20 % reactions, 12 % commands and 8 % screens,
 * at fixed rates, with the database 0 or 1 ms away each way, beside a Bolt app that only inserts one row for each request.
 * The absolute numbers depend on the machine; the ratios matter. `npm run bench:mixed [seconds per run]`
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { Workspace } from '../../playground/workspace.ts'
import { openEmbedded } from '../../src/platform/db/embedded/embedded.ts'
import { freePort } from '../support/bot-process.ts'
import { eventually } from '../support/eventually.ts'
import { startArguments } from '../support/start-command.ts'
import { type Child, environmentOf, startChild } from './child.ts'
import { Meter, percentile, type Sample } from './meter.ts'

const seconds = Number(process.argv[2] ?? 15)
const rounds = 2
const incidents = 20
const bounds = { p50: 4, p99: 5 }

let acted = 0

interface Setting {
  delayMs: number
  perSecond: number
  bots: number
}
const settings: Setting[] = [
  { delayMs: 0, perSecond: 20, bots: 1 },
  { delayMs: 0, perSecond: 50, bots: 1 },
  { delayMs: 1, perSecond: 20, bots: 1 },
  { delayMs: 1, perSecond: 50, bots: 1 },
  { delayMs: 1, perSecond: 50, bots: 2 },
]

/** An app under load, with a workspace of its own. */
interface Side {
  workspace: Workspace
  meter: Meter
  channels: string[]
  /** Resolves once nothing is on its way any more. */
  quiet(): Promise<void>
  close(): Promise<void>
}

const folder = await mkdtemp(join(tmpdir(), 'fresheyes-mixed-'))
const server = await openEmbedded(folder, {
  log: pino({ level: 'silent' }),
  guest: false,
  settings: { max_connections: '100' },
})
try {
  const rows = []
  for (const setting of settings) rows.push(await measure(setting))
  console.table(rows.map(({ perSecond, delayMs, bots, ...figures }) => ({ perSecond, delayMs, bots, ...figures })))
  await mkdir('out', { recursive: true })
  await writeFile('out/bench-mixed.json', `${JSON.stringify(rows, null, 2)}\n`)
  const bound = rows.find(({ delayMs, perSecond, bots }) => delayMs === 1 && perSecond === 50 && bots === 1)
  const isOver = !bound || bound.failed > 0 || bound.p50Ratio > bounds.p50 || bound.p99Ratio > bounds.p99
  process.exitCode = isOver ? 1 : 0
} finally {
  await server.close()
  await rm(folder, { recursive: true, force: true })
}

async function measure(setting: Setting) {
  const { delayMs, perSecond, bots } = setting
  const database = `mixed_${delayMs}_${perSecond}_${bots}`
  const proxy = await startProxy(delayMs)
  const bare = await bareSide(await databaseAt(proxy.port, `${database}_bare`))
  const bot = await botSide(await databaseAt(proxy.port, database), bots, () => waitingIn(database))
  try {
    const samples = { bare: [] as Sample[], bot: [] as Sample[] }
    for (const side of [bare, bot]) await load(side, perSecond, 3)
    for (let round = 0; round < rounds; round += 1) {
      samples.bare.push(...(await load(bare, perSecond, seconds)))
      samples.bot.push(...(await load(bot, perSecond, seconds)))
    }
    return { ...setting, ...compare(samples) }
  } finally {
    await bot.close()
    await bare.close()
    proxy.child.kill()
  }
}

function compare({ bare, bot }: { bare: Sample[]; bot: Sample[] }) {
  const people = (all: Sample[]) => all.filter(({ kind }) => kind !== 'message' && kind !== 'other')
  const figures = (all: Sample[]) => all.map(({ ms }) => ms)
  const at = (all: Sample[], share: number) => rounded(percentile(figures(people(all)), share))
  return {
    p50: at(bot, 0.5),
    p50Bare: at(bare, 0.5),
    p50Ratio: rounded(at(bot, 0.5) / at(bare, 0.5)),
    p99: at(bot, 0.99),
    p99Bare: at(bare, 0.99),
    p99Ratio: rounded(at(bot, 0.99) / at(bare, 0.99)),
    ...perKind(bot),
    requests: bot.length,
    failed: bot.filter(({ isRefused }) => isRefused).length,
  }
}

/** The 99th percentile of each kind of request, which tells where the time of the slowest goes. */
function perKind(samples: Sample[]): Record<string, number> {
  const kinds = Map.groupBy(samples, ({ kind }) => kind)
  const rows = [...kinds].filter(([kind]) => kind !== 'other')
  return Object.fromEntries(
    rows.map(([kind, own]) => [
      `${kind}P99`,
      rounded(
        percentile(
          own.map(({ ms }) => ms),
          0.99,
        ),
      ),
    ]),
  )
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}

/** Starts actions at the rate, whether or not earlier ones have been answered; resolves with their samples. */
async function load(side: Side, perSecond: number, forSeconds: number): Promise<Sample[]> {
  await side.quiet()
  side.meter.take()
  const all = perSecond * forSeconds
  const began = performance.now()
  const running: Promise<unknown>[] = []
  for (let index = 0; index < all; index += 1) {
    const wait = began + (index * 1000) / perSecond - performance.now()
    if (wait > 0) await sleep(wait)
    running.push(act(side, index).catch(() => {}))
  }
  await Promise.all(running)
  await side.workspace.idle()
  return side.meter.take()
}

/** The mix repeats every 25 actions: 15 messages, 5 reactions, 3 commands, 2 screens. */
async function act({ workspace, channels }: Side, index: number): Promise<unknown> {
  acted += 1
  const channel = channels[index % channels.length] ?? ''
  const person = workspace.person(index % 2 ? 'UANA' : 'UBEN')
  const step = (index * 7) % 25
  if (step < 15) return await person.say(channel, `error rate on checkout is still climbing (${acted})`)
  if (step < 20) {
    const last = workspace
      .channel(channel)
      ?.messages()
      .findLast(({ botId }) => !botId)
    return last && (await person.react(channel, last.ts, ['pushpin', 'mag', 'hammer_and_wrench'][step % 3] ?? 'mag'))
  }
  if (step < 22) return await person.command(channel, `log looked at pool ${acted}`)
  if (step === 22) return await person.command(channel, `lesson well somebody looked at pool ${acted}`)
  return step === 23 ? await person.openHome() : await person.command(channel, 'timeline')
}

async function openWorkspace() {
  const workspace = await Workspace.open({ retryAfterMs: [] })
  for (const [id, name] of [
    ['UANA', 'ana'],
    ['UBEN', 'ben'],
  ] as const)
    workspace.addUser({ id, name, realName: name })
  return workspace
}

async function bareSide(databaseUrl: string): Promise<Side> {
  const workspace = await openWorkspace()
  const env = { ...environmentOf(workspace), DATABASE_URL: databaseUrl }
  const child = await startChild(['test/bench/bare-insert.ts'], env)
  const meter = new Meter([child.url])
  const members = ['UANA', 'UBEN']
  const channels = Array.from({ length: incidents }, (_, index) =>
    workspace.addChannel({ name: `plain-${index}`, members, withBot: true }),
  )
  await workspace.connectHttp(await meter.open())
  return {
    workspace,
    meter,
    channels: channels.map(({ id }) => id),
    quiet: () => workspace.idle(),
    close: () => closeAll([child], meter, workspace),
  }
}

async function botSide(databaseUrl: string, count: number, waiting: () => Promise<number>): Promise<Side> {
  const workspace = await openWorkspace()
  const env = { ...environmentOf(workspace), DATABASE_URL: databaseUrl }
  const children: Child[] = []
  for (let index = 0; index < count; index += 1) children.push(await startChild(startArguments(), env))
  const meter = new Meter(children.map(({ url }) => url))
  await workspace.connectHttp(await meter.open())
  const ops = workspace.addChannel({ name: 'ops', members: ['UANA', 'UBEN'] })
  const channels: string[] = []
  for (let number = 1; number <= incidents; number += 1) {
    await workspace.person('UANA').command(ops.id, `declare SEV3 Incident ${number}`)
    channels.push(
      await eventually(`the channel of incident ${number}`, () => {
        const channel = workspace.channelByName(`inc-${number}-incident-${number}`)
        return channel?.members.includes('UANA') && channel.id
      }),
    )
    await workspace.person('UBEN').join(channels.at(-1) ?? '')
  }
  const quiet = async () => {
    await workspace.idle()
    await eventually('nothing waits to be sent', async () => (await waiting()) === 0, 60_000)
  }
  return { workspace, meter, channels, quiet, close: () => closeAll(children, meter, workspace) }
}

async function closeAll(children: Child[], meter: Meter, workspace: Workspace): Promise<void> {
  await Promise.all(children.map((child) => child.stop()))
  await meter.close()
  await workspace.close()
}

/** How many calls wait to be made, asked of the database itself: the metrics are kept for a while. */
async function waitingIn(database: string): Promise<number> {
  const client = new pg.Client({ ...server.connection, database })
  await client.connect()
  const { rows } = await client.query(`SELECT count(*)::int FROM "OutboxCall" WHERE state IN ('queued', 'sending')`)
  await client.end()
  return rows[0]?.count
}

async function databaseAt(port: number, name: string): Promise<string> {
  const admin = new pg.Client(server.connection)
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name}`)
  await admin.end()
  return `postgresql://postgres@127.0.0.1:${port}/${name}`
}

async function startProxy(delayMs: number): Promise<{ port: number; child: ChildProcess }> {
  const port = await freePort()
  const target = [String(server.connection.host), String(server.connection.port)]
  const args = ['test/bench/delay-proxy.ts', String(port), ...target, String(delayMs)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  await sleep(500)
  return { port, child }
}
