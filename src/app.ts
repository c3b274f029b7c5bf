import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { makeComposer } from './compose.ts'
import type { Feature } from './core/feature/feature.ts'
import { OutboxSender } from './core/outbox/outbox-sender.ts'
import { OutboxQueue } from './core/outbox/queue.ts'
import { Router } from './core/router/router.ts'
import { routerStore } from './core/router/store.ts'
import { TimerScanner } from './core/timers/timer-scanner.ts'
import { makeRegistry, type TeamSettings } from './features.ts'
import { rememberWorkspace } from './incident/lifecycle/store.ts'
import { startMaintenance } from './maintenance.ts'
import { makeMetrics } from './metrics.ts'
import { unlessAborted } from './platform/abort.ts'
import type { Config } from './platform/config/config.ts'
import { awaitDatabase } from './platform/db/await-database.ts'
import { type Database, openDatabase } from './platform/db/database.ts'
import { isAnythingDue, nextDueAt } from './platform/db/due.ts'
import { isDatabaseBusy, isDatabaseUnavailable } from './platform/db/errors.ts'
import { LaneLocks } from './platform/db/lane-locks.ts'
import { timeOrderedIds } from './platform/ids.ts'
import { makeRateLimitedWarn } from './platform/log.ts'
import { type Check, healthyState, makePages } from './platform/pages.ts'
import { type Clock, systemClock } from './platform/time/clock.ts'
import { secondMs } from './platform/time/durations.ts'
import { loadTemplatesLogged, selectTemplates } from './postmortem/templates/load.ts'
import { Writer, WritingStopped } from './postmortem/worker/writer.ts'
import { makePayloadHandler, makeSlackReceiver, SlackAuth, slackSender, webClient } from './slack/index.ts'
import { MessageIngest } from './timeline/capture/message-ingest.ts'
import { findMissedEvents, requestCatchUpReads } from './timeline/missed-events/store.ts'

/** What tests and replays replace. */
export interface Seams {
  clock?: Clock
  newId?: () => string
  /** How long an interrupted call may still be on its way to Slack, in ms. */
  inFlightMs?: number
  /** How long Slack may take to answer a call, in ms. */
  callTimeoutMs?: number
  /** Timers and calls wait for `settle`. A stepped clock needs this, so that they do not race with whoever moves it. */
  byHand?: boolean
  /** Features besides those of the bot. */
  features?: readonly Feature[]
  /** An open, up-to-date database to use in place of the configured one. It is left open. */
  database?: Database | undefined
}

export interface StartOptions extends Seams {
  /** Aborts the start at any point. The start then rejects with the signal's reason once everything is shut down. */
  signal?: AbortSignal
}

export interface RunningApp {
  port: number
  /** The port of `/readyz` and `/metrics`. */
  pagesPort: number
  database: Database
  /** Does everything that is due and sends everything that can be sent, for a stepped clock. */
  settle(): Promise<void>
  /** Whether anything is due or can be sent now. */
  hasWork(): Promise<boolean>
  /** When the next timer or held lane falls due; null if there is none. */
  nextDueAt(): Promise<Date | null>
  /** Counts, for the metrics, a rejection that nothing handled. */
  countRejection(): void
  /** Accepts nothing new, and lets running work finish until the deadline (ms). */
  stop(deadlineMs?: number): Promise<void>
}

/** Errors that say nothing about the data to be written, so the same write is tried again. */
const isTransientError = (error: unknown): boolean => isDatabaseUnavailable(error) || isDatabaseBusy(error)

const defaultInFlightMs = 3_000
/** Container engines kill after 10 s. */
const stopDefault = 7 * secondMs
/** For parts that have had their time to stop, or never started. */
const partStopTimeoutMs = secondMs

/**
 * Builds the parts in order and starts them. Waits while the database is unavailable. If a part fails, shuts down those
 * already built and rejects.
 */
export async function startApp(
  config: Config<TeamSettings>,
  log: Logger,
  options: StartOptions = {},
): Promise<RunningApp> {
  const built = new AsyncDisposableStack()
  try {
    const core = await buildCore(built, config, log, options)
    return await openForTraffic(built, core, options)
  } catch (error) {
    await built.disposeAsync()
    throw error
  }
}

