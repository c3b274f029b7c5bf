import { type Logger, pino } from 'pino'
import { type Channel, type Person, Workspace, type WorkspaceOptions } from '../../playground/workspace.ts'
import { type RunningApp, type Seams, startApp } from '../../src/app.ts'
import type { Config } from '../../src/platform/config/config.ts'
import { parseSettings } from '../../src/platform/config/settings.ts'
import { minuteMs } from '../../src/platform/time/durations.ts'
import { passTime, waitUntilQuiet } from '../../src/replay/pass-time.ts'
import { SteppedClock } from '../../src/replay/stepped-clock.ts'
import { borrowDatabase, testDatabase } from './database.ts'

export type TransportName = 'http' | 'socket'

export interface OfficeOptions {
  transport?: TransportName
  /** As in FRESHEYES_CONFIG. */
  settings?: Record<string, unknown>
  workspace?: Omit<WorkspaceOptions, 'clock'>
  /** When the story begins. */
  start?: Date
  /** The story changes more of its database than rows: nobody else gets it afterwards. */
  spoilsDatabase?: boolean
  /** How long the bot waits for the answer to a call, in real ms; as long as everywhere unless said otherwise. */
  callTimeoutMs?: number
  /** Where the bot logs; nowhere unless said otherwise. */
  log?: Logger
}

/** A workspace with people in it, and the real bot on a database of its own; both on one stepped clock. */
export interface Office {
  workspace: Workspace
  app: RunningApp
  clock: SteppedClock
  ana: Person
  ben: Person
  cleo: Person
  /** Where everybody talks; the bot is not in it. */
  ops: Channel
  /** Where incidents are announced. */
  announcements: Channel
  databaseUrl: string
  /** For a second bot on the same database. */
  config: Config
  /** Everything that can happen now has happened. */
  quiet(): Promise<void>
  /** Lets so many minutes pass, with every alarm of the bot at its time. */
  pass(minutes: number): Promise<void>
  /** Stops the bot and starts it anew on the same database. */
  restart(): Promise<void>
  /** Ana declares an incident by command; what comes back is its channel, when all is quiet. */
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
  const config = configFor(workspace, database.url, options)
  const log = options.log ?? pino({ level: process.env.TEST_LOG ?? 'silent' })
  const { callTimeoutMs } = options
  const seams = { database, clock, ...(callTimeoutMs !== undefined && { callTimeoutMs }) }
  const startAgain = () => startBot(config, { workspace, log, ...seams })
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

function configFor(workspace: Workspace, url: string, { transport = 'http', settings = {} }: OfficeOptions): Config {
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

async function startBot(
  config: Config,
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
  if (!channel) throw new Error('no incident channel has been made')
  return channel
}
