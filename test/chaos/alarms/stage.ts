import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Workspace } from '../../../playground/workspace.ts'
import { type Database, openDatabase } from '../../../src/platform/db/database.ts'
import { type BotProcess, freePort, startBotProcess } from '../../support/bot-process.ts'

/** A workspace in real time, a PostgreSQL with default settings, and two bots that share both. */
export interface Stage {
  workspace: Workspace
  database: Database
  /** Starts both bots; Slack sends events to the survivor. */
  start(): Promise<{ doomed: BotProcess; survivor: BotProcess }>
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'fresheyes-alarms-'))
  const workspace = await Workspace.open()
  workspace.addUser({ id: 'UANA', name: 'ana', realName: 'Ana Alves' })
  workspace.addChannel({ id: 'COPS', name: 'ops', members: ['UANA'] })
  const database = await openDatabase(
    { kind: 'embedded', dataDir: folder },
    { log: pino({ level: 'silent' }), settings: { max_connections: '100' } },
  )
  const bots: BotProcess[] = []
  const spawn = async () => {
    const port = await freePort()
    const bot = startBotProcess({
      SLACK_API_URL: workspace.apiUrl,
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_SIGNING_SECRET: workspace.signingSecret,
      DATABASE_URL: urlOf(database),
      PORT: String(port),
      LOG_LEVEL: 'info',
    })
    bots.push(bot)
    await bot.ready
    return { bot, port }
  }
  return {
    workspace,
    database,
    async start() {
      const [{ bot: doomed }, { bot: survivor, port }] = [await spawn(), await spawn()]
      await workspace.connectHttp(`http://127.0.0.1:${port}/slack/events`)
      return { doomed, survivor }
    },
    async close() {
      for (const bot of bots) bot.child.kill('SIGTERM')
      await Promise.all(bots.map(({ ended }) => ended))
      if (process.env.TEST_LOG) console.error(bots.flatMap(({ lines }) => lines).join('\n'))
      await workspace.close()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function urlOf({ connection: { user, host = '', port, database } }: Database): string {
  return `postgresql://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
}
