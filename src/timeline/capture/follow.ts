import { isDeepStrictEqual } from 'node:util'
import { combineDecisions, type Decision, emptyDecision, type StateChange } from '../../core/decision.ts'
import type { MessageDeleted, MessageEdited } from '../../core/input.ts'
import type { Call, Send } from '../../core/outbox/call.ts'
import type { CallResult } from '../../core/outbox/outcome.ts'
import type { Attachment, Entry } from '../../core/record/model.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { followUpFrom, rewordFollowUp } from '../../follow-ups/from-message.ts'
import type { FollowUp } from '../../follow-ups/model.ts'
import { proposeFrom, restateHypothesis } from '../../investigation/ledger/propose.ts'
import { wantPictures } from '../entries/pictures.ts'
import type { MessageContext } from './capture.ts'
import { requestMessageFetch } from './fetch-message.ts'
import { type ResolvedMessage, resolveMessage, summarizeMessageText } from './message-text.ts'

/**
 * A message is another now. Each change brings the whole of it, so the latest by Slack's time counts and an older one
 * changes nothing. An edit becomes a revision of the entry; an unfurled link only comes with it from now on.
 */
export function decideEdit(
  state: IncidentState,
  input: MessageEdited,
  known: MessageContext,
  ctx: DecisionContext,
): Decision {
  const { message, changedTs } = input
  const { entry, seen, names } = known
  if (seen?.changedTs && seen.changedTs >= changedTs) return emptyDecision
  const { id: incidentId, zone } = state.incident
  const kept: Decision = {
    changes: [{ type: 'seen.edited', incidentId, message, changedTs }],
    send: [],
  }
  const said = resolveMessage(message, names, zone)
  const followUp = reworded(followUpFrom(state, { channelId: message.channelId, messageTs: message.ts }), said)
  if (!entry?.captured) return combineDecisions(kept, followUp)
  const parts = isUnread(entry)
    ? complete(state, { ...entry, ...resolveEntryAuthor(entry, input, names) }, said, message.threadTs, ctx)
    : follow(state, input, entry, said, isNewEdit(input, seen), ctx)
  const asks = said.lacking.length > 0 ? [askingNames(incidentId, entry, message, said.lacking)] : []
  return combineDecisions(kept, parts, followUp, { changes: [], send: asks })
}

/** Its words were not known when it was captured. */
const isUnread = ({ raw, text, attachments }: Entry): boolean => raw === null && text === '' && attachments.length === 0

/** An unfurl of a message that was edited before carries that edit once more. */
const isNewEdit = ({ message }: MessageEdited, seen: MessageContext['seen']): boolean =>
  message.editedTs !== null && message.editedTs > (seen?.editedTs ?? 0n)

const resolveEntryAuthor = (entry: Entry, { message }: MessageEdited, names: ReadonlyMap<string, string>) => {
  const authorId = entry.authorId ?? message.authorId
  const known = authorId === null ? undefined : names.get(authorId)
  return { authorId, authorName: entry.authorName ?? message.authorName ?? known ?? null }
}

const askingNames = (incidentId: string, entry: Entry, message: MessageEdited['message'], names: string[]) =>
  requestMessageFetch({ incidentId, entryId: entry.id, ts: message.ts, seen: message, names })

const reworded = (followUp: FollowUp | null, said: ResolvedMessage): Decision =>
  followUp ? { changes: rewordFollowUp(followUp, summarizeMessageText(said)), send: [] } : emptyDecision

/** What becomes of an entry whose words are known. */
function follow(
  state: IncidentState,
  { by }: MessageEdited,
  entry: Entry,
  said: ResolvedMessage,
  isEdit: boolean,
  ctx: DecisionContext,
): Decision {
  const attachments = withLost(said.attachments, entry.attachments)
  const sameWords = entry.raw === null ? entry.text === said.text : entry.raw === said.raw
  const sameContent = isDeepStrictEqual(attachments, entry.attachments)
  if (sameWords && sameContent) return emptyDecision
  const { id: incidentId } = state.incident
  const pictures = wantPictures({ id: entry.id, incidentId }, attachments, entry.attachments, ctx)
  if (entry.textEditedAt && !sameWords) {
    const changes = [declined(entry, said, by?.id, ctx), ...(sameContent ? [] : [coming(entry, attachments)])]
    return combineDecisions({ changes, send: [] }, pictures)
  }
  if (sameWords && !isEdit) {
    return combineDecisions({ changes: [coming(entry, attachments)], send: [] }, pictures)
  }
  const revised: StateChange = {
    type: 'entry.revised',
    id: ctx.newId(),
    entryId: entry.id,
    text: said.text,
    previous: entry.text,
    by: by?.id ?? entry.authorId ?? 'slack',
    at: ctx.now,
    raw: said.raw,
    ...(!sameContent && { attachments, previousAttachments: entry.attachments }),
  }
  return combineDecisions({ changes: [revised], send: [] }, restateHypothesis(state, entry.id, said.text), pictures)
}

