import { type Logger, pino } from 'pino'
import { type Channel, type Person, Workspace, type WorkspaceOptions } from '../../playground/workspace.ts'
import { type RunningApp, type Seams, startApp } from '../../src/app.ts'
import type { Feature } from '../../src/core/feature/feature.ts'
import { parseSettings, type TeamSettings } from '../../src/features.ts'
import type { Config } from '../../src/platform/config/config.ts'
import { minuteMs } from '../../src/platform/time/durations.ts'
import { passTime, waitUntilQuiet } from '../../src/replay/pass-time.ts'
import { SteppedClock } from '../../src/replay/stepped-clock.ts'
import { borrowDatabase, testDatabase } from './database.ts'

export type TransportName = 'http' | 'socket'

export interface OfficeOptions {
  transport?: TransportName
  /** The content of FRESHEYES_CONFIG. */
  settings?: Record<string, unknown>
  workspace?: Omit<WorkspaceOptions, 'clock'>
  /** The initial time of the clock. */
  start?: Date
  /** Set when a test changes more than rows, so that its database is not reused. */
  spoilsDatabase?: boolean
  /** How long the bot waits for the response to a call, in real ms; the bot's own default unless set. */
  callTimeoutMs?: number
  /** Features besides those of the bot. */
  features?: readonly Feature[]
  /** The bot's log; silent by default. */
  log?: Logger
}

/** A fake workspace with people, and the real bot with its own database, both on one stepped clock. */
export interface Office {
  workspace: Workspace
  app: RunningApp
  clock: SteppedClock
  ana: Person
  ben: Person
  cleo: Person
  /** A channel with everybody in it, but without the bot. */
  ops: Channel
  /** The announcement channel. */
  announcements: Channel
  databaseUrl: string
  /** To start a second bot on the same database. */
  config: Config<TeamSettings>
  /** Resolves once nothing more can happen without the clock moving. */
  quiet(): Promise<void>
  /** Advances the clock by this many minutes and runs every timer of the bot at its time. */
  pass(minutes: number): Promise<void>
  /** Restarts the bot on the same database. */
  restart(): Promise<void>
  /** Declares an incident as Ana by command; resolves with its channel once everything is quiet. */
  declare(words?: string): Promise<Channel>
  /** The channel of the incident declared last. */
  incidentChannel(): Channel
  close(): Promise<void>
}

export const start = new Date('2026-03-02T03:00:00.000Z')

export async function openOffice(options: OfficeOptions = {}): Promise<Office> {
  const clock = new SteppedClock(options.start ?? start)
  const database = await (options.spoilsDatabase ? testDatabase() : borrowDatabase())
  const workspace = await Workspace.open({
    ...options.workspace,
    clock: { now: () => clock.now().getTime() },
  })
  const [ana, ben, cleo] = [
    workspace.addUser({ id: 'UANA', name: 'ana', realName: 'Ana Alves', tz: 'Europe/Lisbon' }),
    workspace.addUser({ id: 'UBEN', name: 'ben', realName: 'Ben Berg', tz: 'America/New_York' }),
    workspace.addUser({ id: 'UCLEO', name: 'cleo', realName: 'Cleo Costa', tz: 'Asia/Kolkata' }),
  ]
  const members = ['UANA', 'UBEN', 'UCLEO']
  const ops = workspace.addChannel({ id: 'COPS', name: 'ops', members })
  const announcements = workspace.addChannel({ id: 'CNEWS', name: 'incidents', members, withBot: true })
  const config = makeOfficeConfig(workspace, database.url, options)
  const log = options.log ?? pino({ level: process.env.TEST_LOG ?? 'silent' })
  const { callTimeoutMs, features = [] } = options
  const seams = { database, clock, features, ...(callTimeoutMs !== undefined && { callTimeoutMs }) }
  const startAgain = () => startOfficeBot(config, { workspace, log, ...seams })
  let app = await startAgain()

  const office: Office = {
    workspace,
    get app() {
      return app
    },
    clock,
    ana,
    ben,
    cleo,
    ops,
    announcements,
    databaseUrl: database.url,
    config,
    quiet: () => waitUntilQuiet({ app, workspace }),
    pass: (minutes) => passTime({ app, workspace, clock }, new Date(clock.now().getTime() + minutes * minuteMs)),
    async restart() {
      await app.stop()
      app = await startAgain()
    },
    async declare(words = 'SEV1 Checkout is slow') {
      await ana.command(ops.id, `declare ${words}`)
      await office.quiet()
      return office.incidentChannel()
    },
    incidentChannel: () => lastMade(workspace),
    async close() {
      await app.stop()
      await workspace.close()
      await database.close()
    },
  }
  return office
}

/** The configuration of a bot in this workspace that announces in CNEWS. */
export function makeOfficeConfig(
  workspace: Workspace,
  url: string,
  { transport = 'http', settings = {} }: OfficeOptions,
): Config<TeamSettings> {
  const parsed = parseSettings({ announcementChannel: 'CNEWS', ...settings })
  if (!parsed.settings) throw new Error(parsed.mistakes.join('; '))
  const { botToken, apiUrl, signingSecret, appToken } = workspace
  return {
    slack: {
      botToken,
      apiUrl,
      transport:
        transport === 'http' ? { kind: 'http', signingSecret, port: 0 } : { kind: 'socket', appToken, port: 0 },
    },
    database: { kind: 'external', url },
    log: { level: 'silent' },
    settings: parsed.settings,
  }
}

/** Starts the real bot in the workspace; its timers and calls wait for `quiet` or `pass`. */
export async function startOfficeBot(
  config: Config<TeamSettings>,
  { workspace, log, ...seams }: Seams & { workspace: Workspace; log: Logger },
): Promise<RunningApp> {
  const app = await startApp(config, log, { ...seams, inFlightMs: 0, byHand: true })
  if (config.slack.transport.kind === 'http') {
    await workspace.connectHttp(`http://127.0.0.1:${app.port}/slack/events`)
  }
  return app
}

function lastMade(workspace: Workspace): Channel {
  const made = workspace.journal.calls('conversations.create').findLast((call) => 'channel' in call.result)
  const id = (made?.result as { channel?: { id?: string } } | undefined)?.channel?.id
  const channel = id ? workspace.channel(id) : undefined
  if (!channel) throw new Error('no incident channel has been created')
  return channel
}
