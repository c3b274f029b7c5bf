import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { makeComposer } from './compose.ts'
import { OutboxSender } from './core/outbox/outbox-sender.ts'
import { OutboxQueue } from './core/outbox/queue.ts'
import { measureOutboxBacklog } from './core/outbox/store.ts'
import { Router } from './core/router.ts'
import { makeRouterStore } from './core/store.ts'
import { TimerScanner } from './core/timers/timer-scanner.ts'
import { applyChange, makeRegistry } from './features.ts'
import { openCounts, rememberWorkspace } from './incident/lifecycle/store.ts'
import { findMeasuredIncidents } from './investigation/stats/store.ts'
import { tallyInvestigations } from './investigation/stats/total.ts'
import { startMaintenance } from './maintenance.ts'
import { makeMetrics } from './metrics.ts'
import { unlessAborted } from './platform/abort.ts'
import { type Config, selectTemplates } from './platform/config/config.ts'
import { loadTemplatesLogged } from './platform/config/templates.ts'
import { awaitDatabase } from './platform/db/await-database.ts'
import { type Database, openDatabase } from './platform/db/database.ts'
import { isAnythingDue, nextDueAt } from './platform/db/due.ts'
import { isDatabaseBusy, isDatabaseUnavailable } from './platform/db/errors.ts'
import { LaneLocks } from './platform/db/lane-locks.ts'
import { timeOrderedIds } from './platform/ids.ts'
import { makeRateLimitedWarn } from './platform/log.ts'
import { type Check, cacheResult, healthyState, makePages } from './platform/pages.ts'
import { type Clock, systemClock } from './platform/time/clock.ts'
import { minuteMs, secondMs } from './platform/time/durations.ts'
import { Writer, WritingStopped } from './postmortem/worker/writer.ts'
import { makePayloadHandler } from './slack/receive/handle-payload.ts'
import { makeSlackReceiver } from './slack/receive/receiver.ts'
import { SlackAuth } from './slack/receive/slack-auth.ts'
import { slackSender } from './slack/send/sender.ts'
import { webClient } from './slack/send/web-client.ts'
import { MessageIngest } from './timeline/capture/message-ingest.ts'
import { findMissedEvents, requestCatchUpReads } from './timeline/missed-events/store.ts'

/** What tests and replays put in another's place. */
export interface Seams {
  clock?: Clock
  newId?: () => string
  /** How long a call that was cut off may still be on its way to Slack, in ms. */
  inFlightMs?: number
  /** How long Slack may take to answer a call, in ms. */
  callTimeoutMs?: number
  /** Alarms and calls wait for `settle`, as on a stepped clock, where they must not race with whoever moves it. */
  byHand?: boolean
  /** One that is open and up to date, in place of the configured one; it is left open. */
  database?: Database | undefined
}

export interface StartOptions extends Seams {
  /** Ends the start, at whatever point; it rejects with the signal's reason when nothing of it is left. */
  signal?: AbortSignal
}

export interface RunningApp {
  port: number
  /** Of `/readyz` and `/metrics`. */
  pagesPort: number
  database: Database
  /** Does everything that is due now and sends everything that can be sent; for a stepped clock. */
  settle(): Promise<void>
  /** Whether anything is due or could be sent now. */
  hasWork(): Promise<boolean>
  /** When the next alarm goes off, or the next held lane is free; null when neither waits. */
  nextDueAt(): Promise<Date | null>
  /** For the metrics: something failed that nothing in the bot was waiting for. */
  countRejection(): void
  /** Nothing further is taken; what is under way may finish until the deadline (ms). */
  stop(deadlineMs?: number): Promise<void>
}

/** What says nothing about what was to be written: the same is tried again. */
const isPassing = (error: unknown): boolean => isDatabaseUnavailable(error) || isDatabaseBusy(error)

const inFlightDefault = 3_000
/** Container engines kill after 10 s. */
const stopDefault = 7 * secondMs
/** For what has had its time already, or never began. */
const shortly = secondMs

/**
 * Builds the parts in order and starts them. While the database is away it waits for it; on a failure half-way, it
 * takes down what stands.
 */
export async function startApp(config: Config, log: Logger, options: StartOptions = {}): Promise<RunningApp> {
  const built = new AsyncDisposableStack()
  try {
    const core = await buildCore(built, config, log, options)
    return await openForTraffic(built, core, config, log, options)
  } catch (error) {
    await built.disposeAsync()
    throw error
  }
}

