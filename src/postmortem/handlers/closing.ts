import { type Decision, nothing, type Refusal } from '../../dispatch/decision.ts'
import type { Feature, Word } from '../../dispatch/registry.ts'
import type { IncidentState } from '../../dispatch/state.ts'
import { isOver, reference } from '../../incident/model.ts'
import { unpackNoticed } from '../../noticing/review.ts'
import type { Tx } from '../../store/transaction.ts'
import { closeWithDraft } from '../closing/closing.ts'
import { closeInvitation, closeModal } from '../closing/form.ts'
import { submitClose } from '../closing/submit.ts'
import { holdAgainst, loadKnown } from '../store.ts'

/** The form, with all that is known. */
async function openClose(
  state: IncidentState,
  channelId: string | undefined,
  tx: Tx,
): Promise<Decision | Refusal> {
  const { incident } = state
  if (isOver(incident)) return { refusal: `${reference(incident)} is ${incident.status} already.` }
  const known = await loadKnown(tx, incident)
  return { ...nothing, answer: { open: closeModal(state, known, channelId) } }
}

export const closeWord: Word = {
  word: 'close',
  usage: 'close [now]',
  example: 'close',
  does: 'end the response, in a form, and post the draft post-mortem; `now`: without the form',
  isDrastic: true,
  on: 'incident',
  act: 'respond',
  run: (state, { rest, by, channelId, triggerId }, moment, tx) => {
    if (/^now\b/i.test(rest.trim())) return closeWithDraft(state, by, moment)
    if (triggerId || isOver(state.incident)) return openClose(state, channelId, tx)
    return { ...nothing, answer: { say: closeInvitation(state, moment) } }
  },
}

export const closeButtons: Feature['buttons'] = {
  'postmortem.close': {
    on: 'incident',
    act: 'respond',
    run: (state, { channelId }, _moment, tx) => openClose(state, channelId, tx),
  },
}

export const closeForms: Feature['forms'] = {
  'postmortem.close': {
    on: 'incident',
    act: 'respond',
    // Closed meanwhile, it is not for everybody any more: what they wrote stays in front of them.
    refusedBelow: 'lessons',
    run: async (state, { by, ...form }, moment, tx) => {
      const held = await holdAgainst(tx, state.incident, unpackNoticed(form.fields.noticed ?? ''))
      return submitClose(state, form, held, by, moment)
    },
  },
}
