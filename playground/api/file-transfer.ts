import type { IncomingMessage, ServerResponse } from 'node:http'
import type { StoredFile } from '../state/model.ts'
import type { World } from '../world.ts'
import { tokenOf } from './authorize.ts'
import { readUpload } from './body.ts'
import { ApiError } from './error.ts'
import { visibleFile } from './files.ts'

const SIGN_IN = '<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in</body></html>'

/** The second step of an upload: the bytes arrive without a token at the URL from the first step. */
export async function takeUpload(
  ticket: string,
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
): Promise<void> {
  const upload = world.files.uploads.get(ticket)
  const bytes = await readUpload(request)
  if (!upload) return end(response, 404, 'not found')
  if (bytes.length !== upload.length)
    return end(response, 400, `length mismatch: ${bytes.length} bytes instead of ${upload.length}`)
  upload.content = bytes
  end(response, 200, `OK - ${bytes.length}`)
}

/** Serves a file. Without a valid token Slack does not refuse but answers 200 with its sign-in page. */
export function giveFile(path: string, request: IncomingMessage, response: ServerResponse, world: World): void {
  const file = readableFile(path, request, world)
  if (file) {
    response.writeHead(200, { 'content-type': file.mimetype, 'content-length': file.content.length })
    response.end(file.content)
  } else {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(SIGN_IN)
  }
}

function readableFile(path: string, request: IncomingMessage, world: World): StoredFile | undefined {
  const fileId = /^[^/]*?-(F[A-Z0-9]+)\//.exec(path)?.[1] ?? ''
  const hasToken = tokenOf(request.headers.authorization, {}, false) === world.app.botToken
  if (!hasToken || world.app.isRevoked || !world.app.may('files:read')) return undefined
  try {
    return visibleFile(fileId, world)
  } catch (error) {
    if (error instanceof ApiError) return undefined
    throw error
  }
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
}
