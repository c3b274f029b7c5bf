import type { MessageView } from '../../playground/workspace.ts'
import type { Deed, Response } from './response.ts'
import type { Stage } from './stage.ts'

interface EntryRow {
  text: string
  kind: string
  state: string
  captured: boolean
  messageTs: string | null
}

interface ChallengeRow {
  number: number
  state: string
  askedAt: Date
  messageTs: string | null
}

/** What the bot has stored, what Slack shows, and which events the bot has acknowledged. */
export interface Accounts {
  entries: EntryRow[]
  challenges: ChallengeRow[]
  incidents: number
  /** Channels that the bot created. */
  channels: number
  posts: MessageView[]
  /** Ephemeral messages, except replies to commands. */
  whispers: string[]
  /** When events of this type were first acknowledged (ms), by the `ts` of their message. */
  acknowledged(type: 'reaction_added' | 'reaction_removed' | 'message'): Map<string, number>
}

export async function readAccounts(stage: Stage, { channel }: Response): Promise<Accounts> {
  const { database, workspace, announcements } = stage
  const { journal } = workspace
  const { rows: entries } = await database.query<EntryRow>(
    'SELECT text, kind, state, captured, "messageTs"::text FROM "Entry"',
  )
  const { rows: incidents } = await database.query('SELECT 1 FROM "Incident"')
  const { rows: challenges } = await database.query<ChallengeRow>(
    `SELECT c.number, c.state, c."askedAt", b."messageTs"::text FROM "Challenge" c
     LEFT JOIN "LiveMessage" b ON b."incidentId" = c."incidentId" AND b.name = 'challenge:' || c.number ORDER BY 1`,
  )
  const all = [...(channel?.messages() ?? []), ...announcements.messages()]
  const made = journal.calls('conversations.create').filter(({ result }) => 'channel' in result)
  const whispered = journal.calls('chat.postEphemeral').filter(({ result }) => result.ok === true)
  return {
    entries,
    challenges,
    incidents: incidents.length,
    channels: made.length,
    whispers: whispered.map(({ args }) => `${args.user} ${args.text}`),
    posts: all.filter((message) => message.botId === workspace.botId && message.subtype === undefined),
    acknowledged: (type) => {
      const taken = journal.deliveries(type).filter(({ status }) => status === '200' || status === 'acked')
      return new Map(taken.toReversed().map(({ payload, at }) => [tsOf(payload.event), at]))
    },
  }
}

function tsOf(event: unknown): string {
  const { item, ts } = event as { item?: { ts: string }; ts?: string }
  return item?.ts ?? ts ?? ''
}

/** Every broken promise, as a sentence; empty when there is none. */
export function discrepancies(response: Response, accounts: Accounts): string[] {
  const { deeds, channel } = response
  const count = (what: string, found: number | undefined) => (found === 1 ? [] : [`${found} × ${what}`])
  const ledgers = accounts.posts.filter(({ plain }) => plain.includes('What we believe'))
  const open = accounts.challenges.filter(({ state }) => state === 'open')
  return [
    ...deeds.flatMap((deed) => about(deed, accounts)),
    ...repeats('key', accounts.posts.map(keyOf)),
    ...repeats(
      'message',
      accounts.posts.filter((post) => !isBoard(post)).map((post) => post.plain),
    ),
    ...accounts.posts.filter((post) => !keyOf(post)).map((post) => `without a key: ${post.plain}`),
    ...count('incident', accounts.incidents),
    ...count('incident channel', accounts.channels),
    ...count('ledger', ledgers.length),
    ...count('draft', channel?.files().length),
    ...open.map(({ number }) => `challenge ${number} is open after the end`),
    ...accounts.challenges.filter((one) => !one.messageTs).map(({ number }) => `challenge ${number} was not shown`),
    ...unheard(response, accounts),
    ...repeats('ephemeral message', accounts.whispers),
  ]
}

/** Replies that should have answered their challenge: nothing else had answered or replaced it before. */
function unheard({ deeds, endedAt: end }: Response, { challenges, acknowledged }: Accounts): string[] {
  const heard = acknowledged('message')
  const replies = deeds.filter(({ kind, ts = '' }) => kind === 'reply' && heard.has(ts))
  return replies.flatMap(({ word, ts = '', thread = '' }) => {
    const asked = challenges.find(({ messageTs }) => messageTs === thread.replace('.', ''))
    if (!asked) return [`${word} replied to what is no challenge`]
    const next = challenges.find(({ number }) => number > asked.number)?.askedAt.getTime() ?? end
    return asked.state === 'answered' || (heard.get(ts) ?? 0) >= next ? [] : [`unheard: reply ${word}`]
  })
}

const keyOf = ({ metadata }: MessageView): string =>
  (metadata as { event_payload?: { key?: string } } | undefined)?.event_payload?.key ?? ''

/** Live messages may repeat each other: two questions can have the same wording. */
const isBoard = ({ plain, buttons }: MessageView): boolean =>
  buttons.length > 0 || /Not answered|, after |Last change/.test(plain)

function repeats(what: string, values: readonly string[]): string[] {
  const counted = Map.groupBy(values, (value) => value)
  return [...counted].flatMap(([value, all]) => (all.length > 1 ? [`${all.length} × ${what} ${value}`] : []))
}

function about(deed: Deed, accounts: Accounts): string[] {
  const entries = accounts.entries.filter(({ text }) => text.includes(deed.word))
  if (deed.ts) return aboutMessage(deed, entries, accounts)
  if (deed.kind === 'answer') return entries.length > 1 ? [`${deed.word} answers ${entries.length} times`] : []
  const own = entries.filter(({ kind }) => kind !== 'challenge')
  const lines = accounts.posts.filter(({ plain, buttons }) => buttons.length === 0 && plain.includes(deed.word))
  const said = lines.filter(({ plain }) => isLineOf(deed, plain))
  return [
    ...(deed.acknowledged && own.length === 0 ? [`lost: ${deed.kind} ${deed.word}`] : []),
    ...(own.length > 1 ? [`doubled: ${deed.kind} ${deed.word}`] : []),
    ...(said.length !== own.length
      ? [`${said.length} lines for ${own.length} entries of ${deed.kind} ${deed.word}`]
      : []),
  ]
}

function isLineOf({ kind, word }: Deed, plain: string): boolean {
  if (kind === 'log') return plain.includes(`${word} was seen`)
  return plain.includes(word) && plain.includes(kind === 'hyp' ? 'Hypothesis:' : 'Ruled out:')
}

function aboutMessage({ kind, word, ts = '' }: Deed, entries: EntryRow[], accounts: Accounts): string[] {
  const own = accounts.entries.filter(({ messageTs }) => messageTs === ts.replace('.', ''))
  if (own.length > 1) return [`doubled: ${kind} ${word}`]
  if (kind === 'reply' || !accounts.acknowledged('reaction_added').has(ts)) return []
  const [entry] = own
  // A reaction that was removed before the bot saw it leaves no entry.
  if (kind === 'taken back' && accounts.acknowledged('reaction_removed').has(ts))
    return entry?.state === 'shown' ? [`taken back, and still shown: ${word}`] : []
  if (!entry) return [`lost: ${kind} ${word}`]
  // A challenge may quote what it challenges.
  const saying = entries.filter((one) => one.kind !== 'challenge')
  if (saying.length !== 1) return [`${saying.length} entries say ${word}`]
  return entry.state === 'shown' ? [] : [`${kind} ${word} is ${entry.state}`]
}
