import { isDeepStrictEqual } from 'node:util'
import { combineDecisions, type Decision, emptyDecision } from '../../core/decision.ts'
import type { StateChange } from '../../core/feature/change.ts'
import type { DecisionContext, MarkedMessage } from '../../core/feature/context.ts'
import type { MessageDeleted, MessageEdited } from '../../core/input.ts'
import type { Call, Send } from '../../core/outbox/call.ts'
import type { CallResult } from '../../core/outbox/outcome.ts'
import {
  attachmentsChanged,
  entryCompleted,
  entryDeletedInSlack,
  entryRevised,
  labelFetched,
  seenMessageDeleted,
  seenMessageEdited,
} from '../../core/record/changes.ts'
import type { Attachment, Entry } from '../../core/record/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { personFetched } from '../../incident/lifecycle/changes.ts'
import { entryEditDeclined } from '../editor/changes.ts'
import { rewordKinds } from '../entries/kinds.ts'
import { requestPictureCopies } from '../entries/pictures.ts'
import type { MessageContext } from './capture.ts'
import { requestMessageFetch } from './fetch-message.ts'
import { type ResolvedMessage, resolveMessage, summarizeMessageText } from './message-text.ts'

/**
 * Follows a message that changed in Slack. Each event carries the whole message, so the latest by Slack's time wins and
 * older ones are ignored. An edit becomes a revision of the entry; an unfurled link only updates its attachments.
 */
export function decideEdit(
  state: IncidentState,
  input: MessageEdited,
  messageContext: MessageContext,
  ctx: DecisionContext,
): Decision {
  const { message, changedTs } = input
  const { entry, seen, names } = messageContext
  if (seen?.changedTs && seen.changedTs >= changedTs) return emptyDecision
  const { id: incidentId, zone } = state.incident
  const kept: Decision = {
    changes: [seenMessageEdited({ incidentId, message, changedTs })],
    send: [],
  }
  const resolved = resolveMessage(message, names, zone)
  const marked = { channelId: message.channelId, messageTs: message.ts }
  const followUp = ctx.contributions.followUpMark.reworded(state, marked, summarizeMessageText(resolved))
  if (!entry?.captured) return combineDecisions(kept, followUp)
  const parts = isAwaitingText(entry)
    ? completeEntry(state, { ...entry, ...resolveEntryAuthor(entry, input, names) }, resolved, message.threadTs, ctx)
    : applyMessageChange(state, input, entry, resolved, isNewEdit(input, seen), ctx)
  const fetches = resolved.lacking.length > 0 ? [requestMissingNames(incidentId, entry, message, resolved.lacking)] : []
  return combineDecisions(kept, parts, followUp, { changes: [], send: fetches })
}

/** Captured before its text was available. */
const isAwaitingText = ({ raw, text, attachments }: Entry): boolean =>
  raw === null && text === '' && attachments.length === 0

/** Slack repeats the last `editedTs` when it unfurls a link of an edited message, so it is an edit only if newer. */
const isNewEdit = ({ message }: MessageEdited, seen: MessageContext['seen']): boolean =>
  message.editedTs !== null && message.editedTs > (seen?.editedTs ?? 0n)

const resolveEntryAuthor = (entry: Entry, { message }: MessageEdited, names: ReadonlyMap<string, string>) => {
  const authorId = entry.authorId ?? message.authorId
  const profileName = authorId === null ? undefined : names.get(authorId)
  return { authorId, authorName: entry.authorName ?? message.authorName ?? profileName ?? null }
}

const requestMissingNames = (incidentId: string, entry: Entry, message: MessageEdited['message'], names: string[]) =>
  requestMessageFetch({ incidentId, entryId: entry.id, ts: message.ts, seen: message, names })

/** Applies a changed message to an entry that already has its text. */
function applyMessageChange(
  state: IncidentState,
  { by }: MessageEdited,
  entry: Entry,
  resolved: ResolvedMessage,
  isEdit: boolean,
  ctx: DecisionContext,
): Decision {
  const attachments = keepDeletedFiles(resolved.attachments, entry.attachments)
  const sameWords = entry.raw === null ? entry.text === resolved.text : entry.raw === resolved.raw
  const sameContent = isDeepStrictEqual(attachments, entry.attachments)
  if (sameWords && sameContent) return emptyDecision
  const { id: incidentId } = state.incident
  const pictures = requestPictureCopies({ id: entry.id, incidentId }, attachments, entry.attachments, ctx)
  if (entry.textEditedAt && !sameWords) {
    const changes = [
      buildEditDeclined(entry, resolved, by?.id, ctx),
      ...(sameContent ? [] : [buildAttachmentsChange(entry, attachments)]),
    ]
    return combineDecisions({ changes, send: [] }, pictures)
  }
  if (sameWords && !isEdit) {
    return combineDecisions({ changes: [buildAttachmentsChange(entry, attachments)], send: [] }, pictures)
  }
  const revised: StateChange = entryRevised({
    id: ctx.newId(),
    entryId: entry.id,
    text: resolved.text,
    previous: entry.text,
    by: by?.id ?? entry.authorId ?? 'slack',
    at: ctx.now,
    raw: resolved.raw,
    ...(!sameContent && { attachments, previousAttachments: entry.attachments }),
  })
  return combineDecisions({ changes: [revised], send: [] }, rewordKinds(state, entry.id, resolved.text, ctx), pictures)
}

