import { type Decision, emptyDecision } from '../../core/decision.ts'
import type { Send } from '../../core/outbox/call.ts'
import {
  actionRowBlock,
  blocksMessage,
  type ControlElement,
  type SlackMessage,
  sectionBlock,
} from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { clipText, escapeMrkdwn, toPlainText } from '../../messages/mrkdwn.ts'
import type { InvestigationState } from '../state.ts'
import { hypothesisActions, type LedgerPayload } from './controls.ts'
import { type EvidenceStance, type Hypothesis, stateName } from './model.ts'
import type { SimilarHypothesis } from './similarity.ts'

/**
 * Says that the ledger already has this hypothesis or a similar one. An open one can take the payload as evidence, a
 * closed one can be reopened; if it is only similar, the payload can also be tracked as a hypothesis of its own.
 */
export function similarHypothesisMessage(
  state: InvestigationState,
  { hypothesis, isSame }: SimilarHypothesis,
  payload: LedgerPayload,
): SlackMessage {
  const text = `${similarHypothesisLine(hypothesis, isSame)}${isSame ? '' : ' Is it the same?'}`
  const { id: incidentId } = state.incident
  const { id } = hypothesis
  const choices: ControlElement[] = [
    hypothesis.state === 'open'
      ? button('Add as evidence', hypothesisActions.same, { incidentId, id, ...payload })
      : button('Reopen…', hypothesisActions.reopen, { incidentId, id }),
    ...(isSame ? [] : [button('Track it anyway', hypothesisActions.anyway, { incidentId, ...payload })]),
  ]
  return blocksMessage(toPlainText(text), sectionBlock(text), actionRowBlock(...choices))
}

/** For example `It is in the ledger already, ruled out: “DNS is slow”.` */
export const similarHypothesisLine = ({ state, statement }: Hypothesis, isSame: boolean): string =>
  `It is ${isSame ? 'in the ledger already' : 'much like one in the ledger'}, ${stateName[state]}: “${escapeMrkdwn(statement)}”.`

/** Evidence for a closed hypothesis does not reopen it; people decide whether it does. */
export function offerReopening(
  state: InvestigationState,
  hypothesis: Hypothesis,
  stance: EvidenceStance,
  payload: LedgerPayload,
): Decision {
  const { id: incidentId } = state.incident
  const why = hypothesis.closedBecause ? `: ${escapeMrkdwn(clipText(hypothesis.closedBecause, 300))}` : ''
  const text = `“${escapeMrkdwn(hypothesis.statement)}” is ${stateName[hypothesis.state]}${why}.\nReopen it with this evidence?`
  const to = { incidentId, id: hypothesis.id, stance, ...payload }
  const reopen = button('Reopen it', hypothesisActions.reopenWith, to)
  return {
    ...emptyDecision,
    answer: { say: blocksMessage('Reopen it?', sectionBlock(text), actionRowBlock(reopen)) },
  }
}

/** Sends `similarHypothesisMessage` to person `to` as an ephemeral message. */
export const offerSimilarHypothesis = (
  state: InvestigationState,
  like: SimilarHypothesis,
  entryId: string,
  to: string,
): Send => ({
  to: { incident: state.incident.id },
  call: {
    do: 'post_ephemeral',
    to,
    message: similarHypothesisMessage(state, like, { carries: 'entry', text: entryId }),
  },
})
