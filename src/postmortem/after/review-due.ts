import type { Send } from '../../delivery/call.ts'
import type { Decision } from '../../dispatch/decision.ts'
import type { IncidentState } from '../../dispatch/state.ts'
import { holderOf } from '../../role/model.ts'
import { setTimer } from '../../timer/set.ts'
import type { PostMortemRecord } from '../record.ts'
import type { Draft } from './draft.ts'
import { reviewAt, reviewTimer } from './review-day.ts'
import { reviewMessage } from './review-view.ts'

/** The day of the look back has come: whoever answers for the document hears of it once. */
export function reviewDue(draft: Draft, unreachable: ReadonlySet<string>): Decision {
  const { state } = draft
  const person = answersFor(state, unreachable)
  const to: Send['to'] = person ? { person } : { incident: state.incident.id }
  const words = reviewMessage(draft, person === undefined)
  return {
    changes: setTimer(state, reviewTimer, null),
    send: [{ to, call: { do: 'post', message: words } }],
  }
}

/** When to look again where nothing is due: the day was moved, or the incident is open again. */
export function reviewNotDue(
  state: IncidentState,
  record: PostMortemRecord | null,
  now: Date,
): Decision | undefined {
  const { incident } = state
  const on = record?.nextReviewOn
  const at = on && incident.status === 'closed' ? reviewAt(on, incident.zone) : null
  if (at && at <= now) return undefined
  return { changes: setTimer(state, reviewTimer, at), send: [] }
}

/** Who may answer for it, in the order in which they are asked. */
export const answerable = ({ roles }: Pick<IncidentState, 'roles'>): string[] =>
  ['owner', 'commander'].flatMap((role) => holderOf(roles, role) ?? [])

/** Who has left the channel of a private incident is written nothing of it. */
const answersFor = (state: IncidentState, unreachable: ReadonlySet<string>): string | undefined =>
  answerable(state).find((person) => !state.outside.has(person) && !unreachable.has(person))
