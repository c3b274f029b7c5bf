import type { FollowUpsState } from '../follow-ups/state.ts'
import type { InvestigationState } from '../investigation/state.ts'

/** Everything that is loaded of one incident. */
export interface ResponseState extends InvestigationState, FollowUpsState {}
