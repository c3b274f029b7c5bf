/**
 * Whether challenges come in time: 1,000 open incidents on one PostgreSQL, two bots in processes of their own, and how
 * long after its alarm was due each challenge stood in Slack. Exits 1 when one is late, missing or there twice.
 * `npm run alarms [incidents] [scene…]`; the scenes are `spread`, `killed` and `burst`. Times are in ms. `load` is that of
 * the machine: two bots, a database and a workspace need two cores of their own.
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
/** The promise (ms). */
const promise: Bound = { usual: 2_000, cutOff: 2_000 }
/** A call that the kill cut off may still be on its way: lest it come twice, it goes again 3 s after it was begun. */
const afterKill: Bound = { ...promise, cutOff: 6_000 }
/** No workspace takes so many at once: of these it is asked only that all come, and once. */
const none: Bound = { usual: Number.POSITIVE_INFINITY, cutOff: Number.POSITIVE_INFINITY }
/** Every two seconds so many fall due, one after the other, and then so many at one instant. */
const round = { ms: 2_000, apart: 20, together: 10 }
/** What comes a second time comes within this (ms). */
const aftermath = 5_000
/** What it takes to write an incident, and to start two bots that look at each once more (ms). */
const preparing = { each: Number(process.env.PREPARING ?? 150), bots: 20_000 }

interface Scene {
  /** In what order of time they fall due, in ms from the first. */
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
  if (!scene) throw new Error(`There is no scene ${name}: ${Object.keys(scenes).join(', ')}`)
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
  if (due.size !== incidents) throw new Error(`${due.size} of ${incidents} incidents have an alarm`)
  const { doomed } = await stage.start()
  await eventually('nothing waits to be sent', () => isQuiet(stage), 300_000)
  if (Date.now() > first) throw new Error('preparing took too long: set PREPARING (ms an incident)')
  const last = Math.max(...times.map((time) => time.getTime()))
  if (kills) await killAtWork(stage, doomed, instantNear(first, (first + last) / 2))
  await sleep(Math.max(0, last - Date.now()))
  const isDone = async () => (await dueLeft(stage, last)) === 0 && (await isQuiet(stage))
  await eventually('every alarm has been taken', isDone, 300_000)
  await sleep(aftermath)
  return summarise(await readAccounts(stage, due), bound)
}

function instantNear(first: number, time: number): number {
  return first + Math.round((time - first) / round.ms) * round.ms
}

/** In the middle of things: when the first of many that fall due at one instant has arrived. */
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
