import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Channel, type Person, Workspace } from '../../../playground/workspace.ts'
import { atExit } from '../../support/at-exit.ts'
import { freePort } from '../../support/bot-process.ts'
import { eventually } from '../../support/eventually.ts'
import { Bot } from './bot.ts'
import { openFront } from './front.ts'
import { Log } from './log.ts'
import type { Plan } from './plan.ts'
import type { Store } from './store.ts'

/** A workspace in real time, bots in separate processes, and their database. */
export interface Stage {
  plan: Plan
  log: Log
  workspace: Workspace
  people: Person[]
  /** The person who is asked for fresh eyes. */
  outsider: Person
  ops: Channel
  announcements: Channel
  bots: Bot[]
  store: Store
  /** Environment variables for a bot or the command line. */
  variables(bot: number): Record<string, string>
  /** Resolves once every bot accepts requests. */
  up(): Promise<void>
  /** Stops everything; `wasLeft` is true if a database was still running. */
  close(): Promise<{ wasLeft: boolean }>
}

/** Shorter than Slack's real retry intervals, which add up to six minutes (ms). */
const retryAfterMs = [0, 1_500, 5_000]
/** Longer than Slack's real 3 s, because the machine is busy (ms). */
const deadlineMs = 8_000
/** How long a bot may take to start on a busy machine (ms). */
const longestStart = 120_000

export async function openStage(plan: Plan, store: Store): Promise<Stage> {
  const log = new Log()
  const workspace = await Workspace.open({ retryAfterMs, deadlineMs })
  const ids = ['UANA', 'UBEN', 'UCLEO']
  const [ops, announcements] = [
    { id: 'COPS', name: 'ops' },
    { id: 'CNEWS', name: 'news', withBot: true },
  ]
  const people = [...ids, 'UDANA'].map((id) =>
    workspace.addUser({ id, name: id.slice(1).toLowerCase(), realName: id, tz: 'UTC' }),
  )
  const outsider = people.pop()
  if (!outsider) throw new Error('there is no outsider')
  const folder = mkdtempSync(join(tmpdir(), 'fresheyes-chaos-settings-'))
  const removed = atExit(() => rmSync(folder, { recursive: true, force: true }))
  const settings = join(folder, 'fresheyes.json')
  writeFileSync(settings, JSON.stringify(settingsFor(outsider)))
  const variables = (bot: number) => ({
    ...slackVariables(workspace, plan),
    ...store.variables(bot),
    FRESHEYES_CONFIG: settings,
    LOG_LEVEL: process.env.TEST_LOG ?? 'info',
  })
  const bots: Bot[] = []
  for (let bot = 0; bot < plan.bots; bot += 1)
    bots.push(new Bot(`bot ${bot + 1}`, await freePort(), variables(bot), log))
  const portsUp = () => bots.filter(({ isReady }) => isReady).map(({ port }) => port)
  const front = await openFront(portsUp)
  const stage: Stage = {
    plan,
    log,
    workspace,
    people,
    outsider,
    ops: workspace.addChannel({ ...ops, members: ids }),
    announcements: workspace.addChannel({ ...announcements, members: ids }),
    bots,
    store,
    variables,
    up: async () => {
      await eventually('every bot is up', () => bots.every(({ isReady }) => isReady), longestStart)
    },
    async close() {
      await Promise.all(bots.map((bot) => bot.close()))
      await front.close()
      await workspace.close()
      rmSync(folder, { recursive: true })
      removed()
      return await store.close()
    },
  }
  await stage.up()
  if (plan.transport === 'http')
    await eventually('Slack takes the address', () => isTaken(workspace, front.url), longestStart)
  return stage
}

/** Slack accepts an address only if the bot behind it answers in time. */
const isTaken = (workspace: Workspace, url: string): Promise<boolean> =>
  workspace.connectHttp(url).then(
    () => true,
    () => false,
  )

/** Settings with intervals of seconds instead of minutes. */
const settingsFor = (outsider: Person) => ({
  announcementChannel: 'CNEWS',
  admins: ['UANA'],
  challenges: { after: { SEV1: '3s', SEV2: '4s' }, actionGrace: '2s', unanswered: 20, growth: 1 },
  reminders: { commander: '4s', updates: { SEV1: '6s', SEV2: '6s' } },
  freshEyes: { people: [outsider.id], preview: '1s' },
})

function slackVariables(
  { apiUrl, botToken, signingSecret, appToken }: Workspace,
  { transport }: Plan,
): Record<string, string> {
  const own = transport === 'http' ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: appToken }
  return { SLACK_API_URL: apiUrl, SLACK_BOT_TOKEN: botToken, ...own }
}
