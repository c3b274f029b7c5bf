import type { Tx } from '../../platform/db/transaction.ts'
import type { Decision, Refusal } from '../decision.ts'
import type { CallCompleted } from '../outbox/outcome.ts'
import type { Act } from '../router/permission.ts'
import type { ViewerState, WorkspaceState } from '../state.ts'
import type { BaseContext, DecisionContext } from './context.ts'

/** What a handler decides. */
export type Outcomes = Decision | Refusal | Promise<Decision | Refusal>
/** The act an input counts as, which may depend on the input: the same command may show a list or add to it. */
type ActFor<I> = Act | { decide(input: I): Act }['decide']
/** The context of a decision about something other than an incident. */
type About<State, Context extends DecisionContext> = Omit<Context, 'state'> & { state: State }

/**
 * Handles an input about one incident, which the router has locked and loaded. `tx` is for further reads.
 *
 * Methods are declared as such here and in `Feature`, so that a handler that reads more of the state and the settings
 * than the core knows can be registered. `buildCompleteRegistry` makes sure that what it reads is loaded and configured.
 */
export interface IncidentHandler<I, Context extends DecisionContext = DecisionContext> {
  on: 'incident'
  act: ActFor<I>
  /** The modal input that shows a denial. The modal stays open, so that nothing written in it is lost. */
  refusedBelow?: string
  /** May name its incident, as in `export INC-12`. If it does not, the channel's incident is used. */
  namesIncident?: boolean
  /** Whether what it is about is this person's own, which permissions may allow them. */
  isOwn?(state: Context['state'], input: I): boolean
  /** Whether somebody who cannot see the private incident may do this all the same. */
  admits?(tx: Tx, incidentId: string, input: I): Promise<boolean>
  run(ctx: Context, input: I, tx: Tx): Outcomes
}

/** Handles an input that only shows what this person may see, so nothing is locked. */
export interface ViewerHandler<I, Context extends DecisionContext = DecisionContext> {
  on: 'viewer'
  act: ActFor<I>
  run(ctx: About<ViewerState, Context>, input: I, tx: Tx): Outcomes
}

/** Handles an input about the workspace as a whole, which the router has locked. */
export interface WorkspaceHandler<I, Context extends DecisionContext = DecisionContext> {
  on: 'workspace'
  act: ActFor<I>
  run(ctx: About<WorkspaceState, Context>, input: I, tx: Tx): Outcomes
}

export type Handler<I, Context extends DecisionContext = DecisionContext> =
  | IncidentHandler<I, Context>
  | WorkspaceHandler<I, Context>
  | ViewerHandler<I, Context>

/**
 * Decides what follows from a completed call: for its incident, which is not even loaded if nothing concerns it, or
 * without one.
 */
export type CompletionHandler<Context extends DecisionContext = DecisionContext> = {
  concerns(input: CallCompleted): boolean
} & (
  | { on: 'incident'; run(ctx: Context, input: CallCompleted, tx: Tx): Decision | Promise<Decision> }
  | {
      on: 'call'
      run(ctx: BaseContext<Context['settings']>, input: CallCompleted, tx: Tx): Decision | Promise<Decision>
    }
)
