import { answerWithModal, combineDecisions, type Decision, type Refusal } from '../../../core/decision.ts'
import type { WithActor } from '../../../core/feature/context.ts'
import type { Feature } from '../../../core/feature/feature.ts'
import { type Clicked, onAction, onModal } from '../../../core/feature/on-control.ts'
import type { InvestigationContext } from '../../settings.ts'
import type { InvestigationState } from '../../state.ts'
import { concludeHypothesis, markLeadingHypothesis, reopenHypothesis, unmarkLeadingHypothesis } from '../conclude.ts'
import { type HypothesisVerb, hypothesisActions, hypothesisModals, type LedgerPayload } from '../controls.ts'
import { hypothesisDetailsModal } from '../details.ts'
import { addEvidence, addObservedEvidence } from '../evidence.ts'
import { lookUpHypothesis, lookUpOpenHypothesis } from '../ledger.ts'
import { confirmModal, othersModal, parkModal, reopenModal, ruleOutModal } from '../modals.ts'
import { type EvidenceStance, type Hypothesis, selectOpenHypotheses } from '../model.ts'
import { proposeDespiteSimilar, trackEntryDespiteSimilar } from '../propose.ts'
import { findCitableEntry } from '../store.ts'
import { redrawModalAfter } from './common.ts'

const modalByVerb = {
  rule_out: ruleOutModal,
  confirm: confirmModal,
  park: parkModal,
} as const

/** Handles the overflow menu of a hypothesis. */
function handleHypothesisMenu(
  ctx: WithActor<InvestigationContext>,
  input: Clicked<{ verb: HypothesisVerb; id: string }>,
): Decision | Refusal {
  const { state } = ctx
  const { verb, id } = input.about
  if (verb === 'details') {
    const row = lookUpHypothesis(state, id)
    return 'refusal' in row ? row : answerWithModal(hypothesisDetailsModal(state, row.hypothesis))
  }
  const row = lookUpOpenHypothesis(state, id)
  if ('refusal' in row) return row
  if (verb === 'rule_out' || verb === 'confirm' || verb === 'park')
    return answerWithModal(modalByVerb[verb](state, row.hypothesis))
  const leads = verb === 'lead'
  const outcome = (leads ? markLeadingHypothesis : unmarkLeadingHypothesis)(ctx, id)
  return redrawModalAfter(state, input, outcome, (note) =>
    hypothesisDetailsModal(withLeadingHypothesis(state, leads ? id : null), { ...row.hypothesis, leads }, note),
  )
}

/** The state after the leading mark moves to `id`, before the change is stored. */
const withLeadingHypothesis = (state: InvestigationState, id: string | null): InvestigationState => ({
  ...state,
  hypotheses: state.hypotheses.map((hypothesis) => ({ ...hypothesis, leads: hypothesis.id === id })),
})

/** Resolves a button's payload: reloads the entry it names, or returns its text. */
async function resolveCarriedPayload(
  state: InvestigationState,
  { carries, text }: LedgerPayload,
  tx: Parameters<typeof findCitableEntry>[0],
): Promise<{ telling: { id: string; text: string; occurredAt: Date } } | { words: string } | Refusal> {
  if (carries === 'words') return { words: text }
  const telling = await findCitableEntry(tx, state.incident.id, text)
  return telling
    ? { telling: { ...telling, occurredAt: telling.at } }
    : { refusal: 'That entry was withdrawn meanwhile.' }
}

const addCarriedEvidence = (
  ctx: WithActor<InvestigationContext>,
  hypothesis: Hypothesis,
  carried: { telling: { id: string; text: string } } | { words: string },
  stance: EvidenceStance,
): Decision | Refusal =>
  'words' in carried
    ? addObservedEvidence(ctx, hypothesis, carried.words, stance)
    : addEvidence(ctx, hypothesis, carried.telling, stance)