const coming = ({ id: entryId }: Entry, attachments: Attachment[]): StateChange => ({
  type: 'entry.attachments',
  entryId,
  attachments,
})

/** Somebody set the text by hand: the edit is kept in its history, and changes no words. */
const declined = (
  { id: entryId, text, authorId }: Entry,
  said: ResolvedMessage,
  by: string | undefined,
  { newId, now }: DecisionContext,
): StateChange => ({
  type: 'entry.edit_declined',
  id: newId(),
  entryId,
  standing: text,
  declined: said.text,
  raw: said.raw,
  by: by ?? authorId ?? 'slack',
  at: now,
})

/** A file deleted in Slack keeps the name and the picture it had when it was captured. */
const withLost = (now: readonly Attachment[], before: readonly Attachment[]): Attachment[] =>
  now.map((given) => {
    const was = given.gone && before.find(({ file }) => file && file.id === given.file?.id)
    return was ? { ...was, gone: true } : given
  })

/** The words of a captured message have come to be known, with it or from Slack. */
function complete(
  state: IncidentState,
  entry: Entry,
  { raw, text: read, attachments }: ResolvedMessage,
  threadTs: bigint | null,
  ctx: DecisionContext,
): Decision {
  const text = entry.textEditedAt ? entry.text : read
  const { id: entryId, authorId, authorName } = entry
  const completed: StateChange = {
    type: 'entry.completed',
    entryId,
    raw,
    text,
    authorId,
    authorName,
    threadTs: entry.threadTs ?? threadTs,
    attachments,
  }
  const ledger = entry.kind === 'hypothesis' ? trackCompletedHypothesis(state, { ...entry, text }, ctx) : emptyDecision
  const owner = { id: entryId, incidentId: state.incident.id }
  return combineDecisions(
    { changes: [completed], send: [] },
    ledger,
    wantPictures(owner, attachments, entry.attachments, ctx),
  )
}

/** A hypothesis whose words were not known yet comes into the ledger now; one with ids for names gets the names. */
function trackCompletedHypothesis(state: IncidentState, entry: Entry, ctx: DecisionContext): Decision {
  if (state.hypotheses.some(({ entryId }) => entryId === entry.id))
    return restateHypothesis(state, entry.id, entry.text)
  if (entry.state !== 'pending') return emptyDecision
  return proposeFrom(state, entry, { id: entry.recorderId }, ctx)
}

/** A deletion in Slack marks the entry and keeps what was captured. */
export function decideDeletion(
  { incident }: IncidentState,
  { channelId, ts }: MessageDeleted,
  { entry }: Pick<MessageContext, 'entry'>,
  { now }: DecisionContext,
): Decision {
  const gone: StateChange = { type: 'seen.deleted', incidentId: incident.id, channelId, ts, at: now }
  if (!entry?.captured || entry.deletedInSlack) return { changes: [gone], send: [] }
  return { changes: [gone, { type: 'entry.deleted_in_slack', entryId: entry.id, at: now }], send: [] }
}

type Fetched = Extract<CallResult, { got: 'entry' }>
type CapturedFetchCall = Extract<Call, { do: 'fetch_entry' }>

/** The words and names that a captured message lacked have come from Slack; `entry` is null where it is a follow-up only. */
export function decideFetched(
  state: IncidentState,
  entry: Entry | null,
  got: Fetched,
  names: ReadonlyMap<string, string>,
  ctx: DecisionContext,
  followUp: FollowUp | null = null,
): Decision {
  const given = [...got.people, ...got.labels].map(({ id, name }) => [id, name] as const)
  const all = new Map([...names, ...given])
  const read = resolveMessage({ text: got.text, content: got.content ?? [] }, all, state.incident.zone)
  const said = got.content ? read : { ...read, attachments: entry?.attachments ?? [] }
  const authorId = entry?.authorId ?? got.authorId
  const known = authorId === null ? undefined : all.get(authorId)
  const authorName = entry?.authorName ?? got.authorName ?? known ?? null
  const parts = entry ? complete(state, { ...entry, authorId, authorName }, said, got.threadTs, ctx) : emptyDecision
  const people = got.people.map((person): StateChange => ({ type: 'person.known', ...person, at: ctx.now }))
  const labels = got.labels.map((label): StateChange => ({ type: 'label.known', ...label, at: ctx.now }))
  return combineDecisions(parts, { changes: [...people, ...labels], send: [] }, reworded(followUp, said))
}

/** The names that were too many for one call. */
export const namesLeft = (send: Send, call: CapturedFetchCall, got: Fetched): Send[] =>
  got.left.length > 0 ? [{ ...send, call: { ...call, text: got.text, names: got.left } }] : []
