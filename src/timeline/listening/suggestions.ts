import { type Decision, emptyDecision } from '../../core/decision.ts'
import { incidentReference } from '../../core/incident/model.ts'
import { holderOf } from '../../core/incident/roles.ts'
import { instantOf, type SeenMessage } from '../../core/record/model.ts'
import { findDisplayName, type IncidentState } from '../../core/state.ts'
import { actionRowBlock, blocksMessage, type SlackBlock, sectionBlock, sectionWith } from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { clipText, escapeMrkdwn, shortTime, slackTime, toPlainText } from '../../messages/mrkdwn.ts'
import { makePermalink } from '../../messages/permalink.ts'
import { extractProse } from '../../platform/text.ts'
import { classifyMessage, type MessageClassification, minSuggestionScore } from './classify.ts'
import { maxReviewSuggestions, type SuggestedEntry, suggestionActions } from './controls.ts'

const maxReviewQuoteLength = 280

/** A message that nobody captured, with the names of the people in it, by id. */
export interface UnrecordedMessage
  extends Pick<SeenMessage, 'channelId' | 'ts' | 'threadTs' | 'authorId' | 'authorName' | 'text'> {
  names: ReadonlyMap<string, string>
}

/** A message suggested for the timeline, and how it was classified. */
export interface ReviewSuggestion {
  message: UnrecordedMessage
  classification: MessageClassification
}

/**
 * Suggests uncaptured messages that look like timeline entries to one person: the commander, the owner, or whoever
 * closed the incident, in that order, skipping people who have left the channel of a private incident. Sends nothing if
 * there is nothing to suggest.
 */
export function suggestUnrecordedMessages(
  state: IncidentState,
  passed: readonly UnrecordedMessage[],
  closedBy: string,
): Decision {
  const offers = rankUnrecordedMessages(passed)
  if (offers.length === 0) return emptyDecision
  const { roles, outside } = state
  const answerable = [holderOf(roles, 'commander'), holderOf(roles, 'owner'), closedBy]
  const person = answerable.find((one) => one !== undefined && !outside.has(one))
  if (!person) return emptyDecision
  return {
    changes: [],
    send: [{ to: { person }, call: { do: 'post', message: unrecordedReviewMessage(state, offers) } }],
  }
}

/** The messages that look like timeline entries, the highest score first. */
export function rankUnrecordedMessages(passed: readonly UnrecordedMessage[]): ReviewSuggestion[] {
  return passed
    .flatMap((message) => {
      const classification = classifyMessage(message.text)
      return classification && classification.score >= minSuggestionScore ? [{ message, classification }] : []
    })
    .sort((a, b) => b.classification.score - a.classification.score || Number(a.message.ts - b.message.ts))
    .slice(0, maxReviewSuggestions)
}

function unrecordedReviewMessage(state: IncidentState, offers: readonly ReviewSuggestion[]) {
  const { incident } = state
  const many = offers.length > 1
  const title = `${incidentReference(incident)} is closed. ${many ? `${offers.length} messages look like lines of its timeline and are` : 'One message looks like a line of its timeline and is'} not on it.`
  const all = button(`Add all ${offers.length}`, suggestionActions.add, {
    incidentId: incident.id,
    entries: offers.map(toSuggestedEntry),
  })
  return blocksMessage(
    title,
    sectionBlock(title),
    ...offers.map((offer) => suggestionBlock(state, offer)),
    ...(many ? [actionRowBlock(all)] : []),
  )
}

function suggestionBlock(
  state: IncidentState,
  { message: passed, classification: noticed }: ReviewSuggestion,
): SlackBlock {
  const { ts, channelId, threadTs } = passed
  const { author, words } = quoteUnrecordedMessage(state, passed)
  const when = slackTime(instantOf(ts), shortTime(instantOf(ts)))
  const link = makePermalink(state.workspaceUrl, { channelId, messageTs: ts, threadTs })
  const source = link ? ` · <${link}|message>` : ''
  const why = escapeMrkdwn(clipText(noticed.reasons.join('; '), maxReviewQuoteLength))
  const add = button(`Add as ${noticed.kind}`, suggestionActions.add, {
    incidentId: state.incident.id,
    entries: [toSuggestedEntry({ message: passed, classification: noticed })],
  })
  return sectionWith(`${when} · ${escapeMrkdwn(author)}: ${escapeMrkdwn(words)}\n_${why}_${source}`, add)
}

/** The author's name, and the text as one line of plain text. */
export function quoteUnrecordedMessage(state: IncidentState, { authorId, authorName, names, text }: UnrecordedMessage) {
  const author = authorName ?? (authorId && names.get(authorId)) ?? findDisplayName(state, authorId)
  return { author, words: clipText(extractProse(toPlainText(text, names)), maxReviewQuoteLength) }
}

export const toSuggestedEntry = ({
  message: { channelId, ts },
  classification: { kind },
}: ReviewSuggestion): SuggestedEntry => ({
  channelId,
  ts,
  kind,
})
