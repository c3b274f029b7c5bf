import { combineDecisions, type Decision, emptyDecision, type StateChange } from '../../core/decision.ts'
import { isClosedOrCancelled } from '../../core/incident/model.ts'
import type { ReactionChanged } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import { explainDenial } from '../../core/permission.ts'
import {
  type CapturedKind,
  captureMarkEmoji,
  type Entry,
  instantOf,
  type MarkedKind,
  markedKinds,
  type ReactionRow,
  type SeenMessage,
} from '../../core/record/model.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { followUpFrom, markFollowUp } from '../../follow-ups/from-message.ts'
import { dropProposal, proposeFrom } from '../../investigation/ledger/propose.ts'
import { formatTs } from '../../messages/mrkdwn.ts'
import { wantPictures } from '../entries/pictures.ts'
import { type ManualKind, readManualKind } from './by-hand.ts'
import { requestMessageFetch } from './fetch-message.ts'
import { type ResolvedMessage, resolveMessage, summarizeMessageText } from './message-text.ts'

/** What is stored about the message somebody reacted to. */
export interface MessageContext {
  reactions: ReactionRow[]
  entry: Entry | null
  seen: (SeenMessage & { changedTs: bigint | null }) | null
  /** When it was deleted in Slack; that may be known before the message is. */
  deletedAt: Date | null
  /** It answered a challenge: without a reaction its entry is that answer. */
  answersChallenge: boolean
  /** Names of people, channels and groups, by id. */
  names: ReadonlyMap<string, string>
}

/** Everything a reaction is decided by. */
interface ReactionCase {
  state: IncidentState
  input: ReactionChanged
  known: MessageContext
  ctx: DecisionContext
  /** Of the message, this reaction included. */
  reactions: ReactionRow[]
}

/**
 * A reaction put on or taken off. Per person and reaction the latest `eventTs` wins; the entry's kind is that of the
 * latest reaction still there, and with none left it is withdrawn, or an answer again. So every order, repetition
 * and delay of the same events ends in the same timeline. A follow-up is no line of it: a message can be both, and
 * the bot's own mark stands while it is either.
 */
export function decideReaction(
  state: IncidentState,
  input: ReactionChanged,
  known: MessageContext,
  ctx: DecisionContext,
): Decision {
  const meant = meaningOf(input.name, ctx)
  if (!meant || comesTooLate(state, input, ctx)) return emptyDecision
  const { by, name, present, eventTs, channelId, messageTs } = input
  const before = known.reactions.find((row) => row.userId === by.id && row.name === name)
  if (before && before.eventTs >= eventTs) return emptyDecision
  const row = { userId: by.id, name, present, eventTs }
  const reactions = [...known.reactions.filter((other) => other !== before), row]
  const given: ReactionCase = { state, input, known, ctx, reactions }
  const noted: StateChange = { type: 'reaction.noted', channelId, messageTs, ...row }
  const { decision, stands } = meant === 'follow-up' ? followingUp(given) : entering(given)
  const marks = syncMessageMark(given, wasMarked(known, ctx), stands)
  return combineDecisions({ changes: [noted], send: marks }, decision)
}

type Meaning = MarkedKind | ManualKind

/** Reactions of any skin tone mean the same. */
const meaningOf = (reaction: string, { settings }: DecisionContext): Meaning | undefined => {
  const name = reaction.replace(/::skin-tone-\d$/, '')
  return readManualKind(name) ?? markedKinds.find((kind) => settings.reactions[kind].includes(name))
}

/** After the end only those who answer for the incident add to it; what was done before it counts, however late it comes. */
function comesTooLate(
  state: IncidentState,
  { by, eventTs, incidentId, name }: ReactionChanged,
  ctx: DecisionContext,
): boolean {
  const { incident } = state
  if (!isClosedOrCancelled(incident)) return false
  // What the review at close offers is for whoever was asked; the table has allowed it.
  const isGranted = incidentId !== undefined && readManualKind(name) !== undefined
  const wasBefore = incident.closedAt !== null && instantOf(eventTs) <= incident.closedAt
  return !wasBefore && !isGranted && explainDenial('respond', by.id, state, ctx) !== undefined
}

