import type { Decision } from '../../core/decision.ts'
import { holderOf } from '../../core/incident/roles.ts'
import type { Send } from '../../core/outbox/call.ts'
import type { CallCompleted } from '../../core/outbox/outcome.ts'
import { setTimer } from '../../core/timers/set.ts'
import type { SlackMessage } from '../../messages/blocks.ts'
import type { PostMortemRecord } from '../record.ts'
import type { ResponseState } from '../state.ts'
import type { Draft } from './draft.ts'
import { reviewAt, reviewTimer } from './review-day.ts'
import { isReviewMessage, reviewMessage } from './review-view.ts'

/** Reminds the person responsible for the post-mortem of the review, once; the channel if there is nobody to remind. */
export function reviewDue(draft: Draft, unreachable: ReadonlySet<string>): Decision {
  const { state } = draft
  const person = findReminderRecipient(state, unreachable)
  const send = person ? buildReminderCall({ person }, reviewMessage(draft, false)) : remindChannelOfReview(draft)
  return { changes: setTimer(state, reviewTimer, null), send: [send] }
}

/** Reminds the channel, when no responsible person can be written to or Slack refuses to deliver the message. */
export const remindChannelOfReview = (draft: Draft): Send =>
  buildReminderCall({ incident: draft.state.incident.id }, reviewMessage(draft, true))

const buildReminderCall = (to: Send['to'], message: SlackMessage): Send => ({ to, call: { do: 'post', message } })

/** Whether Slack refused to deliver a review reminder to a person. */
export const isUndelivered = ({ send: { to, call }, outcome }: CallCompleted): boolean =>
  outcome.kind === 'refused' && 'person' in to && call.do === 'post' && isReviewMessage(call.message)

/**
 * Sets the timer again when no review is due: the day was moved or cleared, or the incident is open again. Undefined if
 * the review is due.
 */
export function rescheduleUnlessDue(
  state: ResponseState,
  record: PostMortemRecord | null,
  now: Date,
): Decision | undefined {
  const { incident } = state
  const on = record?.nextReviewOn
  const at = on && incident.status === 'closed' ? reviewAt(on, incident.zone) : null
  if (at && at <= now) return undefined
  return { changes: setTimer(state, reviewTimer, at), send: [] }
}

/** The people responsible for a post-mortem, in the order in which they are tried. */
export const listResponsiblePeople = ({ roles }: Pick<ResponseState, 'roles'>): string[] =>
  ['owner', 'commander'].flatMap((role) => holderOf(roles, role) ?? [])

/** The person to remind. Those who have left the channel of a private incident must not hear about it. */
const findReminderRecipient = (state: ResponseState, unreachable: ReadonlySet<string>): string | undefined =>
  listResponsiblePeople(state).find((person) => !state.outside.has(person) && !unreachable.has(person))
