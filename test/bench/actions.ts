/**
 * Counts what each action sends to PostgreSQL, by the server's own log: until it is acknowledged, and in all until Slack
 * has been told; and what an idle bot with one open incident sends. Exits 1 if a bound is exceeded. `npm run bench:actions`
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { Workspace } from '../../playground/workspace.ts'
import { openEmbedded } from '../../src/platform/db/embedded/embedded.ts'
import { eventually } from '../support/eventually.ts'
import { startArguments } from '../support/start-command.ts'
import { environmentOf, startChild } from './child.ts'

const bounds = { acknowledged: 10, inAll: 30, idlePerSecond: 4 }
const idleSeconds = 20
const rounds = 5

const folder = await mkdtemp(join(tmpdir(), 'fresheyes-actions-'))
const server = await openEmbedded(folder, {
  log: pino({ level: 'silent' }),
  guest: false,
  // Each line begins with the database and the time in seconds, to the millisecond.
  settings: { log_statement: 'all', log_line_prefix: '%d|%n|' },
})
const workspace = await Workspace.open()
try {
  await mkdir('out', { recursive: true })
  const result = await measure()
  console.table(result)
  await writeFile('out/bench-actions.json', `${JSON.stringify(result, null, 2)}\n`)
} finally {
  await workspace.close()
  await server.close()
  await rm(folder, { recursive: true, force: true })
}

async function measure() {
  await query('postgres', 'CREATE DATABASE bot')
  const host = encodeURIComponent(String(server.connection.host))
  const bot = await startChild(startArguments(), {
    ...environmentOf(workspace),
    DATABASE_URL: `postgresql://postgres@localhost/bot?host=${host}`,
  })
  for (const id of ['UANA', 'UBEN']) workspace.addUser({ id, name: id.slice(1).toLowerCase(), realName: id })
  const ops = workspace.addChannel({ name: 'ops', members: ['UANA', 'UBEN'] })
  await workspace.connectHttp(`${bot.url}/slack/events`)
  const [ana, ben] = [workspace.person('UANA'), workspace.person('UBEN')]
  await ana.command(ops.id, 'declare SEV4 Counted')
  const channel = await eventually('the channel', () => workspace.channelByName('inc-1-counted'))
  await eventually('its people', () => channel.members.includes('UANA'))
  await ben.join(channel.id)
  await ana.command(channel.id, 'log the first of all')
  await ana.openHome()
  await settled()
  const actions: Record<string, (round: number) => Promise<unknown>> = {
    'a message that is only stored': (round) => ben.say(channel.id, `only talk ${round}`),
    log: (round) => ana.command(channel.id, `log looked at pool ${round}`),
    'a capture by reaction': (round) => ana.react(channel.id, said[round] ?? '', 'pushpin'),
    'a hypothesis': (round) => ana.command(channel.id, `hyp cause ${round} of many`),
    'a page of the timeline': () => ana.command(channel.id, 'timeline'),
    Home: () => ana.openHome(),
  }
  const said: string[] = []
  for (let round = 0; round < rounds; round += 1) said.push(await ben.say(channel.id, `p99 is up ${round}`))
  const idle = await costOfIdling()
  const rows = []
  for (const [action, work] of Object.entries(actions)) rows.push({ action, ...(await costOf(work)) })
  const bounded = rows.filter(({ action }) => action === 'log' || action === 'a capture by reaction')
  const isOver = bounded.some((row) => row.acknowledged > bounds.acknowledged || row.inAll > bounds.inAll)
  if (isOver || idle > bounds.idlePerSecond) process.exitCode = 1
  await bot.stop()
  return [...rows, { action: 'an idle bot, a second', acknowledged: 0, inAll: idle }]
}

/** The median of several rounds, less what an idle bot sends in that time. */
async function costOf(work: (round: number) => Promise<unknown>) {
  const costs = []
  for (let round = 0; round < rounds; round += 1) {
    await settled()
    const began = Date.now()
    await work(round)
    await workspace.idle()
    const acknowledged = Date.now()
    await settled()
    const own = (await statements()).filter(({ at, isIdling }) => at >= began && !isIdling)
    costs.push({ acknowledged: own.filter(({ at }) => at <= acknowledged).length, inAll: own.length })
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
  return {
    acknowledged: median(costs.map((cost) => cost.acknowledged)),
    inAll: median(costs.map((cost) => cost.inAll)),
  }
}

async function costOfIdling(): Promise<number> {
  await settled()
  const began = Date.now()
  await sleep(idleSeconds * 1000)
  return (await statements()).filter(({ at }) => at >= began).length / idleSeconds
}

/** Resolves once nothing waits to be sent, and a while has passed in which nothing was. */
async function settled(): Promise<void> {
  await workspace.idle()
  await eventually('everything is sent', async () => {
    const rows = await query('bot', `SELECT 1 FROM "OutboxCall" WHERE state IN ('queued', 'sending') /* the bench */`)
    return rows.length === 0
  })
  await sleep(200)
}

/** What the bot sent, by the log of the server; `isIdling` is what it sends whether or not anybody does anything. */
async function statements(): Promise<{ at: number; isIdling: boolean }[]> {
  const log = await readFile(join(folder, 'postgres/postgres.log'), 'utf8')
  return log
    .split('\n')
    .filter((line) => line.startsWith('bot|') && /\|LOG:\s+(statement|execute)/.test(line) && !/the bench/.test(line))
    .map((line) => ({
      at: Number(line.split('|')[1]) * 1000,
      isIdling: /FROM "Timer" t JOIN|"OutboxLane"\."id" ASC OFFSET \$4/.test(line),
    }))
}

async function query(database: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ ...server.connection, database })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}
