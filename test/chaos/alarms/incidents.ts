import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import type { Workspace } from '../../../playground/workspace.ts'
import { OutboxQueue } from '../../../src/core/outbox/queue.ts'
import { Router } from '../../../src/core/router/router.ts'
import { routerStore } from '../../../src/core/router/store.ts'
import { makeRegistry, parseSettings } from '../../../src/features.ts'
import { channelAssigned } from '../../../src/incident/lifecycle/changes.ts'
import type { Database } from '../../../src/platform/db/database.ts'
import type { Clock } from '../../../src/platform/time/clock.ts'
import { loadTemplates } from '../../../src/postmortem/templates/load.ts'
import { MessageIngest } from '../../../src/timeline/capture/message-ingest.ts'
import { findMissedEvents } from '../../../src/timeline/missed-events/store.ts'

const by = { id: 'UANA', name: 'Ana Alves' }
/** Lower severities are not challenged at night, and this may run at any time. */
const severities = ['SEV1', 'SEV2'] as const

/** How many incidents are declared concurrently. */
const atOnce = 3

/** Drops outbox calls: nothing from the preparation is sent to Slack. */
class Unsent extends OutboxQueue {
  override async enqueue(): Promise<void> {}
}

const settingsOf = () => {
  const { settings } = parseSettings({})
  if (!settings) throw new Error('the default settings are invalid')
  return settings
}

/**
 * Creates open incidents whose next challenge falls due at these times by the default policy, exactly as the bot would
 * store them: each has a matching declaration time, a commander and a channel, and every other one a hypothesis.
 */
export async function declareIncidents(
  database: Database,
  workspace: Workspace,
  dueTimes: readonly Date[],
): Promise<void> {
  const left = [...dueTimes.entries()]
  const declaring = Array.from({ length: atOnce }, async () => {
    const declare = declarer(database, workspace)
    for (let next = left.shift(); next; next = left.shift()) await declare(...next)
  })
  await Promise.all(declaring)
}

/** Declares incidents on a separate clock, with the bot's own decisions and change handlers. */
function declarer(database: Database, workspace: Workspace) {
  const settings = settingsOf()
  const { transact, autocommit } = database
  const registry = makeRegistry(loadTemplates())
  let now = new Date()
  const clock: Clock = { now: () => now }
  const dispatcher = new Router({
    transact,
    autocommit,
    store: routerStore,
    queue: new Unsent(randomUUID, () => false),
    registry,
    missed: (input) => transact((tx) => findMissedEvents(tx, input, settings)),
    ingest: new MessageIngest(autocommit, () => false, []),
    isPassing: () => false,
    log: pino({ level: 'silent' }),
    clock,
    newId: randomUUID,
    settings,
  })
  const { teamId: workspaceId } = workspace
  const say = (channelId: string, word: string, rest: string) =>
    dispatcher.take({
      type: 'commandInvoked',
      workspaceId,
      by,
      channelId,
      word,
      rest,
      via: 'command',
      once: randomUUID(),
    })
  return async (index: number, dueAt: Date): Promise<void> => {
    const severity = severities[index % severities.length] ?? 'SEV1'
    now = new Date(dueAt.getTime() - (settings.challenges.after[severity] ?? Number.NaN))
    const title = `Alarm ${index}`
    await say('COPS', 'declare', `${severity} ${title}`)
    const channel = { channelId: `CALARM${index}`, channelName: `inc-alarm-${index}` }
    workspace.addChannel({
      id: channel.channelId,
      name: channel.channelName,
      members: [by.id],
      withBot: true,
    })
    await transact(async (tx) => {
      const { id: incidentId } = await tx.incident.findFirstOrThrow({
        where: { title },
        select: { id: true },
      })
      await registry.savers.save(tx, channelAssigned({ incidentId, ...channel }))
    })
    await say(channel.channelId, 'commander', '')
    if (index % 2) await say(channel.channelId, 'hyp', `the cache of shard ${index} is cold`)
  }
}
