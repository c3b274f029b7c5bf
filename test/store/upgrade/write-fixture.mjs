// Writes the database of an earlier release, in the middle of an incident, as release-<commit>.sql and .json.
//
// Check that release out elsewhere and install it, copy this file to its test/write-fixture.test.mjs, and run there
//
//   OUT=<this folder>/release-<commit> npx vitest run --dir test --testNamePattern fixture test/write-fixture.test.mjs
//
// (its vitest.config.ts takes *.test.ts only: name the copy .test.ts, or add the pattern).
import { writeFileSync } from 'node:fs'
import pg from 'pg'
import { expect, it } from 'vitest'
import { openOffice } from './support/office.ts'

it('fixture: an incident in full swing', async () => {
  const office = await openOffice()
  const { ana, ben, cleo, ops, workspace, quiet, pass } = office

  // One that is over, with its post-mortem.
  const old = await office.declare('SEV3 Logins fail')
  await ana.command(old.id, 'commander')
  await ana.command(old.id, 'log 02:50 rolled back the proxy')
  await ana.command(old.id, 'resolve the proxy is back')
  await ana.command(old.id, 'close')
  await ana.modal()?.submit({})
  await quiet()

  // One that is going on: roles, captures, a hypothesis, a test, a wait, impact, a follow-up, a question that was asked.
  const channel = await office.declare('SEV1 Checkout is slow')
  for (const person of [ben, cleo]) await person.join(channel.id)
  await ben.command(channel.id, 'commander')
  await ana.command(channel.id, 'owner')
  await quiet()
  const seen = await cleo.say(channel.id, 'p99 of checkout is at 9 s')
  await cleo.react(channel.id, seen, 'mag')
  await ana.command(channel.id, 'hyp the load balancer drops connections')
  await ana.command(channel.id, 'log restarted the load balancer')
  await ana.command(channel.id, 'impact since 02:40')
  await ana.command(channel.id, 'waiting AWS support: case 123')
  await ana.command(channel.id, 'followup add an alert on p99 @ben')
  await quiet()
  await pass(16)
  const asked = channel.messages().map(({ plain }) => plain)
  await ben.command(channel.id, 'test bypass the load balancer in 40 min')
  await ben.command(channel.id, 'status identified it is the load balancer')
  await quiet()
  const undo = ben.ephemerals(channel.id).findLast(({ plain }) => plain.includes('[Undo]'))

  // Slack takes nothing for an hour: what is decided meanwhile is queued.
  workspace.faults.rateLimit('chat.postMessage', { seconds: 3600, times: 100 })
  await ana.command(channel.id, 'log queued before the upgrade')
  await ana.command(channel.id, 'hyp every backend is out of memory')
  await quiet()

  const client = new pg.Client({ connectionString: office.databaseUrl })
  await client.connect()
  const { rows: tables } = await client.query(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1",
  )
  const { rows: migrations } = await client.query('SELECT migration_name FROM _prisma_migrations ORDER BY 1')
  const lines = [
    `-- Written by write-fixture.mjs. Migrations: ${migrations.at(-1).migration_name} and those before it.`,
    "SET session_replication_role = 'replica';",
  ]
  const counts = {}
  for (const { tablename } of tables) {
    const { rows } = await client.query(`SELECT json_agg(t) AS rows, count(*)::int FROM "${tablename}" t`)
    counts[tablename] = rows[0].count
    if (rows[0].count === 0) continue
    const json = JSON.stringify(rows[0].rows).replaceAll("'", "''")
    lines.push(
      `INSERT INTO "${tablename}" OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::"${tablename}", '${json}');`,
    )
  }
  const { rows: sequences } = await client.query(
    "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL",
  )
  for (const { sequencename, last_value } of sequences) lines.push(`SELECT setval('"${sequencename}"', ${last_value});`)
  await client.end()
  writeFileSync(`${process.env.OUT}.sql`, `${lines.join('\n')}\n`)
  writeFileSync(
    `${process.env.OUT}.json`,
    `${JSON.stringify(
      {
        lastMigration: migrations.at(-1).migration_name,
        now: office.clock.now().toISOString(),
        channel: { id: channel.id, name: channel.name },
        old: { id: old.id, name: old.name },
        undoBlocks: undo?.blocks,
      },
      null,
      2,
    )}\n`,
  )
  expect(asked.join('\n')).toContain('load balancer')
  expect(undo?.blocks).toBeDefined()
  expect(counts).toMatchObject({ Incident: 2, Hypothesis: 2, Wait: 1, Test: 1, ImpactWindow: 1, PostMortem: 1 })
  expect(counts.Deed).toBeGreaterThan(0)
  expect(counts.Timer).toBeGreaterThan(0)
  expect(counts.Challenge).toBeGreaterThan(0)
  console.log(counts, ops.id)
  await office.close()
})
