import { type Decision, emptyDecision } from '../../core/decision.ts'
import type { Send } from '../../core/outbox/call.ts'
import type { IncidentState } from '../../core/state.ts'
import {
  actionRowBlock,
  blocksMessage,
  buttonElement,
  type SlackBlock,
  type SlackMessage,
  sectionBlock,
} from '../../messages/blocks.ts'
import { clipText, escapeMrkdwn, toPlainText } from '../../messages/mrkdwn.ts'
import type { SimilarHypothesis } from './ledger.ts'
import { type EvidenceStance, type Hypothesis, stateName } from './model.ts'

/** What somebody says, as it travels in a button: an entry that is there, or words that are none yet. */
export type LedgerPayload = { entryId: string } | { words: string }

const encodeLedgerPayload = (carried: LedgerPayload): string =>
  'entryId' in carried ? `entry ${carried.entryId}` : `words ${carried.words}`

export function decodeLedgerPayload(packed: string): LedgerPayload {
  const [, kind, rest = ''] = /^(entry|words) (.*)$/s.exec(packed) ?? []
  return kind === 'entry' ? { entryId: rest } : { words: rest }
}

/** The first word of what a button is about, and the rest. */
export function splitFirstWord(about: string): [first: string, rest: string] {
  const [, first = '', rest = ''] = /^(\S*)\s?(.*)$/s.exec(about) ?? []
  return [first, rest]
}

/**
 * The ledger holds this already, or nearly. Of one that is open it can be evidence; one that is not can be reopened.
 * What is not quite the same can be tracked anyway.
 */
export function similarHypothesisMessage(
  state: IncidentState,
  { hypothesis, isSame }: SimilarHypothesis,
  carried: LedgerPayload,
): SlackMessage {
  const text = `${similarHypothesisLine(hypothesis, isSame)}${isSame ? '' : ' Is it the same?'}`
  const { id: incidentId } = state.incident
  const { id } = hypothesis
  const choices: SlackBlock[] = [
    hypothesis.state === 'open'
      ? buttonElement('Add as evidence', 'hypothesis.same', {
          incidentId,
          about: `${id} ${encodeLedgerPayload(carried)}`,
        })
      : buttonElement('Reopen…', 'hypothesis.reopen', { incidentId, about: id }),
    ...(isSame
      ? []
      : [
          buttonElement('Track it anyway', 'hypothesis.anyway', {
            incidentId,
            about: encodeLedgerPayload(carried),
          }),
        ]),
  ]
  return blocksMessage(toPlainText(text), sectionBlock(text), actionRowBlock(...choices))
}

/** How the ledger holds it: `It is in the ledger already, ruled out: “DNS is slow”.` */
export const similarHypothesisLine = ({ state, statement }: Hypothesis, isSame: boolean): string =>
  `It is ${isSame ? 'in the ledger already' : 'much like one in the ledger'}, ${stateName[state]}: “${escapeMrkdwn(statement)}”.`

/** Evidence came for what is off the table: it is for people to say whether that brings it back. */
export function offerReopening(
  state: IncidentState,
  hypothesis: Hypothesis,
  stance: EvidenceStance,
  carried: LedgerPayload,
): Decision {
  const { id: incidentId } = state.incident
  const why = hypothesis.closedBecause ? `: ${escapeMrkdwn(clipText(hypothesis.closedBecause, 300))}` : ''
  const text = `“${escapeMrkdwn(hypothesis.statement)}” is ${stateName[hypothesis.state]}${why}.\nReopen it with this evidence?`
  const about = `${hypothesis.id} ${stance} ${encodeLedgerPayload(carried)}`
  const reopen = buttonElement('Reopen it', 'hypothesis.reopen_with', { incidentId, about })
  return {
    ...emptyDecision,
    answer: { say: blocksMessage('Reopen it?', sectionBlock(text), actionRowBlock(reopen)) },
  }
}

/** Told to whoever made an entry that the ledger holds already. */
export const offerSimilarHypothesis = (
  state: IncidentState,
  like: SimilarHypothesis,
  entryId: string,
  to: string,
): Send => ({
  to: { incident: state.incident.id },
  call: { do: 'whisper', to, message: similarHypothesisMessage(state, like, { entryId }) },
})
