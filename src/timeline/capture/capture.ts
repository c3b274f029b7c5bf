import { combineDecisions, type Decision, emptyDecision } from '../../core/decision.ts'
import type { StateChange } from '../../core/feature/change.ts'
import type { BaseContext, DecisionContext, WithActor } from '../../core/feature/context.ts'
import { isClosedOrCancelled } from '../../core/incident/model.ts'
import type { ReactionChanged } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import { entryAdded, entryReclassified, entryWithdrawn, reactionNoted } from '../../core/record/changes.ts'
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
import { explainDenial } from '../../core/router/permission.ts'
import { formatTs } from '../../messages/mrkdwn.ts'
import { enterKind, leaveKinds } from '../entries/kinds.ts'
import { requestPictureCopies } from '../entries/pictures.ts'
import { type ManualKind, readManualKind } from './by-hand.ts'
import { requestMessageFetch } from './fetch-message.ts'
import { type ResolvedMessage, resolveMessage, summarizeMessageText } from './message-text.ts'

/** What is stored about the message somebody reacted to. */
export interface MessageContext {
  reactions: ReactionRow[]
  entry: Entry | null
  seen: (SeenMessage & { changedTs: bigint | null }) | null
  /** When it was deleted in Slack. The deletion may arrive before the message. */
  deletedAt: Date | null
  /** Names of people, channels and groups, by id. */
  names: ReadonlyMap<string, string>
}

/** Everything the decision on a reaction depends on. */
type ReactionContext = WithActor & {
  input: ReactionChanged
  messageContext: MessageContext
  /** All reactions to the message, this one included. */
  reactions: ReactionRow[]
}

/**
 * Decides on a reaction that was added or removed. Per person and emoji the latest `eventTs` wins. The entry's kind is
 * that of the latest reaction still present; with none left the entry is withdrawn, or becomes the answer to a
 * challenge again. The same events therefore yield the same timeline in any order, repeated or delayed. A follow-up is
 * not an entry: a message can be both, and carries the bot's mark while it is either.
 */
export function decideReaction(ctx: DecisionContext, input: ReactionChanged, messageContext: MessageContext): Decision {
  const meant = findReactionMeaning(ctx, input.name)
  const { by, name, present, eventTs, channelId, messageTs } = input
  if (!meant || isReactionTooLate({ ...ctx, by }, input)) return emptyDecision
  const before = messageContext.reactions.find((row) => row.userId === by.id && row.name === name)
  if (before && before.eventTs >= eventTs) return emptyDecision
  const row = { userId: by.id, name, present, eventTs }
  const reactions = [...messageContext.reactions.filter((other) => other !== before), row]
  const decided: ReactionContext = { ...ctx, by, input, messageContext, reactions }
  const noted: StateChange = reactionNoted({ channelId, messageTs, ...row })
  const { decision, stands } = meant === 'follow-up' ? decideFollowUpCapture(decided) : decideEntryCapture(decided)
  const marks = syncMessageMark(decided, hasCaptureMark(ctx, messageContext), stands)
  return combineDecisions({ changes: [noted], send: marks }, decision)
}

type ReactionMeaning = MarkedKind | ManualKind

/** The skin tone does not matter. */
const findReactionMeaning = ({ settings }: BaseContext, reaction: string): ReactionMeaning | undefined => {
  const name = reaction.replace(/::skin-tone-\d$/, '')
  return readManualKind(name) ?? markedKinds.find((kind) => settings.reactions[kind].includes(name))
}

/** Whether the incident no longer takes this reaction: it is over, and neither the time nor the person is exempt. */
function isReactionTooLate(ctx: WithActor, { eventTs, incidentId, name }: ReactionChanged): boolean {
  const { incident } = ctx.state
  if (!isClosedOrCancelled(incident)) return false
  // A manual reaction comes from a click whose permission was already checked, such as one on the review at close.
  const isGranted = incidentId !== undefined && readManualKind(name) !== undefined
  // A reaction from before the close counts, however late it arrives.
  const wasBefore = incident.closedAt !== null && instantOf(eventTs) <= incident.closedAt
  return !wasBefore && !isGranted && explainDenial(ctx, 'respond') !== undefined
}

