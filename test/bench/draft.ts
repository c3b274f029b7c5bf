// Measures what the post-mortem of a long incident costs: an export with 10,000 entries compared to one with 1,000,
// alternating in one run, and the latency of commands in the meantime. Exits 1 if the time grows faster than the
// incident, or if commands are slow.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { Workspace } from '../../playground/workspace.ts'
import { openDatabase } from '../../src/platform/db/database.ts'
import { eventually } from '../support/eventually.ts'
import { startChild } from './child.ts'
import { fillTimeline } from './long-timeline.ts'

const rounds = 5
const formats = ['md', 'html'] as const
/** How many times longer an export with ten times the entries may take. */
const mostGrowth = 12
/** In ms: the allowed p50 (`half`) and p99 (`most`) of commands while a file is being made. */
const patience = { half: 100, most: 250 }

const dataDir = await mkdtemp(join(tmpdir(), 'fresheyes-draft-'))
const workspace = await Workspace.open()
const database = await openDatabase({ kind: 'embedded', dataDir }, { log: pino({ level: 'silent' }) })
try {
  const result = await measure()
  await mkdir('out', { recursive: true })
  await writeFile('out/bench-draft.json', `${JSON.stringify(result, null, 2)}\n`)
  console.log(JSON.stringify(result, null, 2))
  const { growth, commands } = result
  const isOver = Object.values(growth).some((times) => times > mostGrowth)
  process.exitCode = isOver || commands.meanwhile.p50 > patience.half || commands.meanwhile.p99 > patience.most ? 1 : 0
} finally {
  await workspace.close()
  await database.close()
  await rm(dataDir, { recursive: true, force: true })
}

/** The URL of the embedded server, for another process. */
function addressOf({ host, user, database: name, port }: typeof database.connection): string {
  return `postgresql://${user}@localhost:${port ?? 5432}/${name}?host=${encodeURIComponent(String(host))}`
}

async function measure() {
  const bot = await startChild(['bin/fresheyes.js', 'start'], {
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_SIGNING_SECRET: workspace.signingSecret,
    SLACK_API_URL: workspace.apiUrl,
    DATABASE_URL: addressOf(database.connection),
    FRESHEYES_CONFIG: '',
    LOG_LEVEL: 'warn',
  })
  workspace.addUser({ id: 'UANA', name: 'ana' })
  const ops = workspace.addChannel({ name: 'ops', members: ['UANA'] })
  await workspace.connectHttp(`${bot.url}/slack/events`)
  const short = await incident('short', ops.id, 1_000)
  const long = await incident('long', ops.id, 10_000)
  const idle = await commandsUntil(ops.id, sleep(5_000))
  const before = bot.memory()
  const times = { md: { short: [], long: [] }, html: { short: [], long: [] } } as Times
  const meanwhile: number[] = []
  let peak = before
  /** Resident memory after each round, in MB; it must not keep growing. */
  const afterRounds: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    for (const format of formats) {
      for (const [name, channel] of Object.entries({ short, long }) as ['short' | 'long', string][]) {
        const file = fileOf(channel, format)
        const waits = await commandsUntil(ops.id, file)
        peak = Math.max(peak, bot.memory())
        // The first round is a warm-up.
        if (round === 0) continue
        times[format][name].push(await file)
        if (name === 'long') meanwhile.push(...waits)
      }
    }
    afterRounds.push(bot.memory())
  }
  await sleep(3_000)
  const after = bot.memory()
  await bot.stop()
  const medians = Object.fromEntries(
    formats.map((format) => [format, { ms1000: middle(times[format].short), ms10000: middle(times[format].long) }]),
  )
  const growth = Object.fromEntries(
    formats.map((format) => [format, rounded(middle(times[format].long) / middle(times[format].short))]),
  )
  return {
    medians,
    growth,
    commands: { idle: spread(idle), meanwhile: spread(meanwhile) },
    memoryMb: { before, afterRounds, peak, after },
  }
}
type Times = Record<(typeof formats)[number], { short: number[]; long: number[] }>

/** Creates an incident with this many entries and Ana as commander; returns the id of its channel. */
async function incident(title: string, from: string, length: number): Promise<string> {
  const ana = workspace.person('UANA')
  await ana.command(from, `declare SEV4 ${title}`)
  const name = `inc-${length === 1_000 ? 1 : 2}-${title}`
  const channel = await eventually('the incident has its channel', () => workspace.channelByName(name))
  await eventually('ana is in it', () => channel.members.includes('UANA'))
  await ana.command(channel.id, 'commander')
  const { id } = await database.transact((tx) =>
    tx.incident.findFirstOrThrow({ where: { channelId: channel.id }, select: { id: true } }),
  )
  await fillTimeline(database.transact, { id, channelId: channel.id }, length)
  await database.prisma.$executeRaw`ANALYZE`
  return channel.id
}

/** Requests the file; resolves once it is in the channel with the time it took, in ms. */
async function fileOf(channel: string, format: string): Promise<number> {
  const count = () => workspace.channel(channel)?.files().length ?? 0
  const [before, began] = [count(), performance.now()]
  await workspace.person('UANA').command(channel, `export ${format}`)
  await eventually('the file is there', () => count() > before, 120_000)
  return performance.now() - began
}

/** Runs commands one after another until `done` settles; returns how long each took, in ms. */
async function commandsUntil(channel: string, end: Promise<unknown>): Promise<number[]> {
  const waits: number[] = []
  let isOver = false
  void end.finally(() => {
    isOver = true
  })
  while (!isOver) {
    const began = performance.now()
    await workspace.person('UANA').command(channel, 'list')
    waits.push(performance.now() - began)
    await sleep(20)
  }
  return waits
}

function spread(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

function middle(values: readonly number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0)
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
