import type { DecisionContext } from '../core/feature/context.ts'
import type { IncidentState } from '../core/state.ts'
import type { FollowUp } from './model.ts'

/** An incident with the work that is to follow it. */
export interface FollowUpsState extends IncidentState {
  followUps: FollowUp[]
}

export type FollowUpsContext = DecisionContext<FollowUpsState>