/** The latest reaction still present whose meaning satisfies `isWanted`. */
function findLatestReaction(
  ctx: BaseContext,
  rows: readonly ReactionRow[],
  isWanted: (kind: ReactionMeaning) => boolean,
): ReactionRow | undefined {
  const standing = rows.filter(({ name, present }) => {
    const kind = findReactionMeaning(ctx, name)
    return present && kind !== undefined && isWanted(kind)
  })
  return standing.toSorted(compareReactions).at(-1)
}

const compareReactions = (a: ReactionRow, b: ReactionRow): number =>
  Number(a.eventTs - b.eventTs) || a.userId.localeCompare(b.userId) || a.name.localeCompare(b.name)

const isFollowUpMeaning = (kind: ReactionMeaning): boolean => kind === 'follow-up'
const isEntryMeaning = (kind: ReactionMeaning): kind is CapturedKind | ManualKind => kind !== 'follow-up'

interface ReactionEffect {
  decision: Decision
  /** Whether the message carries the bot's mark afterwards. */
  stands: boolean
}

const hasCaptureMark = (ctx: BaseContext, { entry, reactions }: MessageContext): boolean =>
  isCapturedEntry(entry) || findLatestReaction(ctx, reactions, isFollowUpMeaning) !== undefined

/** Whether people captured the message as an entry that is still on the timeline. */
const isCapturedEntry = (entry: Entry | null): boolean =>
  entry?.captured === true && entry.state !== 'withdrawn' && entry.kind !== 'challenge'

function syncMessageMark({ state, input }: ReactionContext, was: boolean, is: boolean): Send[] {
  if (was === is) return []
  const call = {
    do: is ? 'react' : 'unreact',
    ts: formatTs(input.messageTs),
    name: captureMarkEmoji,
  } as const
  // The bot leaves marks in the incident channel only: other channels did not ask for them.
  return input.channelId === state.incident.channelId ? [{ to: { incident: state.incident.id }, call }] : []
}

function decideFollowUpCapture(ctx: ReactionContext): ReactionEffect {
  const { state, input, messageContext, reactions } = ctx
  const { entry } = messageContext
  const latest = findLatestReaction(ctx, reactions, isFollowUpMeaning)
  const stands = isCapturedEntry(entry) || latest !== undefined
  const changed = Boolean(latest) !== Boolean(findLatestReaction(ctx, messageContext.reactions, isFollowUpMeaning))
  if (!changed && (ctx.contributions.followUpMark.isTaken(state, input) || !latest))
    return { decision: emptyDecision, stands }
  const { channelId, messageTs } = input
  // The entry has the text of what the bot itself recorded; it needs no fetch.
  const resolved = entry && !entry.captured ? { ...entry, lacking: [] } : resolveSeenMessage(ctx)
  const by = latest && latest.userId !== input.by.id ? { id: latest.userId } : input.by
  const threadTs = messageContext.seen?.threadTs ?? null
  const text = resolved ? summarizeMessageText(resolved) : ''
  const marked = { channelId, messageTs, threadTs, text, present: Boolean(latest), by }
  const decision = ctx.contributions.followUpMark.marked(ctx, marked)
  const isLacking = latest !== undefined && (!resolved || resolved.lacking.length > 0)
  const fetch = isLacking ? [requestEntryFetch(ctx, entry?.id ?? null, resolved?.lacking ?? [])] : []
  return { decision: { ...decision, send: [...decision.send, ...fetch] }, stands }
}

function decideEntryCapture(ctx: ReactionContext): ReactionEffect {
  const { messageContext, reactions } = ctx
  const latest = findLatestReaction(ctx, reactions, isEntryMeaning)
  const kind = latest && findReactionMeaning(ctx, latest.name)
  const isFollowedUp = findLatestReaction(ctx, reactions, isFollowUpMeaning) !== undefined
  const { entry } = messageContext
  if (entry && isProtectedByHand(entry, ctx.input))
    return { decision: emptyDecision, stands: isCapturedEntry(entry) || isFollowedUp }
  if (!latest || !kind || !isEntryMeaning(kind)) return { decision: withdrawCapture(ctx), stands: isFollowedUp }
  // A reaction does not turn an entry that the bot recorded into a captured one, so it gets no mark.
  const isOurs = messageContext.entry !== null && !messageContext.entry.captured
  return { decision: captureAsKind(ctx, kind, latest.userId), stands: isFollowedUp || !isOurs }
}

/**
 * Whether a manual edit takes precedence over this reaction. A newer reaction restores a withdrawn entry; a newer
 * manual reaction always wins.
 */
