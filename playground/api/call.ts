import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CallEntry, Journal } from '../journal.ts'
import type { Json } from '../json.ts'
import type { World } from '../world.ts'
import { authorize, tokenOf } from './authorize.ts'
import { readArguments } from './body.ts'
import { ApiError } from './error.ts'
import { methods } from './methods.ts'
import { isLate, misbehave, sendJson } from './misbehave.ts'

/** One call of a Web API method, from its arguments to its answer or to what goes wrong instead. */
export async function answerCall(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
  journal: Journal,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const { args, isForm } = await readArguments(request, url.searchParams)
  const fault = world.faults.takeFor(name)
  const note = (result: Json, status: CallEntry['status']) =>
    journal.call({ method: name, args, result, status })
  if (fault && !isLate(fault)) return misbehave(fault, response, note)
  const token = tokenOf(request.headers.authorization, args, isForm)
  const result = resultOf(name, args, token, world)
  if (fault?.kind === 'dropAfterEffect') {
    note(result, 'dropped')
    request.socket.destroy()
    return
  }
  if (fault) {
    note(result, 'denied')
    sendJson(response, 200, { ok: false, error: fault.code })
    return
  }
  note(result, 200)
  const scopes = { 'x-oauth-scopes': world.app.scopes.join(','), 'x-accepted-oauth-scopes': needsOf(name) }
  sendJson(response, 200, result, scopes)
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
