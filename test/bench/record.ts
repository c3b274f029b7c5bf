// Measures whether the cost of an action grows with the timeline: the same actions in an incident with 100 entries and
// in one with 10,000, alternating so that both see the same noise of the machine. And whether it grows with the workspace:
// the same actions with 2 and with 1,000 open incidents. Exits 1 if a ratio of the first kind exceeds its bound.
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Input } from '../../src/core/input.ts'
import { OutboxQueue } from '../../src/core/outbox/queue.ts'
import { Router } from '../../src/core/router/router.ts'
import { routerStore } from '../../src/core/router/store.ts'
import { makeRegistry, parseSettings } from '../../src/features.ts'
import { type Database, openDatabase } from '../../src/platform/db/database.ts'
import { loadTemplates } from '../../src/postmortem/templates/load.ts'
import { MessageIngest } from '../../src/timeline/capture/message-ingest.ts'
import { findMissedEvents } from '../../src/timeline/missed-events/store.ts'
import { began, type LongTimeline, writeTimeline } from './long-timeline.ts'
import { countStatements, statements } from './statements.ts'

const rounds = 200
const warmUp = 20
const bound = 1.2

/** An action to measure; `prepare` provides an input beforehand that is not measured. */
interface Deed {
  name: string
  prepare?: (timeline: LongTimeline, ts: bigint) => Input
  input: (timeline: LongTimeline, ts: bigint, round: number) => Input
}

const by = { id: 'UANA', name: 'Ana Alves' }
const workspaceId = 'T1'

function spoke({ channelId }: LongTimeline, ts: bigint): Input {
  const from = { threadTs: null, authorId: 'UBEN', authorName: 'Ben Berg', isTalk: true }
  const text = 'error rate on checkout is still climbing, looking at the pool next'
  return {
    type: 'messagePosted',
    workspaceId,
    message: { channelId, ts, ...from, text, content: [], editedTs: null },
  }
}

function reacted({ channelId }: LongTimeline, messageTs: bigint): Input {
  const eventTs = messageTs + 1_000_000n
  return {
    type: 'reactionChanged',
    workspaceId,
    by,
    name: 'mag',
    present: true,
    channelId,
    messageTs,
    eventTs,
  }
}

const said =
  (word: string, rest: (round: number) => string): Deed['input'] =>
  ({ channelId }, _ts, round) => ({
    type: 'commandInvoked',
    workspaceId,
    by,
    channelId,
    word,
    rest: rest(round),
    via: 'command',
    once: randomUUID(),
  })

// Actions that only read come first, before writes make the short timeline longer.
const deeds: Deed[] = [
  { name: 'the first page of the timeline', input: said('timeline', () => '') },
  { name: 'the last page of the timeline', input: said('timeline', () => 'oldest') },
  { name: 'the latest actions', input: said('timeline', () => 'action') },
  { name: 'what was withdrawn', input: said('timeline', () => 'withdrawn') },
  { name: 'a message merely seen', input: spoke },
  { name: 'an entry by reaction', prepare: spoke, input: reacted },
  { name: 'an entry by log', input: said('log', (round) => `looked at pool ${round}`) },
  {
    name: 'a status',
    input: said('status', (round) => (round % 2 ? 'investigating it is back' : 'identified it is the pool')),
  },
]

const dataDir = await mkdtemp(join(tmpdir(), 'fresheyes-record-'))
const log = pino({ level: 'silent' })
countStatements()
const database = await openDatabase({ kind: 'embedded', dataDir }, { log })
try {
  const result = await measureAll(dispatcherOn(database))
  await mkdir('out', { recursive: true })
  await writeFile('out/bench-record.json', `${JSON.stringify(result, null, 2)}\n`)
  console.table(result)
  const crowded = await measureCrowd(dispatcherOn(database))
  await writeFile('out/bench-crowd.json', `${JSON.stringify(crowded, null, 2)}\n`)
  console.table(crowded)
  const over = result.filter(({ ratio }) => ratio > bound)
  for (const { deed, ratio } of over) console.error(`${deed}: ${ratio} times as expensive with 10,000 entries`)
  process.exitCode = over.length > 0 ? 1 : 0
} finally {
  await database.close()
  await rm(dataDir, { recursive: true, force: true })
}

