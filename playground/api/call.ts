import type { MethodFault } from '../faults.ts'
import type { CallStatus, Journal } from '../journal.ts'
import type { Json } from '../json.ts'
import type { World } from '../world.ts'
import { authorize, tokenOf } from './authorize.ts'
import { type Exchange, readArguments } from './body.ts'
import { ApiError } from './error.ts'
import { methods } from './methods.ts'
import { misbehave, sendJson } from './misbehave.ts'

/** Serves one Web API call: runs the method, or injects the planned fault in place of its answer. */
export async function answerCall(
  name: string,
  { request, response }: Exchange,
  world: World,
  journal: Journal,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const { args, isForm } = await readArguments(request, url.searchParams)
  const { answer, effectAfter, lapses }: MethodFault = world.faults.takeFor(name) ?? { effectAfter: 0 }
  const note = (result: Json, status: CallStatus) => journal.call({ method: name, args, result, status })
  const token = tokenOf(request.headers.authorization, args, isForm)
  const carryOut = () => resultOf(name, args, token, world)
  if (answer) {
    const done = effectAfter === 0 ? carryOut() : undefined
    misbehave(answer, response, (result, status) =>
      done ? note(done, status === 200 ? 'denied' : status) : note(result, status),
    )
    if (effectAfter) world.agenda.add(world.clock.now() + effectAfter, () => lapses?.() || note(carryOut(), 'late'))
    return
  }
  if (effectAfter) await after(effectAfter, world)
  const result = carryOut()
  note(result, 200)
  const scopes = { 'x-oauth-scopes': world.app.scopes.join(','), 'x-accepted-oauth-scopes': needsOf(name) }
  sendJson(response, 200, result, scopes)
}

/** Resolves after `ms` milliseconds of workspace time. */
export function after(ms: number, { agenda, clock }: World): Promise<void> {
  return new Promise((resolve) => void agenda.add(clock.now() + ms, resolve))
}

function needsOf(name: string): string {
  return methods.get(name)?.needs.join(',') ?? ''
}

function resultOf(name: string, args: Json, token: string | undefined, world: World): Json {
  try {
    const method = methods.get(name)
    if (!method) throw new ApiError('unknown_method', { req_method: name })
    authorize(method, token, world)
    return { ok: true, ...method.call(args, world) }
  } catch (error) {
    if (error instanceof ApiError) return { ok: false, error: error.code, ...error.details }
    throw error
  }
}
