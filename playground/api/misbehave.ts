import type { ServerResponse } from 'node:http'
import type { Misbehaviour } from '../faults.ts'
import type { CallStatus } from '../journal.ts'
import type { Json } from '../json.ts'

/** Answers like a failing Slack, whether or not the call took effect. */
export function misbehave(
  fault: Misbehaviour,
  response: ServerResponse,
  note: (result: Json, status: CallStatus) => void,
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
