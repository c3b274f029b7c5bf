import pg from 'pg'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { type RunningApp, startApp } from '../../src/app.ts'
import { connectionOf } from '../../src/platform/db/connection.ts'
import { challengesIn, newIncident } from '../support/look.ts'
import { type Office, openOffice, start } from '../support/office.ts'

const minute = 60_000
const incidents = 6

let office: Office
let database: pg.Client
beforeEach(async () => {
  office = await openOffice({ spoilsDatabase: true })
  database = new pg.Client(connectionOf(office.databaseUrl))
  await database.connect()
})
afterEach(async () => {
  await database.end()
  await office.close()
})

/** Incidents declared at the same time, so that their challenges fall due at the same time. */
async function declareAll(): Promise<Channel[]> {
  const channels: Channel[] = []
  while (channels.length < incidents) channels.push(await newIncident(office, 'SEV1'))
  return channels
}

const asked = (channels: readonly Channel[]): number[] => channels.map((channel) => challengesIn(channel).length)
const each = (times: number): number[] => Array.from({ length: incidents }, () => times)
const openSecond = (): Promise<RunningApp> =>
  startApp(office.config, pino({ level: 'silent' }), { clock: office.clock, inFlightMs: 0, byHand: true })

it('two bots ask each question once, and so does the remaining one after the other stops', async () => {
  const channels = await declareAll()
  const second = await openSecond()
  try {
    office.clock.moveTo(new Date(start.getTime() + 15 * minute))
    await Promise.all([office.app.settle(), second.settle()])
    await office.quiet()
    expect(asked(channels)).toEqual(each(1))
    // Stop the second bot while the next questions fall due, whatever it is working on.
    office.clock.moveTo(new Date(start.getTime() + 40 * minute))
    await Promise.all([second.settle(), second.stop(0), office.app.settle()].map(unheard))
    await office.quiet()
    expect(asked(channels)).toEqual(each(2))
  } finally {
    await second.stop(0)
  }
})

/** A bot that is stopped in the middle of its work may log it. */
const unheard = (work: Promise<void>): Promise<void> => work.catch(() => {})

it('a failing timer does not delay the others and fires once it can', async () => {
  const channels = await declareAll()
  const { rows } = await database.query<{ id: string }>('SELECT id FROM "Incident" ORDER BY number')
  const broken = rows[0]?.id
  await database.query(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON "Challenge" FOR EACH ROW
      WHEN (NEW."incidentId" = '${broken}') EXECUTE FUNCTION refuse()`)
  await office.pass(16)
  expect(asked(channels)).toEqual([0, ...each(1).slice(1)])
  await database.query('DROP TRIGGER refuse ON "Challenge"')
  await office.pass(1)
  expect(asked(channels)).toEqual(each(1))
})