/** The latest of the reactions still there that mean this. */
function findLatestReaction(
  rows: readonly ReactionRow[],
  ctx: DecisionContext,
  isWanted: (kind: Meaning) => boolean,
): ReactionRow | undefined {
  const standing = rows.filter(({ name, present }) => {
    const kind = meaningOf(name, ctx)
    return present && kind !== undefined && isWanted(kind)
  })
  return standing.toSorted(compareReactions).at(-1)
}

const compareReactions = (a: ReactionRow, b: ReactionRow): number =>
  Number(a.eventTs - b.eventTs) || a.userId.localeCompare(b.userId) || a.name.localeCompare(b.name)

const isFollowUp = (kind: Meaning): boolean => kind === 'follow-up'
const isEntry = (kind: Meaning): kind is CapturedKind | ManualKind => kind !== 'follow-up'

interface Effect {
  decision: Decision
  /** Whether the message is marked by it. */
  stands: boolean
}

const wasMarked = ({ entry, reactions }: MessageContext, ctx: DecisionContext): boolean =>
  isMarked(entry) || findLatestReaction(reactions, ctx, isFollowUp) !== undefined

/** Whether the entry is one that people made of its message. */
const isMarked = (entry: Entry | null): boolean =>
  entry?.captured === true && entry.state !== 'withdrawn' && entry.kind !== 'challenge'

function syncMessageMark({ state, input }: ReactionCase, was: boolean, is: boolean): Send[] {
  if (was === is) return []
  const call = {
    do: is ? 'react' : 'unreact',
    ts: formatTs(input.messageTs),
    name: captureMarkEmoji,
  } as const
  // Elsewhere than in the incident's own channel nobody asked for a mark.
  return input.channelId === state.incident.channelId ? [{ to: { incident: state.incident.id }, call }] : []
}

function followingUp(given: ReactionCase): Effect {
  const { state, input, known, ctx, reactions } = given
  const { entry } = known
  const latest = findLatestReaction(reactions, ctx, isFollowUp)
  const stands = isMarked(entry) || latest !== undefined
  const changed = Boolean(latest) !== Boolean(findLatestReaction(known.reactions, ctx, isFollowUp))
  if (!changed && (followUpFrom(state, input) || !latest)) return { decision: emptyDecision, stands }
  const { channelId, messageTs } = input
  // A line of the bot says what its entry says.
  const said = entry && !entry.captured ? { ...entry, lacking: [] } : sayingIn(given)
  const by = latest && latest.userId !== input.by.id ? { id: latest.userId } : input.by
  const threadTs = known.seen?.threadTs ?? null
  const text = said ? summarizeMessageText(said) : ''
  const marked = { channelId, messageTs, threadTs, text, present: Boolean(latest), by }
  const decision = markFollowUp(state, marked, ctx)
  const isLacking = latest !== undefined && (!said || said.lacking.length > 0)
  const fetch = isLacking ? [asking(given, entry?.id ?? null, said?.lacking ?? [])] : []
  return { decision: { ...decision, send: [...decision.send, ...fetch] }, stands }
}

function entering(given: ReactionCase): Effect {
  const { known, ctx, reactions } = given
  const latest = findLatestReaction(reactions, ctx, isEntry)
  const kind = latest && meaningOf(latest.name, ctx)
  const isFollowedUp = findLatestReaction(reactions, ctx, isFollowUp) !== undefined
  const { entry } = known
  if (entry && standsByHand(entry, given.input))
    return { decision: emptyDecision, stands: isMarked(entry) || isFollowedUp }
  if (!latest || !kind || !isEntry(kind)) return { decision: withdrawCapture(given), stands: isFollowedUp }
  // A line of the bot is on the timeline as what it is.
  const isOurs = known.entry !== null && !known.entry.captured
  return { decision: capture(given, kind, latest.userId), stands: isFollowedUp || !isOurs }
}

