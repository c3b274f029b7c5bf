import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel, Workspace } from '../../../playground/workspace.ts'
import { eventually } from '../../support/eventually.ts'
import { strike } from './blows.ts'
import { askOutside, close, declare } from './course.ts'
import type { Deed, Lived } from './deeds.ts'
import type { Log } from './log.ts'
import { type Finding, findingsIn } from './oracle.ts'
import { respond } from './people.ts'
import type { Plan } from './plan.ts'
import { isTaken, type Records, readRecords } from './records.ts'
import { troubleSlack } from './slack.ts'
import { openStage, type Stage } from './stage.ts'
import type { Store } from './store.ts'

export interface Outcome {
  plan: Plan
  log: Log
  deeds: readonly Deed[]
  /** Null if the run failed before they were read. */
  records: Records | null
  findings: readonly Finding[]
}

/** How long everything may take to come to rest after the last fault, on a busy machine (ms). */
const longestUnrest = 240_000
/** Reading a channel ignores changes newer than this (src/timeline/missed-events); their events must arrive (ms). */
const unsettled = 11_000

/** Plays one incident under fire, from its declaration to its draft, and collects the broken promises. */
export async function play(plan: Plan, store: Store): Promise<Outcome> {
  const stage = await openStage(plan, store)
  const { log } = stage
  let deeds: readonly Deed[] = []
  let records: Records | null = null
  const findings: Finding[] = []
  try {
    const lived = await live(stage)
    deeds = lived.deeds
    const rest = await comeToRest(stage)
    if (rest) findings.push({ kind: 'stuck', what: rest })
    records = await readRecords(stage, lived.channel)
    findings.push(...findingsIn(plan, lived, records))
  } catch (error) {
    findings.push({
      kind: 'stuck',
      what: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  } finally {
    const { wasLeft } = await stage.close()
    if (wasLeft) findings.push({ kind: 'died', what: 'a database was left running' })
    for (const { deaths } of stage.bots) findings.push(...deaths.map((what) => ({ kind: 'died', what }) as const))
  }
  return { plan, log, deeds, records, findings }
}

async function live(stage: Stage): Promise<Lived & { channel: Channel }> {
  const { plan, workspace, log } = stage
  const setRight = troubleSlack(workspace, plan, log)
  const fire = openFire(stage)
  const ceaseFire = async () => {
    await fire.cease()
    setRight()
  }
  try {
    const channel = await declare(stage)
    fire.spread()
    const asking = plan.asksOutside && !plan.isPrivate ? askOutside(stage, channel) : Promise.resolve(false)
    const [deeds, asksOutside] = [await respond(stage, channel), await asking]
    if (!plan.closesUnderFire) await ceaseFire()
    await eventsAreDone(stage)
    await close(stage, channel)
    return { channel, deeds, asksOutside }
  } finally {
    await ceaseFire()
  }
}

/** How many blows may fall while the incident is being declared; the others wait until it is. */
const early = 2

/** Strikes one blow after another until `cease` is called. */
function openFire(stage: Stage): { spread(): void; cease(): Promise<void> } {
  let isOver = false
  const { promise: isSpread, resolve: spread } = Promise.withResolvers<void>()
  const firing = (async () => {
    for (const [index, [gap, blow]] of stage.plan.blows.entries()) {
      if (index >= early) await isSpread
      await sleep(gap)
      if (isOver) return
      await strike(blow, stage)
    }
  })()
  return {
    spread,
    cease: async () => {
      isOver = true
      spread()
      await firing
    },
  }
}

/** Waits until every event was acknowledged, or given up on by Slack long enough ago. */
async function eventsAreDone({ workspace, log }: Stage): Promise<void> {
  await eventually('every event was taken or given up', () => workspace.undelivered === 0, longestUnrest)
  const since = Date.now() - lastGivenUp(workspace)
  if (since < unsettled) await sleep(unsettled - since)
  log.note('no event is under way')
}

/** When Slack last tried to deliver an event that the bot never acknowledged (epoch ms). */
function lastGivenUp({ journal }: Workspace): number {
  const tries = Map.groupBy(journal.deliveries('event'), ({ payload }) => payload.event_id)
  const givenUp = [...tries.values()].filter((all) => !all.some(isTaken))
  return Math.max(0, ...givenUp.flatMap((all) => all.map(({ at }) => at)))
}

/** Waits until several checks in a row find nothing in flight in either direction; on timeout, returns what was. */
async function comeToRest(stage: Stage): Promise<string | undefined> {
  await stage.up()
  let calm = 0
  let unrest: string | undefined
  try {
    await eventually(
      'everything is at rest',
      async () => {
        unrest = await unrestIn(stage)
        calm = unrest ? 0 : calm + 1
        await sleep(200)
        return calm >= 4
      },
      longestUnrest,
    )
    stage.log.note('all is quiet')
    return undefined
  } catch (error) {
    return `${error instanceof Error ? error.message : error}: ${unrest}`
  }
}

async function unrestIn({ workspace, store }: Stage): Promise<string | undefined> {
  if (workspace.undelivered > 0) return `${workspace.undelivered} events are under way`
  const client = await store.connect()
  try {
    const { rows } = await client.query<{ what: string }>(
      `SELECT state || ' ' || (call->'call'->>'do') || ' ' || coalesce(error, '') AS what FROM "OutboxCall"
       WHERE state IN ('queued', 'sending')
       UNION ALL SELECT 'timer ' || kind FROM "Timer" WHERE "dueAt" < now() + interval '3 minutes'`,
    )
    return rows.length > 0 ? rows.map(({ what }) => what).join('; ') : undefined
  } finally {
    await client.end()
  }
}
