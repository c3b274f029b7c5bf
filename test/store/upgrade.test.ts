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
import { buildPostMortem } from '../../src/postmortem/document/build.ts'
import type { PostMortem } from '../../src/postmortem/document/model.ts'
import { loadPostMortemInput, loadResponseState } from '../../src/postmortem/store.ts'
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

/** Entries that the fixture lacks, in the words of that release: a time of day, a kind and what it says. */
const wordedEntries = {
  'Logins fail': [
    ['03:02', 'status', 'Reopened, was closed: it is back'],
    ['03:03', 'status', 'Monitoring: less load'],
    ['03:04', 'status', 'Resolved and closed'],
    ['03:05', 'status', 'Calmed down'],
    ['03:06', 'status', 'Identified'],
  ],
  'Checkout is slow': [
    ['03:02', 'correction', 'Detected: Mon, 2 Mar 2026, 02:45 (UTC)'],
    ['03:03', 'correction', 'Detected: Mon, 2 Mar 2026, 02:42 (UTC); was Mon, 2 Mar 2026, 02:45 (UTC): says the alert'],
    ['03:04', 'correction', 'Title: Checkout is slow (was Checkout hangs) · Tags: none (was proxy, leak)'],
    ['03:05', 'correction', 'Title: Slow (was Slow (was it?)) and hanging)'],
    ['03:06', 'impact', 'Impact: error rate: 5 %'],
    ['03:07', 'impact', 'Impact: users: 5 % · error rate: 12 % (was 5 %) · services: checkout, search'],
    ['03:08', 'impact', 'Impact: revenue: 5 % · of a day'],
    ['03:09', 'waiting', 'No longer waiting on Cloudflare: they fixed it'],
    ['03:10', 'evidence', 'Ruled out: every backend is out of memory. The heap is flat'],
  ],
} satisfies Record<string, [string, string, string][]>

