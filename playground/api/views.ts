import { fillIds } from '../blocks/fill-ids.ts'
import { keepState } from '../blocks/state.ts'
import { checkView } from '../blocks/validate.ts'
import { isJson } from '../json.ts'
import type { Trigger } from '../state/triggers.ts'
import type { View } from '../state/views.ts'
import { wireView } from '../wire/view.ts'
import type { World } from '../world.ts'
import { ApiError, invalidArguments } from './error.ts'
import { knownUser } from './lookup.ts'
import { embedded, filledText, method, text } from './method.ts'

const MOST_STACKED = 3

/** Checks a view the app sends, also one inside the answer to a submission. */
export function readView(sent: unknown, type: View['type'], world: World): View['content'] {
  const problems = checkView(sent, type)
  if (problems.length > 0 || !isJson(sent)) throw invalidArguments(problems)
  const blocks = Array.isArray(sent.blocks) ? sent.blocks : []
  return { ...sent, blocks: fillIds(blocks, world.ids) }
}

function exchange(id: string, world: World): Trigger {
  const trigger = world.triggers.check(id)
  if (typeof trigger === 'string') throw new ApiError(trigger)
  return trigger
}

function checkExternalId(content: View['content'], own: View | undefined, world: World): void {
  if (typeof content.external_id !== 'string' || content.external_id === '') return
  const other = world.views.byExternalId(content.external_id)
  if (other && other !== own) throw new ApiError('duplicate_external_id')
}

const open = method({
  args: { trigger_id: filledText, view: embedded },
  run: (args, world) => {
    const content = readView(args.view, 'modal', world)
    checkExternalId(content, undefined, world)
    const trigger = exchange(args.trigger_id, world)
    const view = world.views.make(trigger.user, content, undefined, world.stamps.next())
    trigger.usedFor = view.id
    world.views.open(view)
    return { view: wireView(view, world) }
  },
})

/** Only an interaction inside a modal can push another modal on top of it. */
export function pushView(below: View, content: View['content'], world: World): View {
  if (world.views.stack(below.user).length >= MOST_STACKED) throw new ApiError('push_limit_reached')
  const view = world.views.make(below.user, content, below, world.stamps.next())
  world.views.push(view)
  return view
}

const push = method({
  args: { trigger_id: filledText, view: embedded },
  run: (args, world) => {
    const content = readView(args.view, 'modal', world)
    checkExternalId(content, undefined, world)
    const trigger = exchange(args.trigger_id, world)
    const below = trigger.fromView === undefined ? undefined : world.views.all.get(trigger.fromView)
    if (below?.type !== 'modal') throw new ApiError('not_found')
    const view = pushView(below, content, world)
    trigger.usedFor = view.id
    return { view: wireView(view, world) }
  },
})

/** Replaces the content of a view. An input keeps its value when both its block id and its action id stay. */
export function replaceView(view: View, content: View['content'], world: World): void {
  world.views.replace(view, content, world.stamps.next())
  view.state = keepState(view.state, content.blocks)
}

const update = method({
  args: {
    view_id: text.optional(),
    external_id: text.optional(),
    hash: text.optional(),
    view: embedded,
  },
  run: (args, world) => {
    const view = args.view_id ? world.views.all.get(args.view_id) : world.views.byExternalId(args.external_id ?? '')
    const content = readView(args.view, view?.type ?? 'modal', world)
    if (!view) throw new ApiError('not_found')
    if (args.hash && args.hash !== view.hash) throw new ApiError('hash_conflict')
    checkExternalId(content, view, world)
    replaceView(view, content, world)
    return { view: wireView(view, world) }
  },
})

const publish = method({
  args: { user_id: filledText, hash: text.optional(), view: embedded },
  run: (args, world) => {
    const { id } = knownUser(args.user_id, world)
    if (!world.app.manifest.hasHome) throw new ApiError('not_enabled')
    const content = readView(args.view, 'home', world)
    const current = world.views.home(id)
    if (args.hash && current && args.hash !== current.hash) throw new ApiError('hash_conflict')
    return { view: wireView(world.views.publishHome(id, content, world.stamps.next()), world) }
  },
})

export const viewMethods = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
}
