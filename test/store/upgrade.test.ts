import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Channel, type Person, Workspace } from '../../playground/workspace.ts'
import type { RunningApp } from '../../src/app.ts'
import { applyMigrations } from '../../src/platform/db/migrate.ts'
import { migrationsDir, readMigrations } from '../../src/platform/db/migration-files.ts'
import { hourMs } from '../../src/platform/time/durations.ts'
import { waitUntilQuiet } from '../../src/replay/pass-time.ts'
import { SteppedClock } from '../../src/replay/stepped-clock.ts'
import { emptyConnection, type TestConnection } from '../support/database.ts'
import { makeOfficeConfig, startOfficeBot } from '../support/office.ts'

const folder = join(import.meta.dirname, 'upgrade')
const Release = z.object({
  lastMigration: z.string(),
  now: z.coerce.date(),
  channel: z.object({ id: z.string(), name: z.string() }),
  old: z.object({ id: z.string(), name: z.string() }),
  undoBlocks: z.array(z.unknown()),
})

const release = Release.parse(JSON.parse(readFileSync(join(folder, 'release-087a475.json'), 'utf8')))
const sql = readFileSync(join(folder, 'release-087a475.sql'), 'utf8')

/** A copy of the first queued post, as that release would have shown it to Ana alone. */
const queuedEphemeral = `
  WITH post AS (
    SELECT * FROM "Delivery" WHERE state = 'queued' AND call->'call'->>'do' = 'post' ORDER BY number LIMIT 1
  ), lane AS (
    UPDATE "Lane" SET "lastNumber" = "lastNumber" + 1 WHERE id = (SELECT "laneId" FROM post) RETURNING id, "lastNumber"
  )
  INSERT INTO "Delivery" (id, "laneId", number, "incidentId", call, state, attempts, "createdAt")
  SELECT gen_random_uuid(), lane.id, lane."lastNumber", "incidentId", jsonb_set(call, '{call}',
    jsonb_build_object('do', 'whisper', 'to', 'UANA', 'message', call->'call'->'message')), state, 0, "createdAt"
  FROM post, lane`

/** The database as that release left it: its migrations, and the rows of an incident in full swing. */
async function restore(connection: pg.ClientConfig) {
  const dir = mkdtempSync(join(tmpdir(), 'fresheyes-upgrade-'))
  for (const { name } of readMigrations(migrationsDir))
    if (name <= release.lastMigration) cpSync(join(migrationsDir, name), join(dir, name), { recursive: true })
  await applyMigrations(connection, dir)
  rmSync(dir, { recursive: true })
  const client = new pg.Client(connection)
  await client.connect()
  await client.query(sql)
  // The fake workspace numbers its triggers from the start again: they must not pass for repeats.
  await client.query('DELETE FROM "Done"')
  // The fixture has no private message in the queue.
  await client.query(queuedEphemeral)
  await client.end()
}