const insertWordedEntries = Object.entries(wordedEntries)
  .flatMap(([title, entries]) =>
    entries.map(
      ([time, kind, text]) => `
        INSERT INTO "Entry" (id, "incidentId", kind, text, "occurredAt", "recordedAt", "recorderId")
        SELECT gen_random_uuid(), id, '${kind}', '${text}', '2026-03-02T${time}Z', '2026-03-02T${time}Z', 'UANA'
        FROM "Incident" WHERE title = '${title}';`,
    ),
  )
  .concat(`
    UPDATE "Incident" SET "detectedAt" = '2026-03-02T02:42:30Z' WHERE title = 'Checkout is slow';
    INSERT INTO "ImpactFact" SELECT id, fact.name, fact.value FROM "Incident",
      (VALUES ('users', '5 %'), ('error rate', '12 %')) AS fact(name, value) WHERE title = 'Checkout is slow';
    INSERT INTO "Wait" (id, "incidentId", party, since, "endedAt", outcome)
      SELECT gen_random_uuid(), id, 'Cloudflare', '2026-03-02T02:00Z', '2026-03-02T03:09Z', 'they fixed it'
      FROM "Incident" WHERE title = 'Checkout is slow';
    INSERT INTO "EntryRevision" (id, "entryId", at, by, previous)
      SELECT gen_random_uuid(), id, '2026-03-02T03:12Z', 'UANA', text FROM "Entry" WHERE text LIKE 'No longer waiting %';
    UPDATE "Entry" SET text = 'Cloudflare called back' WHERE text LIKE 'No longer waiting %';`)
  .join('')

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
  await client.query(insertWordedEntries)
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

  it('tells what the entries changed, where their words can be read in one way only', async () => {
    const documents = new Map<string, PostMortem>()
    for (const { id, title } of await query<{ id: string; title: string }>('SELECT id, title FROM "Incident"'))
      documents.set(
        title,
        buildPostMortem(
          await app.database.transact(async (tx) => loadPostMortemInput(tx, await loadResponseState(tx, id))),
        ),
      )
    const textsOf = (title: string, ids: readonly string[] = []) =>
      documents.get(title)?.timeline.flatMap(({ entries, text }) => (ids.includes(entries[0] ?? '') ? [text] : []))
    const [old, current] = [documents.get('Logins fail'), documents.get('Checkout is slow')]

    expect(old?.statuses.map(({ status, to }) => [status, to?.slice(11, 16) ?? null])).toEqual([
      ['investigating', '03:00'],
      ['resolved', '03:00'],
      ['closed', '03:02'],
      ['investigating', '03:03'],
      ['monitoring', '03:04'],
      ['closed', '03:05'],
    ])
    expect(old?.gaps[0]).toMatchObject({ section: 'timeline', missing: expect.stringContaining('2 entries changed') })
    expect(textsOf('Logins fail', old?.gaps[0]?.help)).toEqual(['Calmed down', 'Identified'])
    expect(current?.statuses.map(({ status }) => status)).toEqual(['investigating', 'identified'])

    expect(textsOf('Checkout is slow', current?.times.detected?.entries)).toEqual([
      expect.stringMatching(/^Detected: .*: says the alert$/),
    ])
    const facts = current?.impact.facts.map(({ name, value, entries }) => [name, value, entries.length])
    expect(facts).toEqual(
      expect.arrayContaining([
        ['users', '5 %', 1],
        ['error rate', '12 %', 1],
      ]),
    )
    expect(textsOf('Checkout is slow', current?.impact.windows[0]?.entries)).toEqual([
      'Impact: since Mon, 2 Mar 2026, 02:40 (UTC)',
    ])
    expect(current?.roles.map(({ role, entries }) => [role, textsOf('Checkout is slow', entries)])).toEqual([
      ['commander', ['ben is commander']],
      ['owner', ['ana is owner']],
    ])
    expect(current?.waits.map(({ on, entries }) => [on, textsOf('Checkout is slow', entries)])).toEqual(
      expect.arrayContaining([
        ['AWS support', ['Waiting on AWS support: case 123']],
        ['Cloudflare', ['Cloudflare called back']],
      ]),
    )
    expect(textsOf('Checkout is slow', current?.gaps[0]?.help)).toEqual([
      'Title: Slow (was Slow (was it?)) and hanging)',
      'Impact: revenue: 5 % · of a day',
    ])
  })

  it('keeps what it can tell of an entry as data, and nothing of others', async () => {
    const known: [string, string, object | null][] = [
      ['Logins fail', 'Calmed down', null],
      ['Logins fail', 'Identified', null],
      [
        'Logins fail',
        'Resolved and closed',
        { from: 'monitoring', to: 'closed', reopened: false, reached: ['resolved', 'closed'], why: '' },
      ],
      [
        'Logins fail',
        'Reopened, was closed: it is back',
        { from: 'closed', to: 'investigating', reopened: true, reached: [], why: 'it is back' },
      ],
      [
        'Checkout is slow',
        'Detected: Mon, 2 Mar 2026, 02:42 (UTC); was Mon, 2 Mar 2026, 02:45 (UTC): says the alert',
        { time: 'detected', to: '2026-03-02T02:42:30.000Z', was: '2026-03-02T02:45:00.000Z', why: 'says the alert' },
      ],
      [
        'Checkout is slow',
        'Detected: Mon, 2 Mar 2026, 02:45 (UTC)',
        { time: 'detected', to: '2026-03-02T02:45:00.000Z', was: null, why: '' },
      ],
      [
        'Checkout is slow',
        'Title: Checkout is slow (was Checkout hangs) · Tags: none (was proxy, leak)',
        {
          corrections: [
            { field: 'title', to: 'Checkout is slow', was: 'Checkout hangs' },
            { field: 'tags', to: [], was: ['proxy', 'leak'] },
          ],
        },
      ],
      ['Checkout is slow', 'Title: Slow (was Slow (was it?)) and hanging)', null],
      [
        'Checkout is slow',
        'Impact: users: 5 % · error rate: 12 % (was 5 %) · services: checkout, search',
        {
          parts: [
            { fact: 'users', value: '5 %', was: null },
            { fact: 'error rate', value: '12 %', was: '5 %' },
            { services: ['checkout', 'search'] },
          ],
        },
      ],
      ['Checkout is slow', 'Impact: revenue: 5 % · of a day', null],
      [
        'Checkout is slow',
        'Ruled out: every backend is out of memory. The heap is flat',
        { statement: 'every backend is out of memory', as: 'ruled_out', because: 'The heap is flat' },
      ],
      ['Checkout is slow', 'Test: bypass the load balancer', { type: 'test.begun', test: 'bypass the load balancer' }],
      ['Checkout is slow', 'restarted the load balancer', null],
    ]
    for (const [title, text, data] of known) {
      const [entry] = await query<{ data: unknown }>(
        'SELECT data FROM "Entry" e JOIN "Incident" i ON i.id = e."incidentId" WHERE i.title = $1 AND e.text = $2',
        [title, text],
      )
      if (data) expect(entry?.data).toMatchObject(data)
      else expect(entry).toEqual({ data: null })
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
