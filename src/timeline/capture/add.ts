import type { Decision, Refusal, StateChange } from '../../core/decision.ts'
import { incidentReference } from '../../core/incident/model.ts'
import type { Actor, ReactionChanged } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import type { Entry } from '../../core/record/model.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { makeHypothesisDroppedChange } from '../../investigation/ledger/propose.ts'
import { formatTs } from '../../messages/mrkdwn.ts'
import { formatManualReaction, type ManualKind } from './by-hand.ts'
import { decideReaction, type MessageContext } from './capture.ts'

/** A message somebody points at, with as much of it as came along. */
export interface MessageToAdd {
  channelId: string
  ts: bigint
  threadTs: bigint | null
  authorId: string | null
  /** In Slack's markup. */
  text: string
  /** Nothing of it may be kept but what came along. */
  isPrivate: boolean
  /** There is more of it to be read. */
  hasMore: boolean
}

export interface AddMessageRequest {
  chosen: MessageToAdd
  kind: ManualKind
  /** When it happened, where that is not when the message was written. */
  at: Date | null
  by: Actor
}

/** What adding a message did, and how it is taken back. */
export interface AddMessageResult {
  decision: Decision
  inverse: StateChange[]
  entryId: string
}

/**
 * Makes a message a line of the timeline by hand: as if somebody had reacted to it, so that one message stays one
 * entry however often and by whatever way it is captured. Of an entry that is there the kind and the time change.
 */
export function addMessage(
  state: IncidentState,
  { chosen, kind, at, by }: AddMessageRequest,
  known: MessageContext,
  ctx: DecisionContext,
): AddMessageResult | Refusal {
  const { entry } = known
  const name = incidentReference(state.incident)
  if (entry && !entry.captured) return { refusal: `That is a line of ${name}'s timeline already.` }
  const reaction = asReaction(state, chosen, kind, known, by, ctx)
  const seen = (chosen.isPrivate ? null : known.seen) ?? seenAs(chosen)
  const captured = decideReaction(state, reaction, { ...known, seen }, ctx)
  const timed = at ? captured.changes.map((change) => timedAt(change, at)) : captured.changes
  const moved = at && entry ? retimed(entry, at, by, ctx) : []
  const added = timed.find((change) => change.type === 'entry.added')
  const changed = timed.some(({ type }) => type === 'entry.added' || type === 'entry.kind')
  const entryId = added?.entry.id ?? entry?.id
  if (!entryId || (!changed && moved.length === 0))
    return { refusal: `It is on the timeline of ${name} already, as *${kind}*.` }
  const send = added && !known.seen ? withTheRest(captured.send, chosen, entryId, by) : captured.send
  const changes = [...timed, ...moved]
  const inverse = inverseOf(changes, entry, ctx)
  // Its words may come into the ledger only when Slack has told a name.
  if (kind === 'hypothesis') inverse.push(makeHypothesisDroppedChange(entryId, by, ctx))
  return { decision: { changes, send }, inverse, entryId }
}

/** Its time is later than that of every reaction to the message: what is done now is the latest word. */
function asReaction(
  { incident }: IncidentState,
  { channelId, ts: messageTs }: MessageToAdd,
  kind: ManualKind,
  { reactions }: MessageContext,
  by: Actor,
  { now }: DecisionContext,
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

const seenAs = ({ channelId, ts, threadTs, authorId, text }: MessageToAdd): NonNullable<MessageContext['seen']> => ({
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

const timedAt = (change: StateChange, occurredAt: Date): StateChange =>
  change.type === 'entry.added' ? { ...change, entry: { ...change.entry, occurredAt } } : change

function retimed(entry: Entry, occurredAt: Date, by: Actor, { newId, now }: DecisionContext): StateChange[] {
  if (entry.occurredAt.getTime() === occurredAt.getTime()) return []
  return [
    {
      type: 'entry.retimed',
      id: newId(),
      entryId: entry.id,
      occurredAt,
      previously: entry.occurredAt,
      text: entry.text,
      by: by.id,
      at: now,
    },
  ]
}

/** What did not come along is read from Slack, where the bot may; whoever added it is told where it may not. */
function withTheRest(sends: readonly Send[], chosen: MessageToAdd, entryId: string, by: Actor): Send[] {
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

function inverseOf(changes: readonly StateChange[], before: Entry | null, ctx: DecisionContext): StateChange[] {
  return changes.flatMap((change): StateChange[] => {
    switch (change.type) {
      case 'reaction.noted':
        return [{ ...change, present: false, eventTs: change.eventTs + 1n }]
      case 'entry.added':
        return [{ type: 'entry.withdrawn', entryId: change.entry.id }]
      case 'entry.kind':
        return before ? [{ ...change, kind: before.kind, state: before.state, recorderId: before.recorderId }] : []
      case 'entry.retimed':
        return [{ ...change, id: ctx.newId(), occurredAt: change.previously, previously: change.occurredAt }]
      case 'hypothesis.closed':
        return [{ type: 'hypothesis.reopened', id: change.id, at: ctx.now }]
      default:
        return []
    }
  })
}
