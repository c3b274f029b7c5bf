import type { ServerResponse } from 'node:http'
import type { MethodFault } from '../faults.ts'
import type { CallEntry } from '../journal.ts'
import type { Json } from '../json.ts'

type LateFault = Extract<MethodFault, { kind: 'dropAfterEffect' | 'errorAfterEffect' }>
type ImmediateFault = Exclude<MethodFault, LateFault>

/** Whether the call is carried out first, and only its answer goes wrong. */
export const isLate = (fault: MethodFault): fault is LateFault =>
  fault.kind === 'dropAfterEffect' || fault.kind === 'errorAfterEffect'

/** Answers as a Slack in trouble does, without having done anything. */
export function misbehave(
  fault: ImmediateFault,
  response: ServerResponse,
  note: (result: Json, status: CallEntry['status']) => void,
): void {
  if (fault.kind === 'hang') {
    note({}, 'hung')
  } else if (fault.kind === 'cutOff') {
    note({}, 'dropped')
    response.socket?.destroy()
  } else if (fault.kind === 'error') {
    const result = { ok: false, error: fault.code }
    note(result, 200)
    sendJson(response, 200, result)
  } else if (fault.kind === 'serverError') {
    note({}, 500)
    response.writeHead(500, { 'content-type': 'text/html' }).end('<html>Server Error</html>')
  } else {
    const result = { ok: false, error: 'ratelimited' }
    note(result, 429)
    sendJson(response, 429, result, { 'retry-after': String(fault.seconds) })
  }
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: Json,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}
