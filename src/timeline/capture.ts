import type { Send } from '../delivery/call.ts'
import { type Change, type Decision, nothing } from '../dispatch/decision.ts'
import type { Reacted } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { dropProposal, proposeFrom } from '../hypothesis/propose.ts'
import { isOver } from '../incident/model.ts'
import { formatTs, mentionedPeople, plainly } from '../slack/text.ts'
import { type HandKind, handKindOf } from './by-hand.ts'
import {
  type CapturedKind,
  capturedKinds,
  type Entry,
  instantOf,
  mark,
  type ReactionRow,
  type SeenMessage,
} from './model.ts'

/** What is stored about the message somebody reacted to. */
export interface Known {
  reactions: ReactionRow[]
  entry: Entry | null
  seen: SeenMessage | null
  /** It answered a challenge: without a reaction its entry is that answer. */
  answersChallenge: boolean
  names: ReadonlyMap<string, string>
}

/**
 * A reaction put on or taken off. Per person and reaction the latest `eventTs` wins; the entry's kind is that of the
 * latest reaction still there, and with none left it is withdrawn, or an answer again. So every order, repetition
 * and delay of the same events ends in the same timeline.
 */
export function decideReaction(state: IncidentState, input: Reacted, known: Known, moment: Moment): Decision {
  const name = input.name.replace(/::skin-tone-\d$/, '')
  // What was missed, and what is done by hand, counts after the close as well.
  const isHeard = input.incidentId === undefined
  if (!kindOf(name, moment) || (isHeard && isOver(state.incident))) return nothing
  const before = known.reactions.find((row) => row.userId === input.by.id && row.name === name)
  if (before && before.eventTs >= input.eventTs) return nothing
  const row = { userId: input.by.id, name, present: input.present, eventTs: input.eventTs }
  const noted: Change = {
    type: 'reaction.noted',
    channelId: input.channelId,
    messageTs: input.messageTs,
    ...row,
  }
  const latest = latestPresent([...known.reactions.filter((other) => other !== before), row])
  const kind = latest && kindOf(latest.name, moment)
  const effect = kind
    ? capture(state, input, known, kind, latest.userId, moment)
    : withdraw(state, input, known, moment)
  return { ...effect, changes: [noted, ...effect.changes] }
}

const kindOf = (reaction: string, { settings }: Moment): CapturedKind | HandKind | undefined =>
  handKindOf(reaction) ?? capturedKinds.find((kind) => settings.reactions[kind].includes(reaction))

const latestPresent = (rows: readonly ReactionRow[]): ReactionRow | undefined =>
  rows
    .filter((row) => row.present)
    .sort(
      (a, b) =>
        Number(a.eventTs - b.eventTs) || a.userId.localeCompare(b.userId) || a.name.localeCompare(b.name),
    )
    .at(-1)

function capture(
  state: IncidentState,
  input: Reacted,
  known: Known,
  kind: CapturedKind | HandKind,
  recorderId: string,
  moment: Moment,
): Decision {
  const { entry } = known
  if (!entry) return begin(state, input, known, kind, recorderId, moment)
  if (!entry.captured) return nothing
  if (entry.state === 'pending' && !entry.text && input.present)
    return again(state, input, known, kind, recorderId)
  if (entry.kind === kind && entry.state !== 'withdrawn') return nothing
  const empty = entry.text === '' && entry.attachments.length === 0
  const shown = empty ? 'pending' : 'shown'
  const ledger =
    kind === 'hypothesis' && shown === 'shown'
      ? proposeFrom(state, entry, { id: recorderId }, moment)
      : dropProposal(state, entry.id, input.by, moment)
  return {
    changes: [{ type: 'entry.kind', entryId: entry.id, kind, state: shown, recorderId }, ...ledger.changes],
    send: [...(isMarked(entry) ? [] : marking('react', state, input)), ...ledger.send],
  }
}

/** Its words are not there yet, and may never come by the fetch that was asked for: they are asked for once more. */
function again(
  state: IncidentState,
  input: Reacted,
  { entry, seen }: Known,
  kind: CapturedKind | HandKind,
  recorderId: string,
): Decision {
  if (!entry) return nothing
  const change: Change = { type: 'entry.kind', entryId: entry.id, kind, state: 'pending', recorderId }
  return { changes: [change], send: [fetching(state, input, entry.id, seen)] }
}

/** Whether the bot's mark stands on its message. */
const isMarked = ({ kind, state }: Entry): boolean => state !== 'withdrawn' && kind !== 'challenge'

function withdraw(
  state: IncidentState,
  input: Reacted,
  { entry, answersChallenge }: Known,
  moment: Moment,
): Decision {
  if (!entry?.captured || !isMarked(entry)) return nothing
  const ledger = dropProposal(state, entry.id, input.by, moment)
  const { id: entryId, state: shown, authorId, recorderId } = entry
  const change: Change = answersChallenge
    ? { type: 'entry.kind', entryId, kind: 'challenge', state: shown, recorderId: authorId ?? recorderId }
    : { type: 'entry.withdrawn', entryId }
  return {
    changes: [change, ...ledger.changes],
    send: [...marking('unreact', state, input), ...ledger.send],
  }
}

function begin(
  state: IncidentState,
  input: Reacted,
  { seen, names }: Known,
  kind: CapturedKind | HandKind,
  recorderId: string,
  moment: Moment,
): Decision {
  const { channelId, messageTs } = input
  const { id: incidentId } = state.incident
  const author = seen?.authorName ?? (seen?.authorId ? names.get(seen.authorId) : undefined)
  const lacking = !seen || !author || mentionedPeople(seen.text).some((id) => !names.has(id))
  const entry = {
    id: moment.newId(),
    incidentId,
    kind,
    state: lacking ? ('pending' as const) : ('shown' as const),
    text: seen ? plainly(seen.text, names) : '',
    occurredAt: instantOf(messageTs),
    recordedAt: moment.now,
    recorderId,
    authorId: seen?.authorId ?? null,
    authorName: author ?? null,
    channelId,
    messageTs,
    threadTs: seen?.threadTs ?? null,
    captured: true,
    attachments: seen?.content ?? [],
  }
  const ledger =
    kind === 'hypothesis' && !lacking ? proposeFrom(state, entry, { id: recorderId }, moment) : nothing
  const send = [...marking('react', state, input), ...ledger.send]
  return {
    changes: [{ type: 'entry.added', entry }, ...ledger.changes],
    send: lacking ? [...send, fetching(state, input, entry.id, seen)] : send,
  }
}

function fetching(
  { incident }: IncidentState,
  input: Reacted,
  entryId: string,
  seen: SeenMessage | null,
): Send {
  return {
    to: input.channelId === incident.channelId ? { incident: incident.id } : { channel: input.channelId },
    call: {
      do: 'fetch_entry',
      entryId,
      ts: formatTs(input.messageTs),
      thread: seen?.threadTs ? formatTs(seen.threadTs) : null,
      text: seen?.text ?? null,
      authorId: seen?.authorId ?? null,
    },
    tell: { person: input.by.id, channelId: input.channelId },
  }
}

/** The bot's mark stands in the incident's own channel; elsewhere nobody asked for it. */
const marking = (
  deed: 'react' | 'unreact',
  { incident }: IncidentState,
  { messageTs, channelId }: Reacted,
): Send[] =>
  channelId === incident.channelId
    ? [{ to: { incident: incident.id }, call: { do: deed, ts: formatTs(messageTs), name: mark } }]
    : []