const isProtectedByHand = ({ stateEditedAt, state }: Entry, { name, present, eventTs }: ReactionChanged): boolean => {
  const isNewer = present && stateEditedAt !== null && instantOf(eventTs) > stateEditedAt
  return stateEditedAt !== null && !(isNewer && (state === 'withdrawn' || readManualKind(name) !== undefined))
}

function captureAsKind(ctx: ReactionContext, kind: CapturedKind | ManualKind, recorderId: string): Decision {
  const { input, messageContext } = ctx
  const { entry } = messageContext
  if (!entry) return captureNewEntry(ctx, kind, recorderId)
  if (!entry.captured) return emptyDecision
  const isEmpty = entry.text === '' && entry.attachments.length === 0
  // The fetch requested at capture may have failed, so request another.
  const fetches = isEmpty && input.present ? [requestEntryFetch(ctx, entry.id, [])] : []
  if (entry.kind === kind && entry.state !== 'withdrawn' && fetches.length === 0) return emptyDecision
  const meaning = combineDecisions(
    leaveKinds(ctx, entry.id, isEmpty ? null : kind),
    isEmpty ? emptyDecision : enterKind({ ...ctx, by: { id: recorderId } }, kind, entry),
  )
  const shown = isEmpty ? 'pending' : 'shown'
  const change: StateChange = entryReclassified({ entryId: entry.id, kind, state: shown, recorderId })
  return { changes: [change, ...meaning.changes], send: [...fetches, ...meaning.send] }
}

function withdrawCapture(ctx: ReactionContext): Decision {
  const { state, input, contributions } = ctx
  const { entry } = ctx.messageContext
  if (!entry || !isCapturedEntry(entry)) return emptyDecision
  const meaning = leaveKinds(ctx, entry.id, null)
  const { id: entryId, state: shown, authorId, recorderId } = entry
  const kind = contributions.unmarkedKind(state, input)
  const change: StateChange = kind
    ? entryReclassified({ entryId, kind, state: shown, recorderId: authorId ?? recorderId })
    : entryWithdrawn({ entryId })
  return { changes: [change, ...meaning.changes], send: meaning.send }
}

const resolveSeenMessage = ({ state, messageContext: { seen, names } }: ReactionContext): ResolvedMessage | null =>
  seen && resolveMessage(seen, names, state.incident.zone)

function captureNewEntry(ctx: ReactionContext, kind: CapturedKind | ManualKind, recorderId: string): Decision {
  const { state, input, messageContext } = ctx
  const { seen, names } = messageContext
  const { channelId, messageTs } = input
  const { id: incidentId } = state.incident
  const resolved = resolveSeenMessage(ctx)
  const authorId = seen?.authorId ?? null
  const authorName = seen?.authorName ?? (authorId ? names.get(authorId) : undefined) ?? null
  const lacking = [...(authorId && !authorName ? [authorId] : []), ...(resolved?.lacking ?? [])]
  const isPending = !resolved || !authorName || lacking.length > 0
  const entry = {
    id: ctx.newId(),
    incidentId,
    kind,
    state: isPending ? ('pending' as const) : ('shown' as const),
    text: resolved?.text ?? '',
    raw: resolved?.raw ?? null,
    occurredAt: instantOf(messageTs),
    recordedAt: ctx.now,
    recorderId,
    authorId,
    authorName,
    channelId,
    messageTs,
    threadTs: seen?.threadTs ?? null,
    captured: true,
    attachments: resolved?.attachments ?? [],
    deletedInSlack: messageContext.deletedAt,
  }
  return combineDecisions(
    {
      changes: [entryAdded({ entry })],
      send: isPending ? [requestEntryFetch(ctx, entry.id, lacking)] : [],
    },
    isPending ? emptyDecision : enterKind({ ...ctx, by: { id: recorderId } }, kind, entry),
    requestPictureCopies(ctx, entry, entry.attachments, []),
  )
}

const requestEntryFetch = (
  { state, input, messageContext }: ReactionContext,
  entryId: string | null,
  names: readonly string[],
): Send =>
  requestMessageFetch({
    incidentId: state.incident.id,
    ...(input.channelId !== state.incident.channelId && { channelId: input.channelId }),
    entryId,
    ts: input.messageTs,
    seen: messageContext.seen,
    names,
    tell: { person: input.by.id },
  })