function dispatcherOn({ transact, autocommit }: Database): Router {
  const clock = { now: () => new Date(began.getTime() + 24 * 3_600_000) }
  const { settings } = parseSettings({})
  if (!settings) throw new Error('the default settings are invalid')
  return new Router({
    transact,
    autocommit,
    store: routerStore,
    queue: new OutboxQueue(randomUUID, () => false),
    registry: makeRegistry(loadTemplates()),
    missed: (input) => transact((tx) => findMissedEvents(tx, input, settings)),
    ingest: new MessageIngest(autocommit, () => false, []),
    isPassing: () => false,
    log: pino({ level: 'silent' }),
    clock,
    newId: randomUUID,
    settings,
  })
}

async function measureAll(dispatcher: Router) {
  const { transact } = database
  await transact(async (tx) => {
    await tx.workspace.create({ data: { id: workspaceId } })
    const people = [by.id, 'UBEN'].map((id) => ({ id, name: id, zone: 'UTC', fetchedAt: began }))
    await tx.person.createMany({ data: people })
  })
  const short = await writeTimeline(transact, 1, 100)
  const long = await writeTimeline(transact, 2, 10_000)
  // Autovacuum would do this within a minute, possibly in the middle of a measurement.
  await database.prisma.$executeRaw`ANALYZE`
  const results = []
  for (const deed of deeds) results.push(await measure(dispatcher, deed, short, long))
  return results
}

/** What an action costs with two open incidents, and with a thousand. */
async function measureCrowd(dispatcher: Router) {
  const home: Input = { type: 'homeOpened', workspaceId, by }
  const { transact } = database
  const own = await writeTimeline(transact, 3, 0)
  const deeds: Deed[] = [
    { name: 'an entry by log', input: said('log', (round) => `looked at pool ${round}`) },
    { name: 'a list of what is open', input: said('list', () => '') },
    { name: 'an opening of Home, until it is acknowledged', input: () => home },
  ]
  const costs = async () => {
    const all = []
    for (const deed of deeds) {
      const runs: Cost[] = []
      for (let round = 0; round < warmUp + 50; round += 1) {
        const cost = await costOf(dispatcher, deed, own, round)
        if (round >= warmUp) runs.push(cost)
      }
      all.push({ ms: middle(runs.map(({ ms }) => ms)), statements: middle(runs.map((run) => run.statements)) })
    }
    return all
  }
  const few = await costs()
  const crowd = Array.from({ length: 1000 }, (_, index) => {
    const number = 100 + index
    const declared = { declaredBy: by.id, declaredAt: began, channelId: `CCROWD${index}`, channelName: `inc-${number}` }
    return { id: randomUUID(), workspaceId, number, title: `Incident ${number}`, severity: 'SEV3', ...declared }
  })
  await transact(async (tx) => void (await tx.incident.createMany({ data: crowd })))
  await database.prisma.$executeRaw`ANALYZE`
  const many = await costs()
  return deeds.map(({ name }, index) => ({
    deed: name,
    msFew: rounded(few[index]?.ms ?? Number.NaN),
    ms1000: rounded(many[index]?.ms ?? Number.NaN),
    ratio: rounded((many[index]?.ms ?? Number.NaN) / (few[index]?.ms ?? Number.NaN)),
    statementsFew: few[index]?.statements,
    statements1000: many[index]?.statements,
  }))
}

async function measure(dispatcher: Router, deed: Deed, short: LongTimeline, long: LongTimeline) {
  const costs = { short: [] as Cost[], long: [] as Cost[] }
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const pair = [
      ['short', short],
      ['long', long],
    ] as const
    for (const [name, timeline] of round % 2 ? pair : pair.toReversed()) {
      const cost = await costOf(dispatcher, deed, timeline, round)
      if (round >= warmUp) costs[name].push(cost)
    }
  }
  const [at100, at10000] = [middle(costs.short.map(({ ms }) => ms)), middle(costs.long.map(({ ms }) => ms))]
  return {
    deed: deed.name,
    ms100: rounded(at100),
    ms10000: rounded(at10000),
    ratio: rounded(at10000 / at100),
    statements100: middle(costs.short.map((cost) => cost.statements)),
    statements10000: middle(costs.long.map((cost) => cost.statements)),
  }
}

interface Cost {
  ms: number
  statements: number
}

async function costOf(
  dispatcher: Router,
  { prepare, input }: Deed,
  timeline: LongTimeline,
  round: number,
): Promise<Cost> {
  const ts = timeline.nextTs()
  if (prepare) await dispatcher.take(prepare(timeline, ts))
  const given = input(timeline, ts, round)
  const [asked, began] = [statements(), performance.now()]
  await dispatcher.take(given)
  return { ms: performance.now() - began, statements: statements() - asked }
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
