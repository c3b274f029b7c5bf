import { type Deed, type Lived, traceOf } from './deeds.ts'
import type { Plan } from './plan.ts'
import type { Post, Records } from './records.ts'

/** A broken promise. */
export interface Finding {
  kind: 'lost' | 'doubled' | 'stuck' | 'wrong' | 'died'
  what: string
}

const finding = (kind: Finding['kind'], what: string): Finding => ({ kind, what })

/** The broken promises of an incident that has come to rest. */
export function findingsIn(plan: Pick<Plan, 'isPrivate'>, { deeds, asksOutside }: Lived, records: Records): Finding[] {
  return [
    ...deeds.flatMap((deed) => aboutDeed(deed, records)),
    ...records.said.flatMap((message) => aboutMessage(message, records)),
    ...deeds.filter(({ kind }) => kind === 'deleted').flatMap((deed) => aboutDeleted(deed, records)),
    ...aboutHypotheses(deeds, records),
    ...aboutRoles(records),
    ...aboutPosts(plan, records),
    ...aboutOutside(asksOutside, records),
    ...records.unsent.map(({ state, do: what, error }) => finding('stuck', `${state}: ${what}, ${error}`)),
    ...aboutWhispers(deeds, records),
  ]
}

/** An action is stored once if acknowledged, at most once if not, and announced as often as it is stored. */
function aboutDeed(deed: Deed, records: Records): Finding[] {
  const trace = traceOf(deed.kind)
  if (!trace) return []
  const name = `${deed.kind} ${deed.word}`
  const saysAll = (words: readonly string[]) => (text: string) => words.every((one) => text.includes(one))
  const isTold = saysAll(trace.entry(deed.word))
  const own = records.entries.filter(
    ({ text, kind }) => kind !== 'challenge' && (!trace.entryKind || kind === trace.entryKind) && isTold(text),
  )
  const kept = trace.kept === 'follow-up' ? records.followUps.filter(isTold).length : own.length
  const lines = linesIn(records).filter(({ plain }) => saysAll(trace.line(deed.word))(plain))
  const isDue = deed.ts ? records.heard.has(`app_mention ${deed.ts}`) : deed.isAcknowledged
  const found: Finding[] = []
  if (isDue && kept === 0) found.push(finding('lost', name))
  if (kept > 1) found.push(finding('doubled', `${name}: ${kept} on record`))
  if (lines.length < kept) found.push(finding('lost', `${name}: ${lines.length} lines in the channel`))
  if (lines.length > kept) found.push(finding('doubled', `${name}: ${lines.length} lines in the channel`))
  return [...found, ...own.flatMap((entry) => aboutShown(name, entry, records)), ...aboutUndone(deed, own, records)]
}

/** A shown entry is in the JSON export once, any other entry is not. */
function aboutShown(name: string, { text, state }: Records['entries'][number], { exported }: Records): Finding[] {
  const wanted = state === 'shown' ? 1 : 0
  const times = exported.filter((line) => line === text).length
  if (times === wanted) return []
  return [finding(times < wanted ? 'lost' : 'doubled', `${name}: ${times} times in the JSON, ${state}`)]
}

function aboutUndone({ isUndone, word }: Deed, own: Records['entries'], records: Records): Finding[] {
  const withdrawn = own.filter(({ state }) => state === 'withdrawn').length
  const told = records.posts.filter(({ plain }) => plain.includes(`took back: ~${word}`)).length
  if (told === withdrawn && (isUndone || withdrawn === 0)) return []
  return [finding('wrong', `${word} is withdrawn ${withdrawn} times, and ${told} lines say so`)]
}

/** The bot's lines in the incident's channel, without live messages, files and announced undos. */
const linesIn = ({ posts, channel }: Records): Post[] =>
  posts.filter((post) => post.channel === channel && !post.board && !post.isFile && !post.plain.includes('took back:'))

/** After the close every message with a capturing reaction has an entry, even if Slack gave up on the event. */
function aboutMessage({ ts, text, isCaptured, isMarked }: Records['said'][number], { entries }: Records): Finding[] {
  const own = entries.filter(({ messageTs }) => messageTs === ts.replace('.', ''))
  const shown = own.filter(({ state }) => state === 'shown')
  const [entry] = shown
  if (own.length > 1) return [finding('doubled', `${own.length} entries of “${text}”`)]
  if (isCaptured && !entry) return [finding('lost', `“${text}” (${ts}) was captured: ${own[0]?.state ?? 'no entry'}`)]
  if (!isCaptured && entry) return [finding('wrong', `“${text}” (${ts}) is still shown`)]
  if (isMarked !== isCaptured) return [finding('wrong', `“${text}” (${ts}) is ${isMarked ? '' : 'not '}marked`)]
  return entry && entry.text !== text ? [finding('wrong', `“${text}” (${ts}) is on record as “${entry.text}”`)] : []
}

