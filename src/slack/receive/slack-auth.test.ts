import { pino } from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Workspace } from '../../../playground/workspace.ts'
import { webClient } from '../send/web-client.ts'
import { SlackAuth } from './slack-auth.ts'

let workspace: Workspace
let slackAuth: SlackAuth
let lines: { level: number; msg: string; scope?: string }[]
const remember = vi.fn(async () => {})

beforeEach(async () => {
  workspace = await Workspace.open()
  lines = []
  remember.mockClear()
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  slackAuth = new SlackAuth({ client: webClient(workspace.botToken, workspace.apiUrl), remember, log })
})
afterEach(() => workspace.close())

async function health() {
  await slackAuth.attempt()
  return slackAuth.health
}
const well = { summary: 'ok', isReady: true }

it('is ready before Slack has answered', () => {
  expect(slackAuth.health).toEqual({ summary: 'not asked yet', isReady: true })
})

it('stores the workspace URL once', async () => {
  expect(await health()).toEqual(well)
  expect(await health()).toEqual(well)
  expect(remember.mock.calls).toEqual([[workspace.teamId, expect.stringContaining('.slack.com/')]])
  expect(lines).toEqual([])
})

it.each([
  ['answers HTTP 500', () => workspace.faults.serverError('auth.test', 2)],
  ['breaks connections', () => workspace.faults.cutOff('auth.test', 2)],
  ['limits the rate', () => workspace.faults.rateLimit('auth.test', { seconds: 1, times: 2 })],
  ['answers service_unavailable', () => workspace.faults.error('auth.test', 'service_unavailable', 2)],
])('stays ready while Slack %s, and logs that once', async (_what, begin) => {
  begin()
  expect(await health()).toEqual({ summary: 'no answer', isReady: true })
  expect(await health()).toEqual({ summary: 'no answer', isReady: true })
  expect(lines).toMatchObject([{ level: 40, msg: expect.stringContaining('Slack did not say who we are') }])
  expect(await health()).toEqual(well)
})

it.each(['invalid_auth', 'token_revoked', 'account_inactive'])(
  'is not ready after %s until the token is accepted again',
  async (code) => {
    expect(await health()).toEqual(well)
    workspace.faults.error('auth.test', code, 2)
    expect(await health()).toEqual({ summary: 'token refused', isReady: false })
    expect(await health()).toEqual({ summary: 'token refused', isReady: false })
    expect(lines).toMatchObject([{ level: 50, msg: expect.stringContaining('SLACK_BOT_TOKEN') }])
    expect(await health()).toEqual(well)
  },
)

it('names a missing scope and logs it once', async () => {
  expect(await health()).toEqual(well)
  workspace.faults.revokeScope('chat:write')
  expect(await health()).toEqual({ summary: 'lacks scopes: chat:write', isReady: true })
  expect(await health()).toEqual({ summary: 'lacks scopes: chat:write', isReady: true })
  expect(lines).toMatchObject([{ level: 40, scope: 'chat:write' }])
})
