import type { Refusal } from '../../../core/decision.ts'
import type { Feature } from '../../../core/registry.ts'
import type { IncidentState } from '../../../core/state.ts'
import { detailsModal } from '../details.ts'
import { addEvidence, observe, withdrawEvidence } from '../evidence.ts'
import { openRow, rowWith } from '../ledger.ts'
import { evidenceModal, explainedModal, unexplainedModal } from '../modals.ts'
import { type Hypothesis, type Stance, stillUnexplained } from '../model.ts'
import { firstOf, offerReopening } from '../offer.ts'
import { recentTellings } from '../store.ts'
import { markUnexplained, observeUnexplained, resolve } from '../unexplained.ts'
import { behind, opening, readSeen, responding } from './common.ts'

/** What the form says: which hypothesis, and which way. */
function readEvidence(
  state: IncidentState,
  fields: Record<string, string>,
): { hypothesis: Hypothesis; stance: Stance } | Refusal {
  const row = rowWith(state, fields.hypothesis ?? '')
  if ('refusal' in row) return { ...row, field: 'hypothesis' }
  const { stance } = fields
  if (stance !== 'for' && stance !== 'against')
    return { refusal: 'Does it speak for the hypothesis or against it?', field: 'stance' }
  return { ...row, stance }
}

/** What speaks for a hypothesis or against it, and what none accounts for. */
export const evidenceHandlers: Feature = {
  buttons: {
    'hypothesis.evidence': responding(async (state, { about }, _ctx, tx) => {
      const row = openRow(state, about)
      if ('refusal' in row) return row
      return opening(evidenceModal(state, about, await recentTellings(tx, state.incident.id)))
    }),
    'hypothesis.withdraw_evidence': responding((state, input, ctx) => {
      const [id, entryId] = firstOf(input.about)
      const row = rowWith(state, id)
      if ('refusal' in row) return row
      const { hypothesis } = row
      const evidence = hypothesis.evidence.filter((known) => known.entryId !== entryId)
      const outcome = withdrawEvidence(state, hypothesis, entryId, input.by, ctx)
      return behind(state, input, outcome, (note) => detailsModal(state, { ...hypothesis, evidence }, note))
    }),
    'hypothesis.unexplained': responding(async (state, _pressed, _ctx, tx) =>
      opening(unexplainedModal(state, await recentTellings(tx, state.incident.id))),
    ),
    'hypothesis.explained': responding((state, { about }) =>
      stillUnexplained(state.unexplained).length > 0
        ? opening(explainedModal(state, about))
        : { refusal: 'Nothing waits for an explanation any more.' },
    ),
  },
  modals: {
    'hypothesis.evidence': responding(async (state, { fields, by }, ctx, tx) => {
      const read = readEvidence(state, fields)
      if ('refusal' in read) return read
      const seen = await readSeen(state, fields, tx)
      if ('refusal' in seen) return seen
      const { hypothesis, stance } = read
      if (hypothesis.state !== 'open') {
        const carried = 'words' in seen ? seen : { entryId: seen.telling.id }
        return offerReopening(state, hypothesis, stance, carried)
      }
      if ('words' in seen) return observe(state, hypothesis, seen.words, stance, by, ctx)
      const outcome = addEvidence(state, hypothesis, seen.telling, stance, by, ctx)
      return 'refusal' in outcome ? { ...outcome, field: 'entry' } : outcome
    }),
    'hypothesis.unexplained': responding(async (state, { fields, by }, ctx, tx) => {
      const seen = await readSeen(state, fields, tx)
      if ('refusal' in seen) return seen
      return 'words' in seen
        ? observeUnexplained(state, seen.words, by, ctx)
        : markUnexplained(state, seen.telling, by, ctx)
    }),
    'hypothesis.explained': responding((state, { fields, by }, ctx) =>
      resolve(state, fields.entry ?? '', fields.how ?? '', fields.text ?? '', by, ctx),
    ),
  },
}