/** What decides, stores and sends; nothing of it is reached from outside yet. */
async function buildCore(built: AsyncDisposableStack, config: Config, log: Logger, options: StartOptions) {
  const { clock = systemClock, newId = timeOrderedIds(clock), inFlightMs = inFlightDefault, signal } = options
  const lent = options.database
  const database = lent ?? (await awaitDatabase(() => openDatabase(config.database, { log, signal }), { log, signal }))
  if (!lent) built.defer(() => database.close())
  const locks = new LaneLocks(database.connection, log)
  built.defer(() => locks.close())

  const { transact, autocommit } = database
  const client = webClient(config.slack.botToken, config.slack.apiUrl, options.callTimeoutMs)
  const now = () => clock.now()
  const metrics = makeMetrics(
    () => autocommit(measureOutboxBacklog),
    () => autocommit(openCounts),
    cacheResult(
      async () => tallyInvestigations(await transact((tx) => findMeasuredIncidents(tx, {}, now()))),
      minuteMs,
      clock,
    ),
    now,
    makeRateLimitedWarn(log, 'a figure of /metrics is missing'),
  )
  const wanted = selectTemplates(config.settings)
  const forms = loadTemplatesLogged(wanted, log)
  const dispatcher = new Router({
    transact,
    store: makeRouterStore(applyChange),
    queue: new OutboxQueue(newId),
    registry: makeRegistry(forms),
    ingest: new MessageIngest(transact, isDatabaseUnavailable),
    missed: (input) => transact((tx) => findMissedEvents(tx, input, config.settings)),
    isPassing,
    log,
    clock,
    newId,
    settings: config.settings,
  })
  const writer = new Writer({ transact, connection: database.connection, forms, wanted })
  built.defer(() => writer.stop())
  const courier = new OutboxSender({
    autocommit,
    locks,
    sender: slackSender(client),
    composer: makeComposer(clock, config.settings, writer),
    clock,
    log,
    isUnavailable: (error) => isPassing(error) || error instanceof WritingStopped,
    inFlightMs,
    report: (answered) => dispatcher.take(answered),
    count: metrics.countCall,
  })
  const alarms = new TimerScanner({
    transact,
    autocommit,
    clock,
    log,
    take: (due) => dispatcher.take(due),
    isUnavailable: isDatabaseUnavailable,
  })
  return { clock, database, locks, client, metrics, dispatcher, courier, alarms }
}
type Core = Awaited<ReturnType<typeof buildCore>>

/** Lets Slack in, and sets to work what works by itself. */
async function openForTraffic(
  built: AsyncDisposableStack,
  core: Core,
  config: Config,
  log: Logger,
  { signal, byHand = false }: StartOptions,
): Promise<RunningApp> {
  const { clock, database, locks, client, metrics, dispatcher, courier, alarms } = core
  const { transact, autocommit } = database
  const ask = <T>(question: () => Promise<T>) => awaitDatabase(() => unlessAborted(question(), signal), { log, signal })
  const take = makePayloadHandler({
    take: async (input) => {
      const done = metrics.timeTaking()
      return await dispatcher.take(input).finally(done)
    },
    isUnavailable: isDatabaseUnavailable,
    client,
    log,
    count: metrics.countInput,
  })
  const introduction = new SlackAuth({
    client,
    remember: (id, url) => transact((tx) => rememberWorkspace(tx, id, url)),
    log,
  })
  const pages = makePages(checksOf(database, introduction), metrics.registry, clock, log)
  const door = makeSlackReceiver(config.slack, take, pages, log)
  built.defer(() => waitAtMost(shortly, Promise.all([courier.stop(), alarms.stop()])))
  await ask(() => locks.listen((lane) => byHand || courier.wake(lane)))
  built.defer(() => door.stop(shortly))
  const { port, pagesPort } = await unlessAborted(door.start(), signal)
  await ask(() => transact((tx) => requestCatchUpReads(tx, clock.now())))
  const keeper = startMaintenance({
    autocommit,
    clock,
    log,
    introduce: () => introduction.attempt(),
    work: byHand ? undefined : { sweep: () => courier.sweep(), look: () => alarms.look() },
  })
  log.info({ port, pagesPort, transport: config.slack.transport.kind }, 'Fresheyes is listening')
  return {
    port,
    pagesPort,
    database,
    settle: async () => {
      await alarms.look()
      await alarms.idle()
      await courier.sweep()
    },
    hasWork: () => autocommit((db) => isAnythingDue(db, clock.now())),
    nextDueAt: () => autocommit((db) => nextDueAt(db, clock.now())),
    countRejection: metrics.countRejection,
    stop: async (deadlineMs = stopDefault) => {
      const finished = Promise.allSettled([door.stop(deadlineMs), alarms.stop(), keeper.stop(), courier.stop()])
      await waitAtMost(deadlineMs, finished)
      await built.disposeAsync()
    },
  }
}

async function waitAtMost(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, sleep(ms, undefined, { ref: false })])
}

function checksOf(database: Database, introduction: SlackAuth): Check[] {
  return [
    { name: 'database', run: async () => database.ping().then(() => healthyState) },
    { name: 'slack', run: async () => introduction.health },
  ]
}
