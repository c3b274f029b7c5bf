import pg from 'pg'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startApp } from '../../src/app.ts'
import { hourMs } from '../../src/platform/time/durations.ts'
import { eventually } from '../support/eventually.ts'
import { posts } from '../support/look.ts'
import { type Office, openOffice } from '../support/office.ts'

let office: Office
beforeEach(async () => {
  office = await openOffice()
})
afterEach(() => office.close())

/** The numbered lines of the channel, in order. */
const numbers = (): string[] =>
  posts(office.incidentChannel(), '').flatMap(({ plain }) => /line \d+/.exec(plain)?.[0] ?? [])
const upTo = (count: number): string[] => Array.from({ length: count }, (_, index) => `line ${index + 1}`)

async function logUpTo(count: number): Promise<void> {
  const { id } = office.incidentChannel()
  for (const line of upTo(count)) await office.ana.command(id, `log ${line}`)
}

const later = async (ms: number): Promise<void> => {
  office.clock.moveTo(new Date(office.clock.now().getTime() + ms))
  await office.quiet()
}

async function inDatabase(sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: office.databaseUrl })
  await client.connect()
  const { rowCount } = await client.query(sql)
  await client.end()
  return rowCount ?? 0
}

describe('an outage of Slack', () => {
  it('of most of a day delays everything and keeps the order', async () => {
    const channel = await office.declare('SEV4 Checkout is slow')
    office.workspace.faults.down(true)
    await logUpTo(3)
    await later(12 * hourMs)
    await office.ana.command(channel.id, 'log line 4')
    await later(11 * hourMs)
    expect(numbers()).toEqual([])
    office.workspace.faults.down(false)
    await office.pass(5)
    expect(numbers()).toEqual(upTo(4))
    expect(office.ana.directMessages()).toEqual([])
  })

  it('of more than a day fails older calls, tells their author, and delivers the rest', async () => {
    const channel = await office.declare('SEV4 Checkout is slow')
    office.workspace.faults.down(true)
    await office.ana.command(channel.id, 'log too early')
    await later(23 * hourMs)
    await logUpTo(2)
    await later(2 * hourMs)
    office.workspace.faults.down(false)
    await office.pass(5)
    expect(numbers()).toEqual(upTo(2))
    expect(posts(channel, 'too early')).toEqual([])
    expect(office.ana.directMessages().map(({ plain }) => plain)).toEqual([
      expect.stringContaining('I tried for a whole day'),
    ])
  })

  it('with a call that hangs looks the call up and makes it again', async () => {
    await office.close()
    office = await openOffice({ callTimeoutMs: 500 })
    await office.declare('SEV4 Checkout is slow')
    office.workspace.faults.hang('chat.postMessage')
    await logUpTo(2)
    await office.pass(2)
    expect(numbers()).toEqual(upTo(2))
  })
})

describe('live messages', () => {
  const ledgerCalls = () =>
    office.workspace.journal.calls().filter(({ args }) => JSON.stringify(args).includes('What we believe'))

  it('are refreshed once for all changes made while they wait', async () => {
    const channel = await office.declare('SEV4 Checkout is slow')
    office.workspace.faults.rateLimit('chat.postMessage', { seconds: 30 })
    for (const line of upTo(8)) await office.ana.command(channel.id, `hyp ${line}`)
    await office.pass(2)
    expect(ledgerCalls()).toHaveLength(1)
    expect(posts(channel, 'What we believe')[0]?.plain).toContain('line 8')
  })

  it('that have to wait again do not block their next refresh', async () => {
    const channel = await office.declare('SEV4 Checkout is slow')
    await office.ana.command(channel.id, 'hyp line 1')
    await office.quiet()
    office.workspace.faults.serverError('chat.update')
    await office.ana.command(channel.id, 'hyp line 2')
    await office.quiet()
    await office.ana.command(channel.id, 'hyp line 3')
    await office.pass(2)
    expect(posts(channel, 'What we believe')[0]?.plain).toContain('line 3')
  })

  it('of two incidents changed at once are both announced', async () => {
    office.workspace.faults.rateLimit('chat.postMessage', { seconds: 30 })
    await office.ana.command('COPS', 'declare SEV4 One')
    await office.ben.command('COPS', 'declare SEV4 Two')
    await office.pass(2)
    expect(office.announcements.messages()).toHaveLength(2)
  })

  it('are posted again, once, after somebody deleted them', async () => {
    const channel = await office.declare('SEV4 Checkout is slow')
    await office.ana.command(channel.id, 'hyp line 1')
    await office.quiet()
    office.workspace.faults.error('chat.update', 'message_not_found')
    // One for the announcing line, one for the ledger.
    office.workspace.faults.dropAfterEffect('chat.postMessage', 2)
    await office.ana.command(channel.id, 'rule-out line 1: no')
    await office.pass(2)
    await office.ana.command(channel.id, 'hyp line 2')
    await office.pass(2)
    expect(posts(channel, 'What we believe')).toHaveLength(2)
    expect(posts(channel, 'What we believe').at(-1)?.plain).toContain('line 2')
  })
})

