import pg from 'pg'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Channel, type Person, Workspace } from '../../playground/workspace.ts'
import { type RunningApp, startApp } from '../../src/app.ts'
import { parseSettings } from '../../src/features.ts'
import { type Cable, openCable } from '../support/cable.ts'
import { type TestConnection, testConnection } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { modalOf } from '../support/look.ts'
import type { TransportName } from '../support/office.ts'

let workspace: Workspace
let own: TestConnection
let cable: Cable
let app: RunningApp
let ana: Person
let channel: Channel

async function open(transport: TransportName): Promise<void> {
  workspace = await Workspace.open()
  ana = workspace.addUser({ id: 'UANA', name: 'ana', realName: 'Ana' })
  workspace.addChannel({ id: 'COPS', name: 'ops', members: ['UANA'] })
  own = await testConnection()
  cable = await openCable(own.url)
  const { botToken, apiUrl, signingSecret, appToken } = workspace
  const { settings } = parseSettings({})
  if (!settings) throw new Error('the default settings are invalid')
  const http = { kind: 'http', signingSecret, port: 0 } as const
  const socket = { kind: 'socket', appToken, port: 0 } as const
  app = await startApp(
    {
      slack: { botToken, apiUrl, transport: transport === 'http' ? http : socket },
      database: { kind: 'external', url: cable.url },
      log: { level: 'silent' },
      settings,
    },
    pino({ level: process.env.TEST_LOG ?? 'silent' }),
  )
  if (transport === 'http') await workspace.connectHttp(`http://127.0.0.1:${app.port}/slack/events`)
  await ana.command('COPS', 'declare SEV4 Checkout is slow')
  channel = await eventually('the channel', () => workspace.channelByName('inc-1-checkout-is-slow'))
  await eventually('its first post', () => says('Declared by'))
  await ana.join(channel.id)
}

const says = (words: string): boolean => channel.messages().some(({ plain }) => plain.includes(words))
const fetched = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${app.port}${path}`)
const page = async (path: string): Promise<number> => (await fetched(path)).status
const metrics = async (): Promise<string> => (await fetched('/metrics')).text()
const measured = 'fresheyes_hypotheses{tested="yes"}'

async function entries(words: string): Promise<number> {
  const client = new pg.Client(own.connection)
  await client.connect()
  const { rows } = await client.query(`SELECT 1 FROM "Entry" WHERE text LIKE '%' || $1 || '%'`, [words])
  await client.end()
  return rows.length
}

afterEach(async () => {
  await app.stop()
  await workspace.close()
  await cable.close()
  await own.drop()
})

describe.each(['http', 'socket'] as const)('while the database is away (%s)', (transport) => {
  beforeEach(() => open(transport))

  it('refuses rather than loses input, and recovers when the database returns', async () => {
    const before = await ana.say(channel.id, 'Errors since noon')
    await workspace.idle()
    const form = modalOf(await ana.command('COPS', 'declare'))
    cable.cut()
    const reply = await ana.command(channel.id, 'log during the outage')
    expect(reply.text).toContain('Nothing was saved')
    const refused = await form.submit({ 'What is wrong?': 'Search is slow' })
    expect(refused.errors).toMatchObject({ 'What is wrong?': expect.stringContaining('Nothing was saved') })
    await ana.react(channel.id, before, 'mag')
    await eventually('the reaction was refused', () => workspace.journal.deliveries('reaction_added').length >= 2)
    const statuses = workspace.journal.deliveries('reaction_added').map(({ status }) => status)
    expect(statuses).not.toContain('200')
    expect(statuses).not.toContain('acked')
    expect(await page('/readyz')).toBe(503)
    expect(await page('/healthz')).toBe(200)
    expect(await (await fetched('/readyz')).json()).toMatchObject({ database: 'unreachable' })
    expect(await metrics()).not.toContain(measured)

    cable.mend()
    await eventually('the metrics include the figures again', async () => (await metrics()).includes(measured))
    await eventually('ready again', async () => (await page('/readyz')) === 200)
    await eventually('a command is accepted', async () => {
      const again = await ana.command(channel.id, 'log after the outage')
      return again.text?.includes('Logged')
    })
    await eventually('its line', () => says('after the outage'))
    expect(await entries('during the outage')).toBe(0)
    expect((await form.submit({ 'What is wrong?': 'Search is slow' })).closed).toBe(true)
    await eventually('the second channel', () => workspace.channelByName('inc-2-search-is-slow'))
  }, 40_000)

  it('sends what was committed earlier once the database returns', async () => {
    workspace.faults.rateLimit('chat.postMessage', { seconds: 2 })
    await ana.command(channel.id, 'log just before')
    cable.cut()
    await eventually('not ready', async () => (await page('/readyz')) === 503)
    cable.mend()
    await eventually('its line', () => says('just before'), 40_000)
    expect(await entries('just before')).toBe(1)
  }, 60_000)
})
