import { showing } from '../challenge/ask.ts'
import type { Send } from '../delivery/call.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { refreshed } from '../hypothesis/ledger.ts'
import { announceTo, reopened } from '../incident/announce.ts'
import { holderOf } from '../role/model.ts'

/** The boards that showed an id, or a handle, where the name of this person belongs. */
export function boardsNaming(state: IncidentState, person: string, { settings }: Moment): Send[] {
  const { incident, roles, hypotheses, challenges } = state
  const announced = incident.declaredBy === person || holderOf(roles, 'commander') === person
  const proposed = hypotheses.some(({ proposedBy }) => proposedBy === person)
  return [
    ...(announced ? [...reopened(incident), ...announceTo(incident, settings)] : []),
    ...(proposed ? refreshed(state) : []),
    ...challenges
      .filter(({ answeredBy }) => answeredBy === person)
      .map((challenge) => showing(state, challenge)),
  ]
}