/** If the bot received the reaction to a message deleted later, the entry stays and is marked as deleted. */
function aboutDeleted({ word, ts = '' }: Deed, { entries, heard }: Records): Finding[] {
  const own = entries.filter(({ messageTs }) => messageTs === ts.replace('.', ''))
  if (own.length > 1) return [finding('doubled', `${own.length} entries of deleted ${word}`)]
  const [entry] = own
  if (!entry) return heard.has(`reaction_added ${ts}`) ? [finding('lost', `deleted ${word}`)] : []
  return entry.isDeleted ? [] : [finding('wrong', `${word} was deleted, and its entry does not say so`)]
}

function aboutHypotheses(deeds: readonly Deed[], { hypotheses, posts }: Records): Finding[] {
  const ledger = posts.find(({ board }) => board === 'ledger')?.plain ?? ''
  const tracked = deeds.filter(
    ({ kind, isAcknowledged }) => isAcknowledged && (kind === 'hypothesis' || kind === 'rule-out'),
  )
  return tracked.flatMap(({ kind, word }) => {
    const rows = hypotheses.filter(({ statement }) => statement.includes(word))
    const state = kind === 'rule-out' ? 'ruled_out' : 'open'
    if (rows.length !== 1) return [finding(rows.length ? 'doubled' : 'lost', `${rows.length} rows of ${kind} ${word}`)]
    if (rows[0]?.state !== state) return [finding('wrong', `${kind} ${word} is ${rows[0]?.state}`)]
    return ledger.includes(word) ? [] : [finding('lost', `${kind} ${word} is not in the ledger`)]
  })
}

/** Every role taken has one line in the channel. */
function aboutRoles(records: Records): Finding[] {
  const taken = /^\*?(\w+)\*? is (commander|owner)/
  const count = (texts: readonly string[]) => texts.filter((text) => taken.test(text)).length
  const entries = count(records.entries.filter(({ kind }) => kind === 'role').map(({ text }) => text))
  const lines = count(linesIn(records).map(({ plain }) => plain))
  return entries === lines ? [] : [finding(lines < entries ? 'lost' : 'doubled', `${lines} lines for ${entries} roles`)]
}

function aboutPosts({ isPrivate }: Pick<Plan, 'isPrivate'>, records: Records): Finding[] {
  const { posts, incidents, channels, drafts, canvases, hypotheses } = records
  const keys = Map.groupBy(
    posts.filter(({ key }) => key),
    ({ key }) => key,
  )
  const exactly = (what: string, wanted: number, found: number) =>
    found === wanted ? [] : [finding(found < wanted ? 'lost' : 'doubled', `${found} × ${what}`)]
  const boards = (name: string) => posts.filter(({ board }) => board === name).length
  return [
    ...[...keys.values()].flatMap((same) =>
      same.length > 1 ? [finding('doubled', `${same.length} × “${same[0]?.plain.slice(0, 80)}”`)] : [],
    ),
    ...posts
      .filter(({ key, isFile, channel }) => !key && !isFile && !isDirect(channel))
      .map(({ plain }) => finding('wrong', `without a key: ${plain}`)),
    ...exactly('incident', 1, incidents),
    ...exactly('channel', 1, channels.length),
    ...exactly('opening post', 1, boards('opening')),
    ...exactly('announcement', isPrivate ? 0 : 1, boards('announcement')),
    ...exactly('ledger', hypotheses.length > 0 ? 1 : boards('ledger'), boards('ledger')),
    ...exactly('draft', 1, drafts.length),
    ...(canvases > 1 ? [finding('doubled', `${canvases} canvases`)] : []),
  ]
}

/** Direct messages may lack a key: those sent in place of an ephemeral message have none. */
const isDirect = (channel: string): boolean => channel.startsWith('D')

function aboutOutside(isAsked: boolean, { briefs, posts }: Records): Finding[] {
  const sent = posts.filter(({ plain }) => plain.includes('*Fresh eyes, please.*')).length
  const found: Finding[] = []
  if (isAsked && briefs.length === 0) found.push(finding('lost', 'the brief'))
  if (briefs.length > 1 || sent > 1) found.push(finding('doubled', `${briefs.length} briefs, ${sent} sent`))
  if (briefs.includes('sent') && sent === 0) found.push(finding('lost', 'the brief that was sent'))
  return found
}

/** An ephemeral message may be lost but is never shown twice. */
function aboutWhispers(deeds: readonly Deed[], { whispers }: Records): Finding[] {
  const words = deeds.map(({ word }) => word)
  const all = [...Map.groupBy(whispers, (whisper) => whisper).values()]
  return all.flatMap(([whisper = '', ...again]) =>
    again.length > 0 && words.some((word) => whisper.includes(word))
      ? [finding('doubled', `ephemeral message “${whisper}”`)]
      : [],
  )
}
