import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { newIncident, posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

interface LogLine {
  level: number
  msg: string
  call?: string
  outboxCall?: string
  reason?: string
  err?: { message: string; stack: string }
}

const error = 50
let lines: LogLine[] = []
const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) })

let office: Office
beforeAll(async () => {
  office = await openOffice({ log, spoilsDatabase: true })
})
afterAll(() => office.close())
beforeEach(() => {
  lines = []
})

async function inDatabase(sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: office.databaseUrl })
  await client.connect()
  const { rowCount } = await client.query(sql)
  await client.end()
  return rowCount ?? 0
}

/** Logs a line and rate-limits Slack, so that the queued row can be changed. */
async function waitingLine(): Promise<Channel> {
  const channel = await newIncident(office)
  office.workspace.faults.rateLimit('chat.postMessage', { seconds: 30 })
  await office.ana.command(channel.id, 'log first')
  await office.quiet()
  return channel
}

const told = () => office.ana.directMessages().map(({ plain }) => plain)
const errors = () => lines.filter(({ level }) => level >= error)
const mine = 'Something went wrong on my side; the details are in my log. What you recorded is saved.'

/** Changes the waiting line by SQL, as another release would have queued it, and lets the lane go on. */
async function sendChanged(change: string): Promise<string[]> {
  const before = told().length
  const channel = await waitingLine()
  const waiting = `WHERE state = 'queued' AND call->'call'->>'do' = 'post'`
  expect(await inDatabase(`UPDATE "OutboxCall" SET ${change} ${waiting}`)).toBe(1)
  await office.ana.command(channel.id, 'log second')
  await office.pass(1)
  expect(posts(channel, 'first')).toEqual([])
  expect(posts(channel, 'second')).toHaveLength(1)
  return told().slice(before)
}

it('a call that throws in our own code fails at once with its stack in the log, and the next one goes out', async () => {
  const change = `call = jsonb_set(call, '{call}', '{"do": "refresh", "liveMessage": "bygone:1"}')`
  expect(await sendChanged(change)).toEqual([`I could not post to the channel. ${mine}`])
  expect(errors()).toMatchObject([{ msg: 'a call failed in our own code', call: 'refresh' }])
  expect(errors()[0]?.err?.message).toContain('there is no live message bygone:1')
  expect(errors()[0]?.err?.stack).toContain('src/compose.ts')
  expect(lines.filter(({ msg }) => msg.startsWith('Slack refused'))).toEqual([])
})

it.each([
  ['of a verb that this release does not know', `jsonb_set(call, '{call,do}', '"fax"')`, 'the call "fax"'],
  ['that was cut off, of such a verb', `jsonb_set(call, '{call,do}', '"fax"'), state = 'sending'`, 'the call "fax"'],
  ['without a field that this release needs', `call #- '{call,message}'`, 'at message'],
  ['whose field has another form', `jsonb_set(call, '{call,message}', '"first"')`, 'at message'],
  ['to another kind of target', `jsonb_set(call, '{to}', '{"incident": "INC-1"}')`, 'at to'],
  ['of another form altogether', `'["first"]'`, 'expected object'],
])('a call %s fails alone: the log and the requester are told, and the next one goes out', async (_, call, reason) => {
  const sentence =
    'I could not do what another release of me had queued; the details are in my log. What you recorded is saved.'
  expect(await sendChanged(`call = ${call}`)).toEqual([sentence])
  expect(errors()).toMatchObject([
    {
      msg: 'another release queued a call that I cannot read',
      outboxCall: expect.any(String),
      reason: expect.stringContaining(reason),
    },
  ])
  expect(lines.filter(({ msg }) => msg.startsWith('Slack refused'))).toEqual([])
  const failed = `SELECT 1 FROM "OutboxCall"
    WHERE id = '${errors()[0]?.outboxCall}' AND state = 'failed' AND error LIKE 'unreadable: %${reason}%'`
  expect(await inDatabase(failed)).toBe(1)
})

it('a call whose consequences cannot be stored fails, and the error is logged', async () => {
  const channel = await newIncident(office)
  const before = told().length
  await inDatabase(`
    CREATE SEQUENCE tries;
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE 'refused for the % time', nextval('tries'); END $$;
    CREATE TRIGGER refuse BEFORE UPDATE ON "OutboxCall" FOR EACH ROW
      WHEN (NEW.state = 'sent' AND NEW."tellUser" IS NOT NULL) EXECUTE FUNCTION refuse()`)
  await office.ana.command(channel.id, 'log once')
  await office.quiet()
  await inDatabase('DROP TRIGGER refuse ON "OutboxCall"')
  await office.pass(1)
  expect(posts(channel, 'once')).toHaveLength(1)
  expect(told().slice(before)).toEqual([`I could not post to the channel. ${mine}`])
  const unwritten = errors().filter(({ msg }) => msg === 'could not save the outcome of a call')
  expect(unwritten.map(({ err }) => /refused for the \d+ time/.exec(err?.message ?? '')?.[0])).toEqual([
    'refused for the 1 time',
  ])
})
