import type { Send } from '../core/outbox/call.ts'
import { sentenceMessage } from '../messages/blocks.ts'
import { escapeMrkdwn } from '../messages/mrkdwn.ts'
import { sayDay } from '../platform/time/when.ts'
import { type FollowUp, labelOf } from './model.ts'
import type { FollowUpsState } from './state.ts'

type WithPeopleNames = Pick<FollowUpsState, 'names'>
type FollowUpOwnerFields = Pick<FollowUp, 'ownerId' | 'owner'>

/** The owner's name, or their id if the name is unknown; null if nobody owns it. */
export const findOwnerName = ({ names }: WithPeopleNames, { ownerId, owner }: FollowUpOwnerFields): string | null =>
  ownerId ? (names.get(ownerId) ?? ownerId) : owner

/** The text escaped for mrkdwn, with a placeholder while its message has not been fetched from Slack. */
export const escapeFollowUpText = ({ text }: Pick<FollowUp, 'text'>): string =>
  text ? escapeMrkdwn(text) : '(from a message)'

/** `for Dana Diaz, by Fri, 6 Mar 2026` in mrkdwn, without what is not set. */
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

/** `*F3* raise the pool limit · for Dana Diaz, by Fri, 6 Mar 2026` in mrkdwn. */
export function sayFollowUp(
  state: WithPeopleNames,
  followUp: FollowUpOwnerFields & Pick<FollowUp, 'number' | 'text' | 'dueOn'>,
): string {
  return [`*${labelOf(followUp)}* ${escapeFollowUpText(followUp)}`, ownerAndDueLine(state, followUp)]
    .filter(Boolean)
    .join(' · ')
}

/** Posts a public line about a follow-up. It is not a timeline entry, since the work is yet to come. */
export const postFollowUpLine = (incidentId: string, mrkdwn: string): Send => ({
  to: { incident: incidentId },
  call: { do: 'post', message: sentenceMessage(mrkdwn) },
})
