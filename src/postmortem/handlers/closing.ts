import { answerWithModal, type Decision, emptyDecision, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import type { Command } from '../../core/feature/feature.ts'
import { onAction, onModal } from '../../core/feature/on-control.ts'
import { incidentReference, isClosedOrCancelled } from '../../core/incident/model.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { readTickedEntries } from '../../timeline/listening/controls.ts'
import { closeWithDraft } from '../close/closing.ts'
import { closeInvitationMessage, closeModal } from '../close/modal.ts'
import { submitClose } from '../close/submit.ts'
import { postMortemActions, postMortemModals } from '../controls.ts'
import type { PostMortemContext } from '../settings.ts'
import type { ResponseState } from '../state.ts'
import { loadCloseModalInput, loadCurrentValues } from '../store.ts'

/** Opens the close modal, prefilled. */
async function openCloseModal(
  state: ResponseState,
  channelId: string | undefined,
  tx: Tx,
): Promise<Decision | Refusal> {
  const { incident } = state
  if (isClosedOrCancelled(incident)) return { refusal: `${incidentReference(incident)} is ${incident.status} already.` }
  const input = await loadCloseModalInput(tx, state)
  return answerWithModal(closeModal(state, input, channelId))
}

export const closeCommand: Command<PostMortemContext> = {
  word: 'close',
  usage: 'close [now]',
  example: 'close',
  does: 'end the response, in a form, and post the draft post-mortem; `now`: without the form',
  panel: [{ on: 'open', row: 'End', rank: 1, label: 'Close…' }],
  isDrastic: true,
  on: 'incident',
  act: 'respond',
  run: (ctx, { rest, channelId, triggerId }, tx) => {
    const { state } = ctx
    if (/^now\b/i.test(rest.trim())) return closeWithDraft(ctx)
    if (triggerId || isClosedOrCancelled(state.incident)) return openCloseModal(state, channelId, tx)
    return { ...emptyDecision, answer: { say: closeInvitationMessage(ctx) } }
  },
}

export const closeActions = [
  onAction(postMortemActions.close, 'respond', ({ state }: PostMortemContext, { channelId }, tx) =>
    openCloseModal(state, channelId, tx),
  ),
]

export const closeModalHandlers = [
  onModal(
    postMortemModals.close,
    'respond',
    async (ctx: WithActor<PostMortemContext>, submission, tx) => {
      const current = await loadCurrentValues(tx, ctx.state, readTickedEntries(submission.fields.noticed ?? ''))
      return submitClose(ctx, submission, current)
    },
    // Fewer people may change a closed incident. If it was closed in the meantime, the modal keeps the text on screen.
    { refusedBelow: 'lessons' },
  ),
]
