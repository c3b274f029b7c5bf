import type { IncidentState } from '../core/state.ts'
import type { Challenge } from './challenges/model.ts'
import type { Brief } from './fresh-eyes/model.ts'
import type { Hypothesis, HypothesisTest, Unexplained } from './ledger/model.ts'
import type { Wait } from './ledger/waits/model.ts'

/** An incident with what the team believes about it. */
export interface InvestigationState extends IncidentState {
  hypotheses: Hypothesis[]
  /** Tests that belong to no particular hypothesis. */
  otherTests: HypothesisTest[]
  /** Observations that somebody marked as needing an explanation, whether or not they have one by now. */
  unexplained: Unexplained[]
  challenges: Challenge[]
  waits: Wait[]
  briefs: Brief[]
}
