import type { Decision, Refusal } from '../../core/decision.ts'
import type { StateChange, StoredChange } from '../../core/feature/change.ts'
import type { BaseContext, WithActor } from '../../core/feature/context.ts'
import { incidentReference } from '../../core/incident/model.ts'
import type { Actor, ReactionChanged } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import {
  entryAdded,
  entryReclassified,
  entryRetimed,
  entryWithdrawn,
  reactionNoted,
} from '../../core/record/changes.ts'
import type { Entry } from '../../core/record/model.ts'
import { formatTs } from '../../messages/mrkdwn.ts'
import { formatManualReaction, type ManualKind } from './by-hand.ts'
import { decideReaction, type MessageContext } from './capture.ts'

/** A message somebody selected, with as much of it as Slack sent. */
export interface MessageToAdd {
  channelId: string
  ts: bigint
  threadTs: bigint | null
  authorId: string | null
  /** In Slack's mrkdwn. */
  text: string
  /** From a private conversation: nothing but `text` may be kept. */
  isPrivate: boolean
  /** It has content beyond `text`, which has to be fetched from Slack. */
  hasMore: boolean
}

export interface AddMessageRequest {
  chosen: MessageToAdd
  kind: ManualKind
  /** When it happened; null for the time the message was written. */
  at: Date | null
}

/** What adding a message decided, and the changes that undo it. */
export interface AddMessageResult {
  decision: Decision
  inverse: StoredChange[]
  entryId: string
}

/**
 * Adds a message to the timeline by hand. It counts as a reaction, so that one message stays one entry however often
 * and in whichever way it is captured. If the entry exists, its kind and time change. Refuses if nothing would change.
 */
export function addMessage(
  ctx: WithActor,
  { chosen, kind, at }: AddMessageRequest,
  messageContext: MessageContext,
): AddMessageResult | Refusal {
  const { entry } = messageContext
  const name = incidentReference(ctx.state.incident)
  if (entry && !entry.captured) return { refusal: `That is a line of ${name}'s timeline already.` }
  const reaction = buildManualReaction(ctx, chosen, kind, messageContext)
  const seen = (chosen.isPrivate ? null : messageContext.seen) ?? buildSeenFromChosen(chosen)
  const captured = decideReaction(ctx, reaction, { ...messageContext, seen })
  const timed = at ? captured.changes.map((change) => withOccurredAt(change, at)) : captured.changes
  const moved = at && entry ? buildRetimeChanges(ctx, entry, at) : []
  const added = timed.find((change) => entryAdded.is(change))
  const changed = timed.some((change) => entryAdded.is(change) || entryReclassified.is(change))
  const entryId = added?.entry.id ?? entry?.id
  if (!entryId || (!changed && moved.length === 0))
    return { refusal: `It is on the timeline of ${name} already, as *${kind}*.` }
  const send = added && !messageContext.seen ? appendRestFetch(captured.send, chosen, entryId, ctx.by) : captured.send
  const changes = [...timed, ...moved]
  const inverse = [...invertAddChanges(ctx, changes, entry), ...undoKinds(ctx, { entryId, kind, changes })]
  return { decision: { changes, send }, inverse, entryId }
}

/** Timed after every reaction to the message, so that it wins over them. */
function buildManualReaction(
  { state: { incident }, by, now }: WithActor,
  { channelId, ts: messageTs }: MessageToAdd,
  kind: ManualKind,
  { reactions }: MessageContext,
): ReactionChanged {
  const latest = reactions.reduce((max, { eventTs }) => (eventTs > max ? eventTs : max), 0n)
  const at = BigInt(now.getTime()) * 1000n
  return {
    type: 'reactionChanged',
    workspaceId: incident.workspaceId,
    incidentId: incident.id,
    by,
    name: formatManualReaction(kind),
    present: true,
    channelId,
    messageTs,
    eventTs: at > latest ? at : latest + 1n,
  }
}

const buildSeenFromChosen = ({
  channelId,
  ts,
  threadTs,
  authorId,
  text,
}: MessageToAdd): NonNullable<MessageContext['seen']> => ({
  channelId,
  ts,
  threadTs,
  authorId,
  authorName: null,
  text,
  content: [],
  editedTs: null,
  changedTs: null,
  isTalk: false,
})

const withOccurredAt = (change: StateChange, occurredAt: Date): StateChange =>
  entryAdded.is(change) ? entryAdded({ entry: { ...change.entry, occurredAt } }) : change

function buildRetimeChanges({ by, newId, now }: WithActor<BaseContext>, entry: Entry, occurredAt: Date): StateChange[] {
  if (entry.occurredAt.getTime() === occurredAt.getTime()) return []
  return [
    entryRetimed({
      id: newId(),
      entryId: entry.id,
      occurredAt,
      previously: entry.occurredAt,
      text: entry.text,
      by: by.id,
      at: now,
    }),
  ]
}

/** Fetches what Slack left out of the message. If the bot may not read it, whoever added the message is told. */
function appendRestFetch(sends: readonly Send[], chosen: MessageToAdd, entryId: string, by: Actor): Send[] {
  if (chosen.isPrivate || !chosen.hasMore) return [...sends]
  const { channelId, ts, threadTs, authorId } = chosen
  const thread = threadTs === null ? null : formatTs(threadTs)
  const rest: Send = {
    to: { channel: channelId },
    call: { do: 'fetch_entry', entryId, ts: formatTs(ts), thread, text: null, authorId },
    tell: { person: by.id },
  }
  return [...sends.filter(({ call }) => call.do !== 'fetch_entry'), rest]
}

function invertAddChanges(ctx: BaseContext, changes: readonly StateChange[], before: Entry | null): StoredChange[] {
  return changes.flatMap((change): StoredChange[] => {
    if (reactionNoted.is(change)) return [reactionNoted({ ...change, present: false, eventTs: change.eventTs + 1n })]
    if (entryAdded.is(change)) return [entryWithdrawn({ entryId: change.entry.id })]
    if (entryReclassified.is(change)) {
      if (!before) return []
      const { kind, state, recorderId } = before
      return [entryReclassified({ ...change, kind, state, recorderId })]
    }
    if (entryRetimed.is(change)) {
      const { previously: occurredAt, occurredAt: previously } = change
      return [entryRetimed({ ...change, id: ctx.newId(), occurredAt, previously })]
    }
    return []
  })
}

/**
 * The changes that undo what the features behind the kinds have decided. The feature behind its own kind may act on the
 * entry only later, once Slack has supplied a name, so no change here may show it.
 */
const undoKinds = (
  ctx: WithActor,
  { entryId, kind, changes }: { entryId: string; kind: ManualKind; changes: readonly StateChange[] },
): StoredChange[] =>
  [...ctx.contributions.entryKinds].flatMap(([each, rules]) =>
    each === kind ? rules.forget(ctx, entryId) : rules.inverse(ctx, changes),
  )