/** Builds what decides, stores and sends. Nothing outside can reach it yet. */
async function buildCore(
  built: AsyncDisposableStack,
  config: Config<TeamSettings>,
  log: Logger,
  options: StartOptions,
) {
  const { clock = systemClock, newId = timeOrderedIds(clock), inFlightMs = defaultInFlightMs, signal } = options
  const borrowed = options.database
  const database =
    borrowed ?? (await awaitDatabase(() => openDatabase(config.database, { log, signal }), { log, signal }))
  if (!borrowed) built.defer(() => database.close())
  const locks = new LaneLocks(database.connection, log)
  built.defer(() => locks.close())

  const { transact, autocommit } = database
  const client = webClient(config.slack.botToken, config.slack.apiUrl, options.callTimeoutMs)
  const wanted = selectTemplates(config.settings)
  const templates = loadTemplatesLogged(wanted, log)
  const registry = makeRegistry(templates, options.features)
  const warn = makeRateLimitedWarn(log, 'a metric could not be collected')
  const metrics = makeMetrics({ readings: registry.metrics, autocommit, clock, warn })
  const router = new Router({
    transact,
    autocommit,
    store: routerStore,
    queue: new OutboxQueue(newId, (name) => registry.liveMessages.get(name)?.hasOwnLane === true),
    registry,
    ingest: new MessageIngest(autocommit, isDatabaseUnavailable, registry.repliedKinds),
    missed: (input) => transact((tx) => findMissedEvents(tx, input, config.settings)),
    isPassing: isTransientError,
    log,
    clock,
    newId,
    settings: config.settings,
  })
  const writer = new Writer({ transact, log, connection: database.connection, templates, selection: wanted })
  built.defer(() => writer.stop())
  const outbox = new OutboxSender({
    autocommit,
    locks,
    sender: slackSender(client),
    composer: makeComposer(registry, clock, config.settings, writer),
    clock,
    log,
    isUnavailable: (error) => isTransientError(error) || error instanceof WritingStopped,
    inFlightMs,
    report: (answered) => router.take(answered),
    count: metrics.countCall,
  })
  const timers = new TimerScanner({
    transact,
    autocommit,
    clock,
    log,
    take: (due) => router.take(due),
    isUnavailable: isDatabaseUnavailable,
  })
  return { config, log, clock, database, locks, client, metrics, registry, router, outbox, timers }
}
type Core = Awaited<ReturnType<typeof buildCore>>

/** Opens the bot for Slack and starts its background work. */
async function openForTraffic(
  built: AsyncDisposableStack,
  core: Core,
  { signal, byHand = false }: StartOptions,
): Promise<RunningApp> {
  const { config, log, clock, database, locks, client, metrics, registry, router, outbox, timers } = core
  const { transact, autocommit } = database
  const ask = <T>(question: () => Promise<T>) => awaitDatabase(() => unlessAborted(question(), signal), { log, signal })
  const take = makePayloadHandler({
    take: async (input) => {
      const done = metrics.timeTaking()
      return await router.take(input).finally(done)
    },
    isUnavailable: isDatabaseUnavailable,
    client,
    log,
    count: metrics.countInput,
  })
  const slackAuth = new SlackAuth({
    client,
    remember: (id, url) => transact((tx) => rememberWorkspace(tx, id, url)),
    log,
  })
  const pages = makePages(checksOf(database, slackAuth), metrics.registry, clock, log)
  const receiver = makeSlackReceiver(config.slack, take, pages, log)
  built.defer(() => waitAtMost(partStopTimeoutMs, Promise.all([outbox.stop(), timers.stop()])))
  await ask(() => locks.listen((lane) => byHand || outbox.wake(lane)))
  built.defer(() => receiver.stop(partStopTimeoutMs))
  const { port, pagesPort } = await unlessAborted(receiver.start(), signal)
  await ask(() => transact((tx) => requestCatchUpReads(tx, clock.now())))
  const maintenance = startMaintenance({
    autocommit,
    clock,
    log,
    retention: registry.retention,
    introduce: () => slackAuth.attempt(),
    work: byHand ? undefined : { sweep: () => outbox.sweep(), look: () => timers.look() },
  })
  log.info({ port, pagesPort, transport: config.slack.transport.kind }, 'Fresheyes is listening')
  return {
    port,
    pagesPort,
    database,
    settle: async () => {
      await timers.look()
      await timers.idle()
      await outbox.sweep()
    },
    hasWork: () => autocommit((db) => isAnythingDue(db, clock.now())),
    nextDueAt: () => autocommit((db) => nextDueAt(db, clock.now())),
    countRejection: metrics.countRejection,
    stop: async (deadlineMs = stopDefault) => {
      const finished = Promise.allSettled([receiver.stop(deadlineMs), timers.stop(), maintenance.stop(), outbox.stop()])
      await waitAtMost(deadlineMs, finished)
      await built.disposeAsync()
    },
  }
}

async function waitAtMost(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, sleep(ms, undefined, { ref: false })])
}

function checksOf(database: Database, slackAuth: SlackAuth): Check[] {
  return [
    { name: 'database', run: async () => database.ping().then(() => healthyState) },
    { name: 'slack', run: async () => slackAuth.health },
  ]
}