/** Actions and modals that act on a whole hypothesis: lead, rule out, confirm, park, reopen. */
export const rowHandlers = {
  actions: [
    onAction(hypothesisActions.ruleOut, 'respond', ({ state }, { about }) => {
      const row = lookUpOpenHypothesis(state, about.id)
      return 'refusal' in row ? row : answerWithModal(ruleOutModal(state, row.hypothesis))
    }),
    onAction(hypothesisActions.row, 'respond', handleHypothesisMenu),
    onAction(hypothesisActions.others, 'respond', ({ state }) =>
      selectOpenHypotheses(state.hypotheses).length > 0
        ? answerWithModal(othersModal(state))
        : { refusal: 'No hypothesis is open any more.' },
    ),
    onAction(hypothesisActions.reopen, 'respond', ({ state }, { about }) => {
      const closed = state.hypotheses.filter((hypothesis) => hypothesis.state !== 'open')
      if (closed.length === 0) return { refusal: 'Every hypothesis is open.' }
      const chosen = closed.find(({ id }) => id === about.id)
      if (about.id !== null && !chosen) return { refusal: 'It is open again already.' }
      return answerWithModal(reopenModal(state, about.id))
    }),
    onAction(hypothesisActions.same, 'respond', async (ctx, { about }, tx) => {
      const { state } = ctx
      const row = lookUpOpenHypothesis(state, about.id)
      if ('refusal' in row) return row
      const carried = await resolveCarriedPayload(state, about, tx)
      return 'refusal' in carried ? carried : addCarriedEvidence(ctx, row.hypothesis, carried, 'for')
    }),
    onAction(hypothesisActions.anyway, 'respond', async (ctx, { about }, tx) => {
      const carried = await resolveCarriedPayload(ctx.state, about, tx)
      if ('refusal' in carried) return carried
      if ('words' in carried) return proposeDespiteSimilar(ctx, carried.words)
      return trackEntryDespiteSimilar(ctx, carried.telling)
    }),
    onAction(hypothesisActions.reopenWith, 'respond', async (ctx, { about }, tx) => {
      const { state } = ctx
      const { id, stance } = about
      const row = lookUpHypothesis(state, id)
      if ('refusal' in row) return row
      const carried = await resolveCarriedPayload(state, about, tx)
      if ('refusal' in carried) return carried
      const because = 'words' in carried ? carried.words : carried.telling.text
      const back = reopenHypothesis(ctx, id, because)
      if ('refusal' in back) return back
      const open = { ...row.hypothesis, state: 'open' as const }
      const added = addCarriedEvidence(ctx, open, carried, stance)
      return 'refusal' in added ? back : combineDecisions(back, added)
    }),
  ],
  modals: [
    onModal(hypothesisModals.ruleOut, 'respond', (ctx, { about, fields }) =>
      concludeHypothesis(ctx, about.id, 'ruled_out', fields.because ?? ''),
    ),
    onModal(hypothesisModals.park, 'respond', (ctx, { about, fields }) =>
      concludeHypothesis(ctx, about.id, 'parked', fields.because ?? ''),
    ),
    onModal(hypothesisModals.confirm, 'respond', (ctx, { about, fields }) => {
      const verdict = fields.verdict === 'contributing' ? 'contributing' : 'cause'
      return concludeHypothesis(ctx, about.id, verdict, fields.because ?? '')
    }),
    onModal(hypothesisModals.reopen, 'respond', (ctx, { fields }) =>
      reopenHypothesis(ctx, fields.hypothesis ?? '', fields.because ?? ''),
    ),
    onModal(hypothesisModals.others, 'respond', ({ state }, { fields }) => {
      const row = lookUpHypothesis(state, fields.hypothesis ?? '')
      return 'refusal' in row ? row : answerWithModal(hypothesisDetailsModal(state, row.hypothesis))
    }),
  ],
} satisfies Pick<Feature<InvestigationContext>, 'actions' | 'modals'>
