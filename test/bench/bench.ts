// Measures what it costs to store a message before acknowledging it, compared to a bare Bolt app that only
// acknowledges, in the same run. The absolute numbers depend on the machine; the ratios matter.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Workspace } from '../../playground/workspace.ts'
import { openDatabase } from '../../src/platform/db/database.ts'
import { eventually } from '../support/eventually.ts'
import { startArguments } from '../support/start-command.ts'
import { type Child, environmentOf, startChild } from './child.ts'
import { type Load, type Measured, messageLoad } from './load.ts'

const seconds = 5
const rounds = 3

const dataDir = await mkdtemp(join(tmpdir(), 'fresheyes-bench-'))
const workspace = await Workspace.open()
try {
  const result = await measure()
  await mkdir('out', { recursive: true })
  await writeFile('out/bench.json', `${JSON.stringify(result, null, 2)}\n`)
  console.log(JSON.stringify(result, null, 2))
} finally {
  await workspace.close()
  await rm(dataDir, { recursive: true, force: true })
}

async function measure() {
  const env = {
    ...environmentOf(workspace),
    DATA_DIR: dataDir,
    DATABASE_URL: '',
  }
  const cold = await startChild(startArguments(), env)
  await cold.stop()
  const bot = await startChild(startArguments(), env)
  const bare = await startChild(['test/bench/bare-bolt.ts'], env)
  const channel = await declare(bot)
  const memoryBefore = bot.memory()
  const { botRuns, bareRuns } = await alternate(bot, bare, channel)
  const memoryAfter = bot.memory()
  const stored = await countStored()
  await bare.stop()
  await bot.stop()
  const acknowledged = botRuns.reduce((sum, run) => sum + run.acknowledged, 0)
  if (stored < acknowledged) throw new Error(`${acknowledged} acknowledged, but only ${stored} stored`)
  const [fresheyes, bolt] = [median(botRuns), median(bareRuns)]
  return {
    cores: availableParallelism(),
    node: process.version,
    startMs: {
      cold: Math.round(cold.startMs),
      warm: Math.round(bot.startMs),
      bareBolt: Math.round(bare.startMs),
    },
    memoryMb: { afterStart: memoryBefore, afterLoad: memoryAfter },
    messages: { acknowledged, stored, fresheyes, bareBolt: bolt },
    ratio: {
      requestsPerSecond: round(fresheyes.requestsPerSecond / bolt.requestsPerSecond),
      p99: round(fresheyes.p99Ms / bolt.p99Ms),
    },
  }
}

/** Alternates between the two, so that both see the same noise of the machine. */
async function alternate(bot: Child, bare: Child, channel: string) {
  const { signingSecret: secret, teamId, appId, botUserId } = workspace
  const loadOn = ({ url }: Child): Load => ({ url, secret, teamId, appId, botUserId, channel })
  const botRuns: Measured[] = []
  const bareRuns: Measured[] = []
  for (let round = 0; round < rounds; round += 1) {
    bareRuns.push(await messageLoad(loadOn(bare), seconds))
    botRuns.push(await messageLoad(loadOn(bot), seconds))
  }
  return { botRuns, bareRuns }
}

async function declare(bot: Child): Promise<string> {
  workspace.addUser({ id: 'UANA', name: 'ana' })
  const ops = workspace.addChannel({ name: 'ops', members: ['UANA'] })
  await workspace.connectHttp(`${bot.url}/slack/events`)
  await workspace.person('UANA').command(ops.id, 'declare SEV4 A bench')
  return await eventually('the incident channel is there', () => {
    const channel = workspace.channelByName('inc-1-a-bench')
    return channel?.messages().some((message) => message.botId) && channel.id
  })
}

async function countStored(): Promise<number> {
  const config = { kind: 'embedded', dataDir } as const
  const database = await openDatabase(config, { log: pino({ level: 'silent' }), guest: true })
  try {
    return await database.transact((tx) => tx.seenMessage.count())
  } finally {
    await database.close()
  }
}

function median(runs: Measured[]): Measured {
  const sorted = runs.toSorted((a, b) => a.requestsPerSecond - b.requestsPerSecond)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (!middle) throw new Error('nothing was measured')
  return middle
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
