import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../playground/workspace.ts'
import { openStage } from '../kill/stage.ts'
import { eventually } from '../support/eventually.ts'
import { type Office, openOffice } from '../support/office.ts'

describe('a bot whose database is slow', () => {
  const logged: { level: number; msg: string }[] = []
  const log = pino({ level: 'warn' }, { write: (line) => void logged.push(JSON.parse(line)) })
  let office: Office
  let channel: Channel
  let admin: pg.Client

  beforeAll(async () => {
    // Slack waits 3 s and sends again at once; here it waits less, so that the test does.
    office = await openOffice({ log, callTimeoutMs: 300, workspace: { deadlineMs: 300, retryAfterMs: [0, 0, 0] } })
    channel = await office.declare()
    await office.ben.join(channel.id)
    await office.quiet()
    admin = new pg.Client(office.databaseUrl)
    await admin.connect()
  })
  afterAll(async () => {
    await admin.end()
    await office.close()
  })
  beforeEach(() => void logged.splice(0))

  const entriesOf = async (ts: string): Promise<number> => {
    const { rows } = await admin.query('SELECT count(*)::int FROM "Entry" WHERE "messageTs" = $1', [
      ts.replace('.', ''),
    ])
    return rows[0].count
  }
  const reactions = () => office.workspace.journal.deliveries().filter(({ type }) => type === 'reaction_added')
  const lockIncident = async () => {
    await admin.query('BEGIN')
    await admin.query('SELECT id FROM "Incident" FOR UPDATE')
  }
  const waitingBackend = async () => {
    const { rows } = await admin.query(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    return rows[0]?.pid as number | undefined
  }

  it('makes one entry of an event for which Slack did not wait', async () => {
    const ts = await office.ben.say(channel.id, 'p99 is up')
    await office.quiet()
    const before = reactions().length
    await lockIncident()
    await office.ana.react(channel.id, ts, 'pushpin')
    await eventually('Slack has given up and sent it again', () => reactions().length > before + 1)
    await admin.query('COMMIT')
    await office.quiet()
    expect(await entriesOf(ts)).toBe(1)
    expect(logged.filter(({ level }) => level >= 50)).toEqual([])
  })

  it('leaves nothing of an event whose statement is cancelled, and takes it when Slack sends it again', async () => {
    const ts = await office.ben.say(channel.id, 'errors at 4 %')
    await office.quiet()
    await lockIncident()
    await office.ana.react(channel.id, ts, 'mag')
    const pid = await eventually('the bot waits for the lock', waitingBackend)
    await admin.query('SELECT pg_cancel_backend($1)', [pid])
    await eventually('the bot says that it was not saved', () =>
      logged.some(({ msg }) => msg.includes('was not saved')),
    )
    expect(await entriesOf(ts)).toBe(0)
    await admin.query('COMMIT')
    await office.quiet()
    expect(await entriesOf(ts)).toBe(1)
  })

  it('goes on with the lane when the row of a call is deleted by hand while the call is made', async () => {
    office.workspace.faults.hang('chat.postMessage')
    await office.ana.command(channel.id, 'log a call that hangs')
    const sending = office.quiet()
    await eventually('the call is under way', async () => {
      const { rowCount } = await admin.query(`DELETE FROM "OutboxCall" WHERE state = 'sending'`)
      return rowCount === 1
    })
    await sending
    await office.ana.command(channel.id, 'log the next one')
    await office.quiet()
    const lines = channel.messages().filter(({ plain }) => plain.includes('the next one'))
    expect(lines).toHaveLength(1)
  })
})

it('a bot that was paused while another changed its incident decides on what is now so', async () => {
  await using stage = await openStage('http')
  const [ana] = stage.people
  if (!ana) throw new Error('nobody is there')
  await stage.listening()
  await ana.command('COPS', 'declare SEV4 Paused')
  const channel = await eventually('the channel', () => stage.workspace.channelByName('inc-1-paused'))
  await eventually('its opening message', () => channel.messages().some(({ botId }) => botId))
  const sent = async () => {
    const { rows } = await stage.database.query(
      `SELECT count(*)::int FROM "OutboxCall" WHERE state IN ('queued', 'sending')`,
    )
    return rows[0].count === 0
  }
  await eventually('everything is sent', sent)
  const other = await stage.startAnother()
  stage.bot.child.kill('SIGSTOP')
  await stage.workspace.connectHttp(other.url)
  await ana.command(channel.id, 'status monitoring the fix is out')
  await eventually('the other bot has said so', () =>
    channel.messages().some(({ plain }) => plain.includes('the fix is out')),
  )
  stage.bot.child.kill('SIGCONT')
  await other.stop()
  await stage.workspace.connectHttp(`http://127.0.0.1:${stage.port}/slack/events`)
  const { text } = await ana.command(channel.id, 'status monitoring once more')
  expect(text).toContain('is monitoring already')
  await eventually('everything is sent', sent)
  expect(channel.messages().filter(({ plain }) => plain.includes('*Monitoring*'))).toHaveLength(1)
})
