import type { Decision, Refusal } from '../../core/decision.ts'
import { combineDecisions } from '../../core/decision.ts'
import { incidentReference } from '../../core/incident/model.ts'
import type { Actor, ChosenMessage, ModalSubmitted } from '../../core/input.ts'
import { instantOf } from '../../core/record/model.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { makeUndoable } from '../../core/undo/undoable.ts'
import { unpackSource } from '../../incident/lifecycle/from-message.ts'
import { findSimilarHypothesis } from '../../investigation/ledger/ledger.ts'
import { similarHypothesisLine, similarHypothesisMessage } from '../../investigation/ledger/similar-hypothesis.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { clipText, escapeMrkdwn, nameOrMention, shortTime, slackTime, toPlainText } from '../../messages/mrkdwn.ts'
import { makePermalink } from '../../messages/permalink.ts'
import { extractProse } from '../../platform/text.ts'
import { readOnlyTime, sayTime } from '../../platform/time/when.ts'
import { type AddMessageRequest, addMessage, type MessageToAdd } from './add.ts'
import { manualKinds } from './by-hand.ts'
import type { MessageContext } from './capture.ts'

/** As much of a message as one line quotes. */
const maxAddedQuoteLength = 200

/** The message the form was opened on, with what its fields say about it. */
export function parseAddRequest(
  { about, fields, by }: Pick<ModalSubmitted, 'about' | 'fields' | 'by'>,
  zone: string,
  now: Date,
): AddMessageRequest | Refusal {
  const travelled = unpackSource(about)
  const kind = manualKinds.find((known) => known === fields.kind)
  if (!travelled || !kind) return { refusal: 'I did not understand that form. Please open it again.' }
  const shared = fields.text?.trim() ?? ''
  if (travelled.isPrivate && !shared)
    return { refusal: 'What does it say? Nothing else of a private conversation is kept.', field: 'text' }
  const when = readWhen(fields.when ?? '', zone, now)
  if ('refusal' in when) return { ...when, field: 'when' }
  const text = travelled.isPrivate ? escapeMrkdwn(shared) : travelled.text
  return { chosen: { ...travelled, text }, kind, at: when.at, by }
}

/** A time and nothing else, as `log` takes it; none at all is the message's own. */
function readWhen(words: string, zone: string, now: Date): { at: Date | null } | { refusal: string } {
  if (words.trim() === '') return { at: null }
  const otherwise = 'Please write only a time: 14:35, yesterday 23:10 or 2026-11-20 14:35.'
  return readOnlyTime(words, zone, now, otherwise)
}

/** Adds a message from anywhere, says so in the channel, and shows how it is taken back. */
export function addToIncident(
  state: IncidentState,
  adding: AddMessageRequest,
  known: MessageContext,
  zone: string,
  ctx: DecisionContext,
): Decision | Refusal {
  const added = addMessage(state, adding, known, ctx)
  if ('refusal' in added) return added
  const { incident } = state
  const { chosen, kind, by } = adding
  const at = adding.at ?? known.entry?.occurredAt ?? instantOf(chosen.ts)
  const words = escapeMrkdwn(clipText(readChosenText(chosen, known), maxAddedQuoteLength))
  const link = makePermalink(state.workspaceUrl, {
    channelId: chosen.channelId,
    messageTs: chosen.ts,
    threadTs: chosen.threadTs,
  })
  const source = link ? ` (<${link}|message>)` : ''
  const line = `${slackTime(at, shortTime(at))} · ${kind}: ${words}${source} · ${nameOrMention(by)}`
  const said: Decision = {
    changes: [],
    send: [{ to: { incident: incident.id }, call: { do: 'post', message: sentenceMessage(line) } }],
  }
  const shown = `On the timeline of *${incidentReference(incident)}* as *${kind}*, at *${sayTime(at, zone)}*: ${words}`
  const doing = {
    incidentId: incident.id,
    subject: `entry ${added.entryId}`,
    words,
    shown,
    inverse: added.inverse,
    by,
  }
  return combineDecisions(added.decision, said, makeUndoable(doing, ctx))
}

/** A message of the channel as a hypothesis, by one click: nothing is said, like by a reaction. */
export function trackHypothesis(
  state: IncidentState,
  message: ChosenMessage,
  known: MessageContext,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const chosen: MessageToAdd = { ...message, authorId: message.author?.id ?? null, isPrivate: false }
  const words = readChosenText(chosen, known)
  if (!words) return { refusal: 'There are no words in that message to track.' }
  const added = addMessage(state, { chosen, kind: 'hypothesis', at: null, by }, known, ctx)
  if ('refusal' in added) return added
  const found = findSimilarHypothesis(state, words)
  const like = found?.hypothesis.entryId === added.entryId ? undefined : found
  const doing = {
    incidentId: state.incident.id,
    subject: `entry ${added.entryId}`,
    words: escapeMrkdwn(clipText(words, maxAddedQuoteLength)),
    shown: like
      ? `${similarHypothesisLine(like.hypothesis, like.isSame)} The message is on the timeline.`
      : `Tracked as a hypothesis: *${escapeMrkdwn(clipText(words, maxAddedQuoteLength))}*`,
    more: like ? similarHypothesisMessage(state, like, { entryId: added.entryId }).blocks.slice(1) : [],
    inverse: added.inverse,
    by,
  }
  return combineDecisions(dropEphemeralSends(added.decision), makeUndoable(doing, ctx))
}

/** What a reaction would have to be asked about comes with the answer to a click. */
const dropEphemeralSends = (decision: Decision): Decision => ({
  ...decision,
  send: decision.send.filter(({ call }) => call.do !== 'whisper'),
})

const readChosenText = ({ text, isPrivate }: MessageToAdd, { entry, seen, names }: MessageContext): string =>
  extractProse(entry?.text || toPlainText(isPrivate ? text : (seen?.text ?? text), names))