describe('lanes', () => {
  it('are shared by two bots: every line once, in order', async () => {
    const { config, clock } = office
    const other = await startApp(config, pino({ level: 'silent' }), { clock, inFlightMs: 0 })
    await office.declare('SEV4 Checkout is slow')
    await logUpTo(30)
    await office.quiet()
    await eventually('every line is posted', () => numbers().length >= 30)
    expect(numbers()).toEqual(upTo(30))
    await other.stop()
  })

  it('are locked again after the lock session is lost', async () => {
    const { config, clock } = office
    const other = await startApp(config, pino({ level: 'silent' }), { clock, inFlightMs: 3_000 })
    await office.declare('SEV4 Checkout is slow')
    const logging = logUpTo(30)
    for (const count of [5, 12, 20]) {
      await eventually('more lines are posted', () => numbers().length >= count)
      const ended = await inDatabase(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND query LIKE '%advisory%' AND pid <> pg_backend_pid()`,
      )
      expect(ended).toBeGreaterThan(0)
    }
    await logging
    await office.pass(1)
    await eventually('every line is posted', () => numbers().length >= 30)
    expect(numbers()).toEqual(upTo(30))
    await other.stop()
  })

  it('are checked when a bot starts, even if every wake-up was lost', async () => {
    await office.declare('SEV4 Checkout is slow')
    office.workspace.faults.rateLimit('chat.postMessage', { seconds: 60 })
    await logUpTo(3)
    await office.quiet()
    office.clock.moveTo(new Date(office.clock.now().getTime() + hourMs))
    const { config, clock } = office
    const other = await startApp(config, pino({ level: 'silent' }), { clock, inFlightMs: 0 })
    await eventually('every line is posted', () => numbers().length === 3)
    expect(numbers()).toEqual(upTo(3))
    await other.stop()
  })
})

it("a reaction on the bot's own message, before it is linked to its entry, creates no second entry", async () => {
  const channel = await office.declare('SEV4 Checkout is slow')
  office.workspace.faults.dropAfterEffect('chat.postMessage')
  await logUpTo(1)
  await office.quiet()
  const [line] = posts(channel, 'line 1')
  await office.ben.join(channel.id)
  await office.ben.react(channel.id, line?.ts ?? '', 'pushpin')
  await office.pass(2)
  await office.ana.command(channel.id, 'log line 2')
  await office.pass(2)
  expect(numbers()).toEqual(upTo(2))
  const shown = await inDatabase(`SELECT 1 FROM "Entry" WHERE text LIKE '%line 1%' AND state = 'shown'`)
  expect(shown).toBe(1)
})

it('a reply to a challenge counts even when it arrives before the message of the challenge is known', async () => {
  const channel = await office.declare('SEV1 Checkout is slow')
  await office.ana.command(channel.id, 'commander')
  await office.quiet()
  office.workspace.faults.dropAfterEffect('chat.postMessage')
  office.clock.moveTo(new Date(office.clock.now().getTime() + hourMs / 4))
  await office.quiet()
  const [asked] = posts(channel, 'no hypothesis is tracked')
  await office.ben.join(channel.id)
  await office.ben.say(channel.id, 'We are still looking', { thread: asked?.ts ?? '' })
  await office.pass(2)
  expect(posts(channel, 'no hypothesis is tracked')[0]?.plain).toContain('We are still looking')
})
