/**
 * Measures whether challenges are on time: 1,000 open incidents on one PostgreSQL, two bots in separate processes, and
 * the delay between a due timer and its challenge in Slack. Exits 1 if a challenge is late, missing or duplicated.
 * `npm run alarms [incidents] [scene…]`; the scenes are `spread`, `killed` and `burst`. Times are in ms; `load` is the
 * load of the machine: two bots, a database and a workspace need two cores to themselves.
 */
import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BotProcess } from '../support/bot-process.ts'
import { eventually } from '../support/eventually.ts'
import { type Bound, dueTimes, readAccounts, type Summary, summarise } from './alarms/accounts.ts'
import { declareIncidents } from './alarms/incidents.ts'
import { openStage, type Stage } from './alarms/stage.ts'

const [count = '1000', ...wanted] = process.argv.slice(2)
const incidents = Number(count)
/** The promised delay (ms). */
const promise: Bound = { usual: 2_000, cutOff: 2_000 }
/** A call cut off by the kill may still be in flight: it is repeated 3 s after it started, to avoid a duplicate. */
const afterKill: Bound = { ...promise, cutOff: 6_000 }
/** No workspace accepts that many at once, so the burst only has to deliver all of them, once each. */
const none: Bound = { usual: Number.POSITIVE_INFINITY, cutOff: Number.POSITIVE_INFINITY }
/** In each round `apart` timers fall due one after another, and then `together` at one instant. */
const round = { ms: 2_000, apart: 20, together: 10 }
/** Time in which duplicates would appear (ms). */
const aftermath = 5_000
/** Time to create each incident, and to start two bots that check every incident (ms). */
const preparing = { each: Number(process.env.PREPARING ?? 150), bots: 20_000 }

interface Scene {
  /** When each incident's timer falls due, in ms after the first. */
  offset(index: number): number
  kills: boolean
  bound: Bound
}

const spread = (index: number): number => {
  const size = round.apart + round.together
  const inRound = Math.min(index % size, round.apart)
  return (Math.floor(index / size) + inRound / round.apart) * round.ms
}
const scenes: Record<string, Scene> = {
  spread: { offset: spread, kills: false, bound: promise },
  killed: { offset: spread, kills: true, bound: afterKill },
  burst: { offset: () => 0, kills: false, bound: none },
}

const columns = ['due', 'missing', 'doubled', 'p50', 'p99', 'max', 'cutOff', 'cutOffMax', 'late'] as const
const names = wanted.length > 0 ? wanted : Object.keys(scenes)
const row = (cells: readonly unknown[]) => cells.map((cell) => String(cell).padStart(10)).join('')
console.log(row(['scene', ...columns, 'load']))
for (const name of names) {
  const scene = scenes[name]
  if (!scene) throw new Error(`unknown scene ${name}; the scenes are ${Object.keys(scenes).join(', ')}`)
  const stage = await openStage()
  try {
    const result = await play(stage, scene)
    console.log(row([name, ...columns.map((column) => result[column]), loadavg()[0]?.toFixed(1)]))
    if (result.missing + result.doubled + result.late > 0) process.exitCode = 1
  } finally {
    await stage.close()
  }
}

async function play(stage: Stage, { offset, kills, bound }: Scene): Promise<Summary> {
  const first = Date.now() + incidents * preparing.each + preparing.bots
  const times = Array.from({ length: incidents }, (_, index) => new Date(first + offset(index)))
  await declareIncidents(stage.database, stage.workspace, times)
  const due = await dueTimes(stage)
  if (due.size !== incidents) throw new Error(`only ${due.size} of ${incidents} incidents have a timer`)
  const { doomed } = await stage.start()
  await eventually('the outbox is empty', () => isQuiet(stage), 300_000)
  if (Date.now() > first) throw new Error('preparation took too long: raise PREPARING (ms per incident)')
  const last = Math.max(...times.map((time) => time.getTime()))
  if (kills) await killAtWork(stage, doomed, instantNear(first, (first + last) / 2))
  await sleep(Math.max(0, last - Date.now()))
  const isDone = async () => (await dueLeft(stage, last)) === 0 && (await isQuiet(stage))
  await eventually('every timer has run', isDone, 300_000)
  await sleep(aftermath)
  return summarise(await readAccounts(stage, due), bound)
}

function instantNear(first: number, time: number): number {
  return first + Math.round((time - first) / round.ms) * round.ms
}

/** Kills the bot at work: when the first of many messages that fall due at one instant has arrived. */
async function killAtWork({ workspace }: Stage, bot: BotProcess, instant: number): Promise<void> {
  await sleep(instant - Date.now())
  const asked = workspace.journal.calls('chat.postMessage').length
  await eventually('the next message', () => workspace.journal.calls('chat.postMessage').length > asked)
  await bot.kill()
}

async function dueLeft({ database }: Stage, last: number): Promise<number> {
  return await database.prisma.timer.count({ where: { dueAt: { lte: new Date(last) } } })
}

async function isQuiet({ database }: Stage): Promise<boolean> {
  return (await database.prisma.outboxCall.count({ where: { state: { in: ['queued', 'sending'] } } })) === 0
}
