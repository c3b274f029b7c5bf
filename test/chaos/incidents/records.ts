import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type pg from 'pg'
import type { DeliveryEntry } from '../../../playground/journal.ts'
import type { Channel, MessageView } from '../../../playground/workspace.ts'
import type { Stage } from './stage.ts'

const main = join(import.meta.dirname, '../../../src/main.ts')

interface EntryRow {
  id: string
  text: string
  kind: string
  state: string
  messageTs: string | null
  isDeleted: boolean
}

interface DeliveryRow {
  state: string
  do: string
  error: string | null
}

/** A message of the bot. */
export interface Post {
  ts: string
  channel: string
  thread: string | null
  plain: string
  /** The key of the outbox call that posted it; null for the message of a file. */
  key: string | null
  isFile: boolean
  /** The name of the live message; null for other messages. */
  board: string | null
}

/** A message by a person in the incident's channel, in its final state. */
export interface Said {
  ts: string
  text: string
  /** Whether it has a capturing reaction. */
  isCaptured: boolean
  isMarked: boolean
}

/** The final state: what is stored, what Slack shows, and which events the bot acknowledged. */
export interface Records {
  entries: EntryRow[]
  followUps: string[]
  hypotheses: { statement: string; state: string }[]
  briefs: string[]
  /** Unsent outbox calls, except reads of a thread whose first message was deleted. */
  unsent: DeliveryRow[]
  incidents: number
  /** The texts of the timeline in the JSON export. */
  exported: string[]
  /** The bot's messages, in channels and direct messages. */
  posts: Post[]
  said: Said[]
  /** The ephemeral messages in the incident's channel, as `name: text`. */
  whispers: string[]
  channels: string[]
  channel: string
  drafts: string[]
  canvases: number
  /** Events that the bot acknowledged at least once: `reaction_added 1.2`. */
  heard: Set<string>
}

const capturing = new Set(['pushpin', 'mag', 'bulb', 'scales', 'hammer_and_wrench', 'repeat'])
const mark = 'memo'

export async function readRecords(stage: Stage, channel: Channel): Promise<Records> {
  const client = await stage.store.connect()
  try {
    return {
      ...(await stored(client)),
      ...shown(stage, channel),
      exported: await exported(stage),
      ...(await posted(stage, client)),
    }
  } finally {
    await client.end()
  }
}

async function stored(client: pg.Client) {
  const all = async <T extends pg.QueryResultRow>(sql: string): Promise<T[]> => (await client.query<T>(sql)).rows
  const incidents = await all('SELECT id FROM "Incident"')
  const followUps = await all<{ text: string }>('SELECT text FROM "FollowUp"')
  const briefs = await all<{ state: string }>('SELECT state FROM "Brief"')
  return {
    entries: await all<EntryRow>(
      `SELECT id, text, kind, state, "messageTs"::text, "deletedInSlack" IS NOT NULL AS "isDeleted" FROM "Entry"`,
    ),
    followUps: followUps.map((one) => one.text),
    hypotheses: await all<{ statement: string; state: string }>('SELECT statement, state FROM "Hypothesis"'),
    briefs: briefs.map(({ state }) => state),
    unsent: await all<DeliveryRow>(
      `SELECT state, call->'call'->>'do' AS "do", error FROM "OutboxCall"
       WHERE state <> 'sent' AND error IS DISTINCT FROM 'thread_not_found'`,
    ),
    incidents: incidents.length,
  }
}

async function posted({ workspace, announcements, people, outsider, ops }: Stage, client: pg.Client) {
  const { rows } = await client.query<{ name: string; messageTs: string }>(
    'SELECT name, "messageTs"::text FROM "LiveMessage"',
  )
  const boards = new Map(rows.map(({ name, messageTs }) => [messageTs, name]))
  const incidents = workspace.channels().filter(({ id }) => id !== ops.id && id !== announcements.id)
  const places = [...incidents, announcements].flatMap((one) => one.messages())
  const direct = [...people, outsider].flatMap((person) => person.directMessages())
  const own = [...places, ...direct].filter(
    ({ botId, subtype }) => botId === workspace.botId && (!subtype || subtype === 'file_share'),
  )
  return {
    channels: incidents.map(({ name }) => name),
    posts: own.map((message): Post => {
      const { ts, channel, thread = null, plain, subtype } = message
      const board = boards.get(ts.replace('.', '')) ?? null
      return { ts, channel, thread, plain, key: keyOf(message), isFile: subtype === 'file_share', board }
    }),
  }
}

const keyOf = ({ metadata }: MessageView): string | null =>
  (metadata as { event_payload?: { key?: string } } | undefined)?.event_payload?.key ?? null

function shown({ workspace, people }: Stage, channel: Channel) {
  const said = channel.messages().filter(({ botId, subtype }) => !botId && !subtype)
  const by = (message: MessageView, wanted: (name: string) => boolean) =>
    message.reactions.some(({ name, users }) => wanted(name) && users.length > 0)
  const whispers = people.flatMap((person) =>
    person.ephemerals(channel.id).map(({ plain }) => `${person.name}: ${plain}`),
  )
  const taken = workspace.journal.deliveries('event').filter(isTaken)
  return {
    said: said.map((message) => ({
      ts: message.ts,
      text: message.plain,
      isCaptured: by(message, (name) => capturing.has(name)),
      isMarked: by(message, (name) => name === mark),
    })),
    whispers,
    channel: channel.id,
    drafts: channel.files().map(({ content }) => content.toString('utf8')),
    canvases: channel.canvases().length,
    heard: new Set(taken.map(({ type, payload }) => `${type} ${tsOf(payload.event)}`)),
  }
}

export const isTaken = ({ status }: DeliveryEntry): boolean => status === '200' || status === 'acked'

function tsOf(event: unknown): string {
  const { item, ts, deleted_ts } = event as { item?: { ts: string }; ts?: string; deleted_ts?: string }
  return item?.ts ?? deleted_ts ?? ts ?? ''
}

/** The JSON export, made by the command line while the bot runs. */
async function exported(stage: Stage): Promise<string[]> {
  const args = [main, 'export', 'INC-1', '--format', 'json', '--out', '-']
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, ...stage.variables(0) },
  })
  const { timeline } = JSON.parse(await text(child.stdout)) as { timeline: { text: string }[] }
  return timeline.map((line) => line.text)
}
