import type { FollowUpChange } from '../follow-ups/changes.ts'
import type { IncidentChange } from '../incident/lifecycle/changes.ts'
import type { RoleChange } from '../incident/roles/changes.ts'
import type { ChallengeChange } from '../investigation/challenges/changes.ts'
import type { BriefChange } from '../investigation/fresh-eyes/changes.ts'
import type { HypothesisChange } from '../investigation/ledger/changes.ts'
import type { WaitChange } from '../investigation/ledger/waits/changes.ts'
import type { SlackMessage } from '../messages/blocks.ts'
import type { Modal } from '../messages/modal.ts'
import type { PostMortemChange } from '../postmortem/changes.ts'
import type { EditorChange } from '../timeline/editor/changes.ts'
import type { OfferChange } from '../timeline/listening/changes.ts'
import type { MissedEventChange } from '../timeline/missed-events/changes.ts'
import type { Send } from './outbox/call.ts'
import type { OutboxChange } from './outbox/changes.ts'
import type { TimelineChange } from './record/changes.ts'
import type { ReminderChange } from './reminders/changes.ts'
import type { TimerChange } from './timers/changes.ts'
import type { UndoableActionDone, UndoableActionUndone } from './undo/changes.ts'

/** Everything a decision can change. Each feature declares its own changes, and its store writes them. */
export type StateChange =
  | IncidentChange
  | TimelineChange
  | HypothesisChange
  | ChallengeChange
  | BriefChange
  | WaitChange
  | OfferChange
  | PostMortemChange
  | OutboxChange
  | FollowUpChange
  | RoleChange
  | ReminderChange
  | EditorChange
  | MissedEventChange
  | TimerChange
  | UndoableActionDone<StateChange>
  | UndoableActionUndone

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
