import type { Action, ModalKind } from '../../messages/action.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import type { ButtonClicked, ModalSubmitted } from '../input.ts'
import type { DecisionContext, WithActor } from './context.ts'
import type { Handler, IncidentHandler, Outcomes } from './handler.ts'

/** A click on a control, with what its action carries. */
export type Clicked<About extends object> = Omit<ButtonClicked, 'about'> & { about: About }

/** A submitted modal, with what it is about and its inputs; one that was left empty may be missing. */
export type Submitted<About extends object, Input extends string> = Omit<ModalSubmitted, 'about' | 'fields'> & {
  about: About
  fields: Partial<Record<Input, string>>
}

/** What handles an action or a modal of this name. */
export interface Control<I, Context extends DecisionContext = DecisionContext> {
  name: string
  /** Reads what the input carries and returns its handler, which refuses what can no longer be read. */
  handlerFor(input: I): Handler<I, WithActor<Context>>
}

type Run<I, Context extends DecisionContext> = (ctx: WithActor<Context>, input: I, tx: Tx) => Outcomes
type More<I, Context extends DecisionContext> = Omit<IncidentHandler<I, WithActor<Context>>, 'on' | 'act' | 'run'>

/** Registers what an action does to the incident of its control. */
export const onAction = <About extends object, Context extends DecisionContext = DecisionContext>(
  action: Action<About>,
  act: IncidentHandler<Clicked<About>>['act'],
  run: Run<Clicked<About>, Context>,
  more: More<Clicked<About>, Context> = {},
): Control<ButtonClicked, Context> => handlesAction(action, { on: 'incident', act, run, ...more })

/** Registers what a submitted modal does to its incident. */
export const onModal = <About extends object, Input extends string, Context extends DecisionContext = DecisionContext>(
  kind: ModalKind<About, Input>,
  act: IncidentHandler<Submitted<About, Input>>['act'],
  run: Run<Submitted<About, Input>, Context>,
  more: More<Submitted<About, Input>, Context> = {},
): Control<ModalSubmitted, Context> => handlesModal(kind, { on: 'incident', act, run, ...more })

/** Registers any handler of an action, such as one that concerns no incident. */
export const handlesAction = <About extends object, Context extends DecisionContext = DecisionContext>(
  action: Action<About>,
  handler: Handler<Clicked<About>, WithActor<Context>>,
): Control<ButtonClicked, Context> => ({
  name: action.name,
  handlerFor({ about: payload }) {
    const about = action.read(payload)
    return about ? reading((input: ButtonClicked) => ({ ...input, about }), handler) : outdatedHandler
  },
})

/** Registers any handler of a modal. */
export const handlesModal = <
  About extends object,
  Input extends string,
  Context extends DecisionContext = DecisionContext,
>(
  kind: ModalKind<About, Input>,
  handler: Handler<Submitted<About, Input>, WithActor<Context>>,
): Control<ModalSubmitted, Context> => ({
  name: kind.name,
  handlerFor({ about: payload, fields: typed }) {
    const about = kind.read(payload)
    const fields = pickFields(kind, typed)
    if (about) return reading((input: ModalSubmitted) => ({ ...input, about, fields }), handler)
    const field = handler.on === 'incident' ? handler.refusedBelow : undefined
    return { ...outdatedHandler, run: () => ({ ...outdated, ...(field !== undefined && { field }) }) }
  },
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

/** Nobody needs a permission to be told so. */
const outdatedHandler = { on: 'viewer', act: 'read', run: () => outdated } as const

/** The handler, given what was read. */
function reading<I, Known, Context extends DecisionContext>(
  withRead: (input: I) => Known,
  handler: Handler<Known, Context>,
): Handler<I, Context> {
  const { act: actOf } = handler
  const act = typeof actOf === 'function' ? (input: I) => actOf(withRead(input)) : actOf
  if (handler.on === 'viewer')
    return { on: 'viewer', act, run: (ctx, input, tx) => handler.run(ctx, withRead(input), tx) }
  if (handler.on === 'workspace')
    return { on: 'workspace', act, run: (ctx, input, tx) => handler.run(ctx, withRead(input), tx) }
  return {
    on: 'incident',
    act,
    ...(handler.refusedBelow !== undefined && { refusedBelow: handler.refusedBelow }),
    isOwn: (state, input) => handler.isOwn?.(state, withRead(input)) === true,
    admits: async (tx, incidentId, input) => (await handler.admits?.(tx, incidentId, withRead(input))) === true,
    run: (ctx, input, tx) => handler.run(ctx, withRead(input), tx),
  }
}
