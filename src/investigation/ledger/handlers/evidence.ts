import { answerWithModal, type Refusal } from '../../../core/decision.ts'
import type { Feature } from '../../../core/feature/feature.ts'
import { onAction, onModal } from '../../../core/feature/on-control.ts'
import type { InvestigationContext } from '../../settings.ts'
import type { InvestigationState } from '../../state.ts'
import { hypothesisActions, hypothesisModals, type LedgerPayload } from '../controls.ts'
import { hypothesisDetailsModal } from '../details.ts'
import { addEvidence, addObservedEvidence, withdrawEvidence } from '../evidence.ts'
import { lookUpHypothesis, lookUpOpenHypothesis } from '../ledger.ts'
import { evidenceModal, explainedModal, unexplainedModal } from '../modals.ts'
import { type EvidenceStance, type Hypothesis, stillUnexplained } from '../model.ts'
import { offerReopening } from '../similar-hypothesis.ts'
import { findRecentCitableEntries } from '../store.ts'
import { explainObservation, markUnexplained, observeUnexplained } from '../unexplained.ts'
import { readCitedEntryOrWords, redrawModalAfter } from './common.ts'

/** Reads the hypothesis and the stance from the submitted modal. */
function readEvidence(
  state: InvestigationState,
  fields: Partial<Record<'hypothesis' | 'stance', string>>,
): { hypothesis: Hypothesis; stance: EvidenceStance } | Refusal {
  const row = lookUpHypothesis(state, fields.hypothesis ?? '')
  if ('refusal' in row) return { ...row, field: 'hypothesis' }
  const { stance } = fields
  if (stance !== 'for' && stance !== 'against')
    return { refusal: 'Does it speak for the hypothesis or against it?', field: 'stance' }
  return { ...row, stance }
}

/** Actions and modals for evidence and for unexplained observations. */
export const evidenceHandlers = {
  actions: [
    onAction(hypothesisActions.evidence, 'respond', async ({ state }, { about: { id } }, tx) => {
      const row = lookUpOpenHypothesis(state, id)
      if ('refusal' in row) return row
      return answerWithModal(evidenceModal(state, id, await findRecentCitableEntries(tx, state.incident.id)))
    }),
    onAction(hypothesisActions.withdrawEvidence, 'respond', (ctx, input) => {
      const { state } = ctx
      const { id, entryId } = input.about
      const row = lookUpHypothesis(state, id)
      if ('refusal' in row) return row
      const { hypothesis } = row
      const evidence = hypothesis.evidence.filter((item) => item.entryId !== entryId)
      const outcome = withdrawEvidence(ctx, hypothesis, entryId)
      return redrawModalAfter(state, input, outcome, (note) =>
        hypothesisDetailsModal(state, { ...hypothesis, evidence }, note),
      )
    }),
    onAction(hypothesisActions.unexplained, 'respond', async ({ state }, _input, tx) =>
      answerWithModal(unexplainedModal(state, await findRecentCitableEntries(tx, state.incident.id))),
    ),
    onAction(hypothesisActions.explained, 'respond', ({ state }, { about }) =>
      stillUnexplained(state.unexplained).length > 0
        ? answerWithModal(explainedModal(state, about.entryId))
        : { refusal: 'Nothing waits for an explanation any more.' },
    ),
  ],
  modals: [
    onModal(hypothesisModals.evidence, 'respond', async (ctx, { fields }, tx) => {
      const { state } = ctx
      const read = readEvidence(state, fields)
      if ('refusal' in read) return read
      const seen = await readCitedEntryOrWords(state, fields, tx)
      if ('refusal' in seen) return seen
      const { hypothesis, stance } = read
      if (hypothesis.state !== 'open') {
        const payload: LedgerPayload =
          'words' in seen ? { carries: 'words', text: seen.words } : { carries: 'entry', text: seen.telling.id }
        return offerReopening(state, hypothesis, stance, payload)
      }
      if ('words' in seen) return addObservedEvidence(ctx, hypothesis, seen.words, stance)
      const outcome = addEvidence(ctx, hypothesis, seen.telling, stance)
      return 'refusal' in outcome ? { ...outcome, field: 'entry' } : outcome
    }),
    onModal(hypothesisModals.unexplained, 'respond', async (ctx, { fields }, tx) => {
      const seen = await readCitedEntryOrWords(ctx.state, fields, tx)
      if ('refusal' in seen) return seen
      return 'words' in seen ? observeUnexplained(ctx, seen.words) : markUnexplained(ctx, seen.telling)
    }),
    onModal(hypothesisModals.explained, 'respond', (ctx, { fields }) =>
      explainObservation(ctx, fields.entry ?? '', fields.how ?? '', fields.text ?? ''),
    ),
  ],
} satisfies Pick<Feature<InvestigationContext>, 'actions' | 'modals'>
