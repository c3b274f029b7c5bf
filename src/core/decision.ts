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

/** Everything a decision can change. Each feature names its own changes and its store writes them. */
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

/** What is shown at once, privately, to the person who asked. A form opened from within a form takes its place. */
export type Answer = { say: SlackMessage } | { open: Modal }

/** What changed and what Slack is to be told: written together, in one transaction. */
export interface Decision {
  changes: StateChange[]
  send: Send[]
  answer?: Answer
}

/** What was asked cannot be done; the sentence tells the person why and what to do. `field` is the modal input at fault. */
export interface Refusal {
  refusal: string
  field?: string
}

export const emptyDecision: Decision = { changes: [], send: [] }

/** A decision that changes nothing and opens a modal. */
export const answerWithModal = (open: Modal): Decision => ({ ...emptyDecision, answer: { open } })

export const isRefusal = (outcome: Decision | Refusal): outcome is Refusal => 'refusal' in outcome

/** Several decisions taken together, in order; the last answer is the one given. */
export function combineDecisions(...decisions: Decision[]): Decision {
  const answer = decisions.findLast((decision) => decision.answer)?.answer
  return {
    changes: decisions.flatMap((decision) => decision.changes),
    send: decisions.flatMap((decision) => decision.send),
    ...(answer && { answer }),
  }
}