const buildAttachmentsChange = ({ id: entryId }: Entry, attachments: Attachment[]): StateChange =>
  attachmentsChanged({ entryId, attachments })

/** Somebody set the text by hand, so the edit goes into the history and leaves the text alone. */
const buildEditDeclined = (
  { id: entryId, text, authorId }: Entry,
  resolved: ResolvedMessage,
  by: string | undefined,
  { newId, now }: DecisionContext,
): StateChange =>
  entryEditDeclined({
    id: newId(),
    entryId,
    standing: text,
    declined: resolved.text,
    raw: resolved.raw,
    by: by ?? authorId ?? 'slack',
    at: now,
  })

/** A file deleted in Slack keeps the name and the picture it had when it was captured. */
const keepDeletedFiles = (now: readonly Attachment[], before: readonly Attachment[]): Attachment[] =>
  now.map((attachment) => {
    const was = attachment.gone && before.find(({ file }) => file && file.id === attachment.file?.id)
    return was ? { ...was, gone: true } : attachment
  })

/** Completes an entry whose text or names were missing, from a change event or a fetch. */
function completeEntry(
  state: IncidentState,
  entry: Entry,
  { raw, text: read, attachments }: ResolvedMessage,
  threadTs: bigint | null,
  ctx: DecisionContext,
): Decision {
  const text = entry.textEditedAt ? entry.text : read
  const { id: entryId, authorId, authorName } = entry
  const completed: StateChange = entryCompleted({
    entryId,
    raw,
    text,
    authorId,
    authorName,
    threadTs: entry.threadTs ?? threadTs,
    attachments,
  })
  const rules = ctx.contributions.entryKinds.get(entry.kind)
  const owner = { id: entryId, incidentId: state.incident.id }
  return combineDecisions(
    { changes: [completed], send: [] },
    rules?.completed(state, { ...entry, text }, ctx) ?? emptyDecision,
    requestPictureCopies(owner, attachments, entry.attachments, ctx),
  )
}

/** Marks the entry as deleted in Slack and keeps what was captured. */
export function decideDeletion(
  { incident }: IncidentState,
  { channelId, ts }: MessageDeleted,
  { entry }: Pick<MessageContext, 'entry'>,
  { now }: DecisionContext,
): Decision {
  const gone: StateChange = seenMessageDeleted({ incidentId: incident.id, channelId, ts, at: now })
  if (!entry?.captured || entry.deletedInSlack) return { changes: [gone], send: [] }
  return { changes: [gone, entryDeletedInSlack({ entryId: entry.id, at: now })], send: [] }
}

type FetchedEntry = Extract<CallResult, { got: 'entry' }>
type CapturedFetchCall = Extract<Call, { do: 'fetch_entry' }>

/** What a message was fetched for. `entry` is null if the message is only a follow-up. */
interface FetchedFor {
  message: Pick<MarkedMessage, 'channelId' | 'messageTs'>
  entry: Entry | null
  /** Names that are stored, by id. */
  names: ReadonlyMap<string, string>
}

/** Completes what was captured with the fetched text and names. */
export function decideFetched(
  state: IncidentState,
  { message, entry, names }: FetchedFor,
  got: FetchedEntry,
  ctx: DecisionContext,
): Decision {
  const fetchedNames = [...got.people, ...got.labels].map(({ id, name }) => [id, name] as const)
  const all = new Map([...names, ...fetchedNames])
  const read = resolveMessage({ text: got.text, content: got.content ?? [] }, all, state.incident.zone)
  const resolved = got.content ? read : { ...read, attachments: entry?.attachments ?? [] }
  const authorId = entry?.authorId ?? got.authorId
  const profileName = authorId === null ? undefined : all.get(authorId)
  const authorName = entry?.authorName ?? got.authorName ?? profileName ?? null
  const parts = entry
    ? completeEntry(state, { ...entry, authorId, authorName }, resolved, got.threadTs, ctx)
    : emptyDecision
  const people = got.people.map((person): StateChange => personFetched({ ...person, at: ctx.now }))
  const labels = got.labels.map((label): StateChange => labelFetched({ ...label, at: ctx.now }))
  const followUp = ctx.contributions.followUpMark.reworded(state, message, summarizeMessageText(resolved))
  return combineDecisions(parts, { changes: [...people, ...labels], send: [] }, followUp)
}

/** Another call for the names that did not fit into this one. */
export const requestRemainingNames = (send: Send, call: CapturedFetchCall, got: FetchedEntry): Send[] =>
  got.left.length > 0 ? [{ ...send, call: { ...call, text: got.text, names: got.left } }] : []
