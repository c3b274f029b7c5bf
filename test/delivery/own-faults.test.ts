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

it.each([
  {
    what: 'that this release does not know',
    change: `call = jsonb_set(call, '{call,do}', '"fax"')`,
    says: 'this release does not know the call "fax"',
    words: `I could not do what another release of me had queued. ${mine}`,
  },
  {
    what: 'that was cut off and that this release does not know',
    change: `call = jsonb_set(call, '{call,do}', '"fax"'), state = 'sending'`,
    says: 'this release does not know the call "fax"',
    words: `I could not do what another release of me had queued. ${mine}`,
  },
  {
    what: 'that throws in our own code',
    change: `call = jsonb_set(call, '{call,message}', 'null')`,
    says: 'Cannot destructure',
    words: `I could not post to the channel. ${mine}`,
  },
])(
  'a call $what fails at once with its stack in the log, and the next one goes out',
  async ({ change, says, words }) => {
    const before = told().length
    const channel = await waitingLine()
    const waiting = `WHERE state = 'queued' AND call->'call'->>'do' = 'post'`
    expect(await inDatabase(`UPDATE "OutboxCall" SET ${change} ${waiting}`)).toBe(1)
    await office.ana.command(channel.id, 'log second')
    await office.pass(1)
    expect(posts(channel, 'first')).toEqual([])
    expect(posts(channel, 'second')).toHaveLength(1)
    expect(told().slice(before)).toEqual([words])
    expect(errors()).toMatchObject([{ msg: 'a call failed in our own code' }])
    expect(errors()[0]?.err?.message).toContain(says)
    expect(errors()[0]?.err?.stack).toContain('src/slack/')
    expect(lines.filter(({ msg }) => msg.startsWith('Slack refused'))).toEqual([])
  },
)

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
