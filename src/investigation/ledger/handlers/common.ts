import { answerWithModal, type Decision, isRefusal, type Refusal } from '../../../core/decision.ts'
import type { ButtonClicked } from '../../../core/input.ts'
import type { Modal } from '../../../messages/modal.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { postEntryPrivately } from '../../../timeline/editor/lines.ts'
import type { InvestigationState } from '../../state.ts'
import type { CitableEntry } from '../model.ts'
import { findCitableEntry } from '../store.ts'

/**
 * After an action taken inside a modal, redraws the modal with the new state, or with the refusal as its note. The
 * *Undo* goes out as an ephemeral message, which waits behind the modal.
 */
export function redrawModalAfter(
  state: InvestigationState,
  { modal: form, by, channelId }: Pick<ButtonClicked, 'modal' | 'by' | 'channelId'>,
  outcome: Decision | Refusal,
  next: (note?: string) => Modal,
): Decision | Refusal {
  if (!form) return outcome
  if (isRefusal(outcome)) return answerWithModal(next(outcome.refusal))
  const { changes, send, answer } = outcome
  const ephemeral = answer && 'say' in answer ? [postEntryPrivately(state, by.id, channelId, answer.say)] : []
  return { changes, send: [...send, ...ephemeral], answer: { open: next() } }
}

/** Either an existing entry or the text of a new one. */
export type CitedEntryOrWords = { telling: CitableEntry } | { words: string }

export async function readCitedEntryOrWords(
  state: InvestigationState,
  { entry = '', text = '' }: Partial<Record<'entry' | 'text', string>>,
  tx: Tx,
): Promise<CitedEntryOrWords | Refusal> {
  const words = text.trim()
  if (entry && words) return { refusal: 'Choose an entry or write something new, not both.', field: 'text' }
  if (words) return { words }
  if (!entry) return { refusal: 'Choose an entry, or write what was seen.', field: 'text' }
  const telling = await findCitableEntry(tx, state.incident.id, entry)
  return telling ? { telling } : { refusal: 'That entry was withdrawn meanwhile.', field: 'entry' }
}
