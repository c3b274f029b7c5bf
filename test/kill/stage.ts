import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Channel, type Person, Workspace } from '../../playground/workspace.ts'
import { type BotProcess, freePort, startBotProcess } from '../support/bot-process.ts'
import { testConnection } from '../support/database.ts'
import type { TransportName } from '../support/office.ts'

const settings = {
  announcementChannel: 'CNEWS',
  admins: ['UANA'],
  challenges: { after: { SEV1: '2s' }, actionGrace: '1s', unanswered: 20, growth: 1 },
}

/** A workspace in real time, and a bot in its own process that can be killed and restarted. */
export interface Stage {
  workspace: Workspace
  people: Person[]
  ops: Channel
  announcements: Channel
  database: pg.Client
  bot: BotProcess
  port: number
  /** Starts the bot again without waiting for it. */
  spawn(): void
  /** Resolves once the bot accepts requests and Slack has its address. */
  listening(): Promise<void>
  /** Starts another bot on the same database, at an address of its own. */
  startAnother(): Promise<{ url: string; stop(): Promise<void> }>
  /** Kills the bot at its `more`-th call from now, after the call takes effect and before the response. */
  killAtCall(more: number): void
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** `wayTo` maps the database URL to the one that the bot gets, for example through a cable. */
export async function openStage(
  transport: TransportName,
  more: Record<string, string> = {},
  wayTo = async (url: string) => url,
): Promise<Stage> {
  const workspace = await Workspace.open()
  const ids = ['UANA', 'UBEN', 'UCLEO']
  const people = ids.map((id) => workspace.addUser({ id, name: id.slice(1).toLowerCase(), realName: id }))
  const ops = workspace.addChannel({ id: 'COPS', name: 'ops', members: ids })
  const announcements = workspace.addChannel({ id: 'CNEWS', name: 'news', members: ids, withBot: true })
  const own = await testConnection()
  const database = new pg.Client(own.connection)
  await database.connect()
  const folder = mkdtempSync(join(tmpdir(), 'fresheyes-kill-'))
  const port = await freePort()
  const variables = {
    ...environment(workspace, transport, { databaseUrl: await wayTo(own.url), port, folder }),
    ...more,
  }
  let callsLeft = Number.POSITIVE_INFINITY
  const stage: Stage = {
    workspace,
    people,
    ops,
    announcements,
    database,
    port,
    bot: startBotProcess(variables),
    spawn: () => {
      callsLeft = Number.POSITIVE_INFINITY
      stage.bot = startBotProcess(variables)
    },
    async listening() {
      await stage.bot.ready
      if (transport === 'http') await workspace.connectHttp(`http://127.0.0.1:${port}/slack/events`)
    },
    async startAnother() {
      const own = String(await freePort())
      const other = startBotProcess({ ...variables, PORT: own })
      await other.ready
      return { url: `http://127.0.0.1:${own}/slack/events`, stop: () => other.kill() }
    },
    killAtCall: (more) => {
      callsLeft = more
    },
    async close() {
      await stage.bot.kill()
      await workspace.close()
      await database.end()
      await own.drop()
      rmSync(folder, { recursive: true })
    },
    [Symbol.asyncDispose]: () => stage.close(),
  }
  workspace.journal.onEntry(({ kind }) => {
    if (kind !== 'call') return
    callsLeft -= 1
    if (callsLeft !== 0) return
    callsLeft = Number.POSITIVE_INFINITY
    stage.bot.child.kill('SIGKILL')
  })
  return stage
}

function environment(
  { apiUrl, botToken, signingSecret, appToken }: Workspace,
  transport: TransportName,
  { databaseUrl, port, folder }: { databaseUrl: string; port: number; folder: string },
): Record<string, string> {
  const file = join(folder, 'fresheyes.json')
  writeFileSync(file, JSON.stringify(settings))
  return {
    SLACK_API_URL: apiUrl,
    SLACK_BOT_TOKEN: botToken,
    ...(transport === 'http' ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: appToken }),
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    FRESHEYES_CONFIG: file,
    LOG_LEVEL: process.env.TEST_LOG ?? 'info',
  }
}