describe('a database of release 087a475, upgraded in the middle of an incident', () => {
  let database: TestConnection
  let workspace: Workspace
  let clock: SteppedClock
  let app: RunningApp
  let ana: Person
  let channel: Channel

  beforeEach(async () => {
    database = await emptyConnection()
    await restore(database.connection)
    clock = new SteppedClock(new Date(release.now.getTime() + hourMs))
    workspace = await Workspace.open({ clock: { now: () => clock.now().getTime() } })
    const members = ['UANA', 'UBEN', 'UCLEO']
    const people = members.map((id) => workspace.addUser({ id, name: id.slice(1).toLowerCase(), realName: id }))
    ana = people[0] as Person
    workspace.addChannel({ id: 'COPS', name: 'ops', members })
    workspace.addChannel({ id: 'CNEWS', name: 'incidents', members, withBot: true })
    workspace.addChannel({ ...release.old, members, withBot: true })
    channel = workspace.addChannel({ ...release.channel, members, withBot: true })
    const log = pino({ level: process.env.TEST_LOG ?? 'silent' })
    app = await startOfficeBot(makeOfficeConfig(workspace, database.url, {}), { workspace, log, clock })
    await waitUntilQuiet({ app, workspace })
  })
  afterEach(async () => {
    await app.stop()
    await workspace.close()
    await database.drop()
  })

  const posts = () => channel.messages().filter(({ botId }) => botId !== undefined)
  const postsWith = (text: string) => posts().filter(({ plain }) => plain.includes(text))

  it('sends what was queued, once, to everybody or to one person', () => {
    const text = 'queued before the upgrade'
    expect(postsWith(text)).toHaveLength(1)
    expect(ana.ephemerals(channel.id).filter(({ plain }) => plain.includes(text))).toHaveLength(1)
  })

  it('shows the whole ledger, and adds to it', async () => {
    await ana.command(channel.id, 'hyp the certificate has expired')
    await waitUntilQuiet({ app, workspace })
    const ledger = postsWith('What we believe').at(-1)
    for (const statement of [
      'the load balancer drops connections',
      'every backend is out of memory',
      'the certificate has expired',
      'testing: bypass the load balancer',
      'AWS support',
    ])
      expect(ledger?.plain).toContain(statement)
  })

  it('asks the question whose time came during the upgrade', async () => {
    const asked = await query<{ question: string }>('SELECT question FROM "Challenge" WHERE state = $1', ['open'])
    expect(asked).toHaveLength(1)
    expect(rowsOf('Challenge')).not.toContainEqual(expect.objectContaining(asked[0] ?? {}))
    expect(postsWith(asked[0]?.question ?? '-')).toHaveLength(1)
  })

  it('says that what the old release could undo is past', async () => {
    const response = await fetch(`${workspace.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${workspace.botToken}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ channel: channel.id, text: 'Saved.', blocks: release.undoBlocks }),
    })
    expect(await response.json()).toMatchObject({ ok: true })
    await ana.press('Undo', { channel: channel.id })
    await waitUntilQuiet({ app, workspace })
    expect(ana.ephemerals(channel.id).at(-1)?.plain).toContain('That cannot be undone any more.')
  })

  it('keeps every entry as it was', async () => {
    const kept = await query<{ id: string }>('SELECT id, kind, text, "messageTs"::text FROM "Entry"')
    const before = rowsOf('Entry')
    expect(before.length).toBeGreaterThan(10)
    // What was queued has a message only now.
    for (const { id, kind, text, messageTs } of before)
      expect(kept).toContainEqual({
        id,
        kind,
        text,
        messageTs: messageTs === null ? expect.toBeOneOf([null, expect.any(String)]) : String(messageTs),
      })
  })

  it('lets go of what could be undone, and of nothing else', async () => {
    expect(await query('SELECT FROM "UndoableAction"')).toEqual([])
    const renamed = {
      LiveMessage: 'Board',
      HypothesisTest: 'Test',
      ImpactPeriod: 'ImpactWindow',
      ChannelMember: 'Member',
      OutboxCall: 'Delivery',
      OutboxLane: 'Lane',
    }
    for (const [now, before] of Object.entries(renamed)) {
      expect(rowsOf(before)).not.toEqual([])
      expect(await query(`SELECT FROM "${now}"`)).toSatisfy((rows: unknown[]) => rows.length >= rowsOf(before).length)
    }
  })

  async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client(database.connection)
    await client.connect()
    const { rows } = await client.query<Row>(text, values)
    await client.end()
    return rows
  }
})

/** The rows of a table as the old release had them. */
function rowsOf(table: string): Record<string, unknown>[] {
  const line = sql.split('\n').find((one) => one.startsWith(`INSERT INTO "${table}" `)) ?? ''
  const json = line.slice(line.indexOf("'[") + 1, line.lastIndexOf("'"))
  return z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(json.replaceAll("''", "'")))
}
