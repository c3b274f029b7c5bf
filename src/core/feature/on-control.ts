import type { Action, ModalKind } from '../../messages/action.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import type { ButtonClicked, ModalSubmitted } from '../input.ts'
import type { Act } from '../router/permission.ts'
import type { IncidentState } from '../state.ts'
import type { DecisionContext } from './context.ts'
import type { Handler, IncidentHandler, Outcomes } from './handler.ts'

/** A click on a control, with what its action carries. */
export type Clicked<About extends object> = Omit<ButtonClicked, 'about'> & { about: About }

/** A submitted modal, with what it is about and its inputs; one that was left empty may be missing. */
export type Submitted<About extends object, Input extends string> = Omit<ModalSubmitted, 'about' | 'fields'> & {
  about: About
  fields: Partial<Record<Input, string>>
}

/** A handler under the name of its action or modal. */
export interface Named<H> {
  name: string
  handler: H
}

type Run<I, State extends IncidentState, Context extends DecisionContext> = (
  state: State,
  input: I,
  ctx: Context,
  tx: Tx,
) => Outcomes
type More<I, State extends IncidentState> = Omit<IncidentHandler<I, State>, 'on' | 'act' | 'run'>

/** Registers what an action does to the incident of its control. */
export const onAction = <
  About extends object,
  State extends IncidentState = IncidentState,
  Context extends DecisionContext = DecisionContext,
>(
  action: Action<About>,
  act: IncidentHandler<Clicked<About>>['act'],
  run: Run<Clicked<About>, State, Context>,
  more: More<Clicked<About>, State> = {},
): Named<Handler<ButtonClicked, State, Context>> => handlesAction(action, { on: 'incident', act, run, ...more })

/** Registers what a submitted modal does to its incident. */
export const onModal = <
  About extends object,
  Input extends string,
  State extends IncidentState = IncidentState,
  Context extends DecisionContext = DecisionContext,
>(
  kind: ModalKind<About, Input>,
  act: IncidentHandler<Submitted<About, Input>>['act'],
  run: Run<Submitted<About, Input>, State, Context>,
  more: More<Submitted<About, Input>, State> = {},
): Named<Handler<ModalSubmitted, State, Context>> => handlesModal(kind, { on: 'incident', act, run, ...more })

/** Registers any handler of an action, such as one that concerns no incident. */
export const handlesAction = <
  About extends object,
  State extends IncidentState = IncidentState,
  Context extends DecisionContext = DecisionContext,
>(
  action: Action<About>,
  handler: Handler<Clicked<About>, State, Context>,
): Named<Handler<ButtonClicked, State, Context>> => ({
  name: action.name,
  handler: readingWith((input: ButtonClicked) => {
    const about = action.read(input.about)
    return about && { ...input, about }
  }, handler),
})

/** Registers any handler of a modal. */
export const handlesModal = <
  About extends object,
  Input extends string,
  State extends IncidentState = IncidentState,
  Context extends DecisionContext = DecisionContext,
>(
  kind: ModalKind<About, Input>,
  handler: Handler<Submitted<About, Input>, State, Context>,
): Named<Handler<ModalSubmitted, State, Context>> => ({
  name: kind.name,
  handler: readingWith((input: ModalSubmitted) => {
    const about = kind.read(input.about)
    return about && { ...input, about, fields: pickFields(kind, input.fields) }
  }, handler),
})

function pickFields<Input extends string>(
  kind: Pick<ModalKind<object, Input>, 'isInput'>,
  fields: Record<string, string>,
) {
  const picked: Partial<Record<Input, string>> = {}
  for (const [name, text] of Object.entries(fields)) if (kind.isInput(name)) picked[name] = text
  return picked
}

const outdated = { refusal: 'This is from an older version of the bot. Please run the command again.' }

/** Reads an input before it reaches the handler, and refuses one that can no longer be read. */
function readingWith<I, Known, State extends IncidentState, Context extends DecisionContext>(
  read: (input: I) => Known | undefined,
  handler: Handler<Known, State, Context>,
): Handler<I, State, Context> {
  const { act: actOf } = handler
  const field = handler.on === 'incident' ? handler.refusedBelow : undefined
  const refusal = { ...outdated, ...(field !== undefined && { field }) }
  // What cannot be read is refused by `run`, so nobody needs a permission for it.
  const act = (input: I): Act => {
    if (typeof actOf !== 'function') return actOf
    const known = read(input)
    return known === undefined ? 'read' : actOf(known)
  }
  const orOutdated =
    <S>(run: (state: S, known: Known, ctx: Context, tx: Tx) => Outcomes) =>
    (state: S, input: I, ctx: Context, tx: Tx): Outcomes => {
      const known = read(input)
      return known === undefined ? refusal : run(state, known, ctx, tx)
    }
  if (handler.on === 'viewer') return { on: 'viewer', act, run: orOutdated((...args) => handler.run(...args)) }
  if (handler.on === 'workspace') return { on: 'workspace', act, run: orOutdated((...args) => handler.run(...args)) }
  return {
    on: 'incident',
    act,
    ...(handler.refusedBelow !== undefined && { refusedBelow: handler.refusedBelow }),
    isOwn(state, input) {
      const known = read(input)
      return known !== undefined && handler.isOwn?.(state, known) === true
    },
    async admits(tx, incidentId, input) {
      const known = read(input)
      return known !== undefined && (await handler.admits?.(tx, incidentId, known)) === true
    },
    run: orOutdated((...args) => handler.run(...args)),
  }
}
