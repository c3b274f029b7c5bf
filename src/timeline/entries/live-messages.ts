import { holderOf } from '../../core/incident/roles.ts'
import type { Send } from '../../core/outbox/call.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { refreshAnnouncement, refreshOpeningMessage } from '../../incident/lifecycle/announce.ts'
import { refreshChallengeMessage } from '../../investigation/challenges/ask.ts'
import { makeLedgerRefresh } from '../../investigation/ledger/ledger.ts'

/** Refreshes the live messages that show this person, once their display name is known. */
export function refreshMessagesNaming(state: IncidentState, person: string, { settings }: DecisionContext): Send[] {
  const { incident, roles, hypotheses, challenges } = state
  const announced = incident.declaredBy === person || holderOf(roles, 'commander') === person
  const proposed = hypotheses.some(({ proposedBy }) => proposedBy === person)
  return [
    ...(announced ? [...refreshOpeningMessage(incident), ...refreshAnnouncement(incident, settings)] : []),
    ...(proposed ? makeLedgerRefresh(state) : []),
    ...challenges
      .filter(({ answeredBy }) => answeredBy === person)
      .map((challenge) => refreshChallengeMessage(state, challenge)),
  ]
}
