import { combineDecisions, type Decision, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { incidentReference } from '../../core/incident/model.ts'
import { instantOf } from '../../core/record/model.ts'
import { actorZone } from '../../core/state.ts'
import { makeUndoable } from '../../core/undo/undoable.ts'
import type { CarriedMessage } from '../../incident/lifecycle/from-message.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { clipText, escapeMrkdwn, nameOrMention, shortTime, slackTime, toPlainText } from '../../messages/mrkdwn.ts'
import { makePermalink } from '../../messages/permalink.ts'
import { extractProse } from '../../platform/text.ts'
import { readOnlyTime, sayTime } from '../../platform/time/when.ts'
import { type AddMessageRequest, addMessage, type MessageToAdd } from './add.ts'
import { manualKinds } from './by-hand.ts'
import type { MessageContext } from './capture.ts'

/** How much of a message a one-line quotation holds, in characters. */
export const maxAddedQuoteLength = 200

type AddModalFields = Readonly<Partial<Record<'kind' | 'when' | 'text', string>>>

/** Reads a submitted *Add to incident* modal: the message it was opened on, with its fields. Refuses invalid fields. */
export function parseAddRequest(
  ctx: WithActor,
  source: CarriedMessage,
  fields: AddModalFields,
): AddMessageRequest | Refusal {
  const kind = manualKinds.find((one) => one === fields.kind)
  if (!kind) return { refusal: 'I did not understand that form. Please open it again.' }
  const shared = fields.text?.trim() ?? ''
  if (source.isPrivate && !shared)
    return { refusal: 'What does it say? Nothing else of a private conversation is kept.', field: 'text' }
  const when = parseAddedTime(fields.when ?? '', actorZone(ctx), ctx.now)
  if ('refusal' in when) return { ...when, field: 'when' }
  const text = source.isPrivate ? escapeMrkdwn(shared) : source.text
  return { chosen: { ...source, text }, kind, at: when.at }
}

/** Accepts only a time, in the formats of `log`. Empty means the time the message was written. */
function parseAddedTime(words: string, zone: string, now: Date): { at: Date | null } | { refusal: string } {
  if (words.trim() === '') return { at: null }
  const otherwise = 'Please write only a time: 14:35, yesterday 23:10 or 2026-11-20 14:35.'
  return readOnlyTime(words, zone, now, otherwise)
}

/** Adds a message from any channel, announces it in the incident channel, and answers with an undo. */
export function addToIncident(
  ctx: WithActor,
  request: AddMessageRequest,
  messageContext: MessageContext,
): Decision | Refusal {
  const { state, by } = ctx
  const added = addMessage(ctx, request, messageContext)
  if ('refusal' in added) return added
  const { incident } = state
  const { chosen, kind } = request
  const at = request.at ?? messageContext.entry?.occurredAt ?? instantOf(chosen.ts)
  const words = escapeMrkdwn(clipText(readChosenText(chosen, messageContext), maxAddedQuoteLength))
  const link = makePermalink(state.workspaceUrl, {
    channelId: chosen.channelId,
    messageTs: chosen.ts,
    threadTs: chosen.threadTs,
  })
  const source = link ? ` (<${link}|message>)` : ''
  const line = `${slackTime(at, shortTime(at))} · ${kind}: ${words}${source} · ${nameOrMention(by)}`
  const announcement: Decision = {
    changes: [],
    send: [{ to: { incident: incident.id }, call: { do: 'post', message: sentenceMessage(line) } }],
  }
  const shown = `On the timeline of *${incidentReference(incident)}* as *${kind}*, at *${sayTime(at, actorZone(ctx))}*: ${words}`
  const undoable = {
    incidentId: incident.id,
    subject: `entry ${added.entryId}`,
    words,
    shown,
    inverse: added.inverse,
  }
  return combineDecisions(added.decision, announcement, makeUndoable(ctx, undoable))
}

/** The words of a message somebody chose, as far as they are known. */
export const readChosenText = ({ text, isPrivate }: MessageToAdd, { entry, seen, names }: MessageContext): string =>
  extractProse(entry?.text || toPlainText(isPrivate ? text : (seen?.text ?? text), names))
