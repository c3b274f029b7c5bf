import type { Send } from '../core/outbox/call.ts'
import type { IncidentState } from '../core/state.ts'
import { sentence } from '../messages/blocks.ts'
import { escapeMrkdwn } from '../messages/mrkdwn.ts'
import { sayDay } from './due.ts'
import { type FollowUp, labelOf } from './model.ts'

type Named = Pick<IncidentState, 'names'>
type Owned = Pick<FollowUp, 'ownerId' | 'owner'>

/** Who answers for it, by name; null while nobody does. */
export const ownerOf = ({ names }: Named, { ownerId, owner }: Owned): string | null =>
  ownerId ? (names.get(ownerId) ?? ownerId) : owner

/** Its text, safe in mrkdwn. The words of a marked message may still have to come from Slack. */
export const textOf = ({ text }: Pick<FollowUp, 'text'>): string =>
  text ? escapeMrkdwn(text) : '(from a message)'

/** `for Dana Diaz, by Fri, 6 Mar 2026`, as far as either is known; safe in mrkdwn. */
export function dutyOf(state: Named, followUp: Owned & Pick<FollowUp, 'dueOn'>): string {
  const owner = ownerOf(state, followUp)
  const parts = [
    ...(owner ? [`for ${escapeMrkdwn(owner)}`] : []),
    ...(followUp.dueOn ? [`by ${sayDay(followUp.dueOn)}`] : []),
  ]
  return parts.join(', ')
}

/** `*F3* raise the pool limit · for Dana Diaz, by Fri, 6 Mar 2026`. */
export function sayFollowUp(
  state: Named,
  followUp: Owned & Pick<FollowUp, 'number' | 'text' | 'dueOn'>,
): string {
  return [`*${labelOf(followUp)}* ${textOf(followUp)}`, dutyOf(state, followUp)].filter(Boolean).join(' · ')
}

/** A public line about a follow-up. It is no entry of the timeline: it is about work to come. */
export const told = (incidentId: string, mrkdwn: string): Send => ({
  to: { incident: incidentId },
  call: { do: 'post', message: sentence(mrkdwn) },
})