/** What somebody settled by hand stands; only a newer reaction brings back what they withdrew, or settles it anew by hand. */
const standsByHand = ({ stateEditedAt, state }: Entry, { name, present, eventTs }: ReactionChanged): boolean => {
  const isNews = present && stateEditedAt !== null && instantOf(eventTs) > stateEditedAt
  return stateEditedAt !== null && !(isNews && (state === 'withdrawn' || readManualKind(name) !== undefined))
}

function capture(given: ReactionCase, kind: CapturedKind | ManualKind, recorderId: string): Decision {
  const { state, input, known, ctx } = given
  const { entry } = known
  if (!entry) return captureNewEntry(given, kind, recorderId)
  if (!entry.captured) return emptyDecision
  const isEmpty = entry.text === '' && entry.attachments.length === 0
  // Its words may never come by the fetch that was asked for: they are asked for once more.
  const asks = isEmpty && input.present ? [asking(given, entry.id, [])] : []
  if (entry.kind === kind && entry.state !== 'withdrawn' && asks.length === 0) return emptyDecision
  const isProposed = kind === 'hypothesis' && !isEmpty
  const ledger = isProposed
    ? proposeFrom(state, entry, { id: recorderId }, ctx)
    : dropProposal(state, entry.id, input.by, ctx)
  const shown = isEmpty ? 'pending' : 'shown'
  const change: StateChange = { type: 'entry.kind', entryId: entry.id, kind, state: shown, recorderId }
  return { changes: [change, ...ledger.changes], send: [...asks, ...ledger.send] }
}

function withdrawCapture({ state, input, known: { entry, answersChallenge }, ctx }: ReactionCase): Decision {
  if (!entry || !isMarked(entry)) return emptyDecision
  const ledger = dropProposal(state, entry.id, input.by, ctx)
  const { id: entryId, state: shown, authorId, recorderId } = entry
  const change: StateChange = answersChallenge
    ? { type: 'entry.kind', entryId, kind: 'challenge', state: shown, recorderId: authorId ?? recorderId }
    : { type: 'entry.withdrawn', entryId }
  return { changes: [change, ...ledger.changes], send: ledger.send }
}

const sayingIn = ({ state, known: { seen, names } }: ReactionCase): ResolvedMessage | null =>
  seen && resolveMessage(seen, names, state.incident.zone)

function captureNewEntry(given: ReactionCase, kind: CapturedKind | ManualKind, recorderId: string): Decision {
  const { state, input, known, ctx } = given
  const { seen, names } = known
  const { channelId, messageTs } = input
  const { id: incidentId } = state.incident
  const said = sayingIn(given)
  const authorId = seen?.authorId ?? null
  const authorName = seen?.authorName ?? (authorId ? names.get(authorId) : undefined) ?? null
  const lacking = [...(authorId && !authorName ? [authorId] : []), ...(said?.lacking ?? [])]
  const isPending = !said || !authorName || lacking.length > 0
  const entry = {
    id: ctx.newId(),
    incidentId,
    kind,
    state: isPending ? ('pending' as const) : ('shown' as const),
    text: said?.text ?? '',
    raw: said?.raw ?? null,
    occurredAt: instantOf(messageTs),
    recordedAt: ctx.now,
    recorderId,
    authorId,
    authorName,
    channelId,
    messageTs,
    threadTs: seen?.threadTs ?? null,
    captured: true,
    attachments: said?.attachments ?? [],
    deletedInSlack: known.deletedAt,
  }
  const isProposed = kind === 'hypothesis' && !isPending
  return combineDecisions(
    { changes: [{ type: 'entry.added', entry }], send: isPending ? [asking(given, entry.id, lacking)] : [] },
    isProposed ? proposeFrom(state, entry, { id: recorderId }, ctx) : emptyDecision,
    wantPictures(entry, entry.attachments, [], ctx),
  )
}

const asking = ({ state, input, known }: ReactionCase, entryId: string | null, names: readonly string[]): Send =>
  requestMessageFetch({
    incidentId: state.incident.id,
    ...(input.channelId !== state.incident.channelId && { channelId: input.channelId }),
    entryId,
    ts: input.messageTs,
    seen: known.seen,
    names,
    tell: { person: input.by.id },
  })
