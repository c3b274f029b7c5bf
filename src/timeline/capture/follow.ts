import { isDeepStrictEqual } from 'node:util'
import { combineDecisions, type Decision, emptyDecision } from '../../core/decision.ts'
import type { StateChange } from '../../core/feature/change.ts'
import type { BaseContext, DecisionContext, MarkedMessage } from '../../core/feature/context.ts'
import type { Actor, MessageDeleted, MessageEdited } from '../../core/input.ts'
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
export function decideEdit(ctx: DecisionContext, input: MessageEdited, messageContext: MessageContext): Decision {
  const { state } = ctx
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
    ? completeEntry(ctx, { ...entry, ...resolveEntryAuthor(entry, input, names) }, resolved, message.threadTs)
    : applyMessageChange(ctx, entry, resolved, { by: input.by, isEdit: isNewEdit(input, seen) })
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
  ctx: DecisionContext,
  entry: Entry,
  resolved: ResolvedMessage,
  { by, isEdit }: { by: Actor | null; isEdit: boolean },
): Decision {
  const attachments = keepDeletedFiles(resolved.attachments, entry.attachments)
  const sameWords = entry.raw === null ? entry.text === resolved.text : entry.raw === resolved.raw
  const sameContent = isDeepStrictEqual(attachments, entry.attachments)
  if (sameWords && sameContent) return emptyDecision
  const { id: incidentId } = ctx.state.incident
  const pictures = requestPictureCopies(ctx, { id: entry.id, incidentId }, attachments, entry.attachments)
  if (entry.textEditedAt && !sameWords) {
    const changes = [
      buildEditDeclined(ctx, entry, resolved, by?.id),
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
  return combineDecisions({ changes: [revised], send: [] }, rewordKinds(ctx, entry.id, resolved.text), pictures)
}

const buildAttachmentsChange = ({ id: entryId }: Entry, attachments: Attachment[]): StateChange =>
  attachmentsChanged({ entryId, attachments })

/** Somebody set the text by hand, so the edit goes into the history and leaves the text alone. */
const buildEditDeclined = (
  { newId, now }: BaseContext,
  { id: entryId, text, authorId }: Entry,
  resolved: ResolvedMessage,
  by: string | undefined,
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
  ctx: DecisionContext,
  entry: Entry,
  { raw, text: read, attachments }: ResolvedMessage,
  threadTs: bigint | null,
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
  const owner = { id: entryId, incidentId: ctx.state.incident.id }
  return combineDecisions(
    { changes: [completed], send: [] },
    rules?.completed(ctx, { ...entry, text }) ?? emptyDecision,
    requestPictureCopies(ctx, owner, attachments, entry.attachments),
  )
}

/** Marks the entry as deleted in Slack and keeps what was captured. */
export function decideDeletion(
  { state: { incident }, now }: DecisionContext,
  { channelId, ts }: MessageDeleted,
  { entry }: Pick<MessageContext, 'entry'>,
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
  ctx: DecisionContext,
  { message, entry, names }: FetchedFor,
  got: FetchedEntry,
): Decision {
  const { state } = ctx
  const fetchedNames = [...got.people, ...got.labels].map(({ id, name }) => [id, name] as const)
  const all = new Map([...names, ...fetchedNames])
  const read = resolveMessage({ text: got.text, content: got.content ?? [] }, all, state.incident.zone)
  const resolved = got.content ? read : { ...read, attachments: entry?.attachments ?? [] }
  const authorId = entry?.authorId ?? got.authorId
  const profileName = authorId === null ? undefined : all.get(authorId)
  const authorName = entry?.authorName ?? got.authorName ?? profileName ?? null
  const parts = entry ? completeEntry(ctx, { ...entry, authorId, authorName }, resolved, got.threadTs) : emptyDecision
  const people = got.people.map((person): StateChange => personFetched({ ...person, at: ctx.now }))
  const labels = got.labels.map((label): StateChange => labelFetched({ ...label, at: ctx.now }))
  const followUp = ctx.contributions.followUpMark.reworded(state, message, summarizeMessageText(resolved))
  return combineDecisions(parts, { changes: [...people, ...labels], send: [] }, followUp)
}

/** Another call for the names that did not fit into this one. */
export const requestRemainingNames = (send: Send, call: CapturedFetchCall, got: FetchedEntry): Send[] =>
  got.left.length > 0 ? [{ ...send, call: { ...call, text: got.text, names: got.left } }] : []
