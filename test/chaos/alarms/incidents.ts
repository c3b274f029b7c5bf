import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import type { Workspace } from '../../../playground/workspace.ts'
import { OutboxQueue } from '../../../src/core/outbox/queue.ts'
import { Router } from '../../../src/core/router.ts'
import { makeRouterStore } from '../../../src/core/store.ts'
import { applyChange, makeRegistry } from '../../../src/features.ts'
import { parseSettings } from '../../../src/platform/config/settings.ts'
import { loadTemplates } from '../../../src/platform/config/templates.ts'
import type { Database } from '../../../src/platform/db/database.ts'
import type { Clock } from '../../../src/platform/time/clock.ts'
import { MessageIngest } from '../../../src/timeline/capture/message-ingest.ts'
import { findMissedEvents } from '../../../src/timeline/missed-events/store.ts'

const by = { id: 'UANA', name: 'Ana Alves' }
/** The third and lower are not asked while people sleep, whenever this runs. */
const severities = ['SEV1', 'SEV2'] as const

/** How many are declared side by side. */
const atOnce = 3

/** What the incidents lie for in the channel: nothing is sent of what led to them. */
class Unsent extends OutboxQueue {
  override async enqueue(): Promise<void> {}
}

const settingsOf = () => {
  const { settings } = parseSettings({})
  if (!settings) throw new Error('the default settings are mistaken')
  return settings
}

/**
 * Open incidents whose next challenge falls due at these times, by the default policy, as the bot itself would have
 * written them: each is declared so long ago, has its commander and its channel, and every other one a hypothesis.
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

/** One who declares on a clock of their own: the bot's decisions, written by its savers. */
function declarer(database: Database, workspace: Workspace) {
  const settings = settingsOf()
  const { transact } = database
  let now = new Date()
  const clock: Clock = { now: () => now }
  const dispatcher = new Router({
    transact,
    store: makeRouterStore(applyChange),
    queue: new Unsent(randomUUID),
    registry: makeRegistry(loadTemplates()),
    missed: (input) => transact((tx) => findMissedEvents(tx, input, settings)),
    ingest: new MessageIngest(transact, () => false),
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
      await applyChange(tx, { type: 'incident.channel', incidentId, ...channel })
    })
    await say(channel.channelId, 'commander', '')
    if (index % 2) await say(channel.channelId, 'hyp', `the cache of shard ${index} is cold`)
  }
}
