import type { Send } from '../core/outbox/call.ts'
import type { IncidentState } from '../core/state.ts'
import { sentenceMessage } from '../messages/blocks.ts'
import { escapeMrkdwn } from '../messages/mrkdwn.ts'
import { sayDay } from './due.ts'
import { type FollowUp, labelOf } from './model.ts'

type WithPeopleNames = Pick<IncidentState, 'names'>
type FollowUpOwnerFields = Pick<FollowUp, 'ownerId' | 'owner'>

/** Who answers for it, by name; null while nobody does. */
export const findOwnerName = ({ names }: WithPeopleNames, { ownerId, owner }: FollowUpOwnerFields): string | null =>
  ownerId ? (names.get(ownerId) ?? ownerId) : owner

/** Its text, safe in mrkdwn. The words of a marked message may still have to come from Slack. */
export const escapeFollowUpText = ({ text }: Pick<FollowUp, 'text'>): string =>
  text ? escapeMrkdwn(text) : '(from a message)'

/** `for Dana Diaz, by Fri, 6 Mar 2026`, as far as either is known; safe in mrkdwn. */
export function ownerAndDueLine(
  state: WithPeopleNames,
  followUp: FollowUpOwnerFields & Pick<FollowUp, 'dueOn'>,
): string {
  const owner = findOwnerName(state, followUp)
  const parts = [
    ...(owner ? [`for ${escapeMrkdwn(owner)}`] : []),
    ...(followUp.dueOn ? [`by ${sayDay(followUp.dueOn)}`] : []),
  ]
  return parts.join(', ')
}

/** `*F3* raise the pool limit · for Dana Diaz, by Fri, 6 Mar 2026`. */
export function sayFollowUp(
  state: WithPeopleNames,
  followUp: FollowUpOwnerFields & Pick<FollowUp, 'number' | 'text' | 'dueOn'>,
): string {
  return [`*${labelOf(followUp)}* ${escapeFollowUpText(followUp)}`, ownerAndDueLine(state, followUp)]
    .filter(Boolean)
    .join(' · ')
}

/** A public line about a follow-up. It is no entry of the timeline: it is about work to come. */
export const postFollowUpLine = (incidentId: string, mrkdwn: string): Send => ({
  to: { incident: incidentId },
  call: { do: 'post', message: sentenceMessage(mrkdwn) },
})
