import type { SlackMessage } from '../messages/blocks.ts'
import type { Modal } from '../messages/modal.ts'
import type { StateChange } from './feature/change.ts'
import type { Send } from './outbox/call.ts'

/** What is shown at once, and only to the person who acted. A modal opened from within a modal replaces it. */
export type Answer = { say: SlackMessage } | { open: Modal }

/** State changes and the outbox calls that go with them, committed in one transaction. */
export interface Decision {
  changes: StateChange[]
  send: Send[]
  answer?: Answer
}

/**
 * Why a request cannot be fulfilled and what to do about it, as a sentence for the person who made it. Empty if there
 * is nothing to say. `field` is the modal input at fault.
 */
export interface Refusal {
  refusal: string
  field?: string
}

export const emptyDecision: Decision = { changes: [], send: [] }

/** A decision that changes nothing and opens a modal. */
export const answerWithModal = (open: Modal): Decision => ({ ...emptyDecision, answer: { open } })

export const isRefusal = (outcome: Decision | Refusal): outcome is Refusal => 'refusal' in outcome

/** Joins decisions in order. If several have an answer, the last one is shown. */
export function combineDecisions(...decisions: Decision[]): Decision {
  const answer = decisions.findLast((decision) => decision.answer)?.answer
  return {
    changes: decisions.flatMap((decision) => decision.changes),
    send: decisions.flatMap((decision) => decision.send),
    ...(answer && { answer }),
  }
}
