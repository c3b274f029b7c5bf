import type { IncomingMessage, ServerResponse } from 'node:http'
import { isJson, type Json, jsonOf } from '../json.ts'

/** A request to Slack, with the response to it. */
export interface Exchange {
  request: IncomingMessage
  response: ServerResponse
}

const MOST_BYTES = 50_000_000

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > MOST_BYTES) throw new Error('The request is larger than Slack accepts')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export interface Arguments {
  args: Json
  isForm: boolean
}

export async function readArguments(request: IncomingMessage, query: URLSearchParams): Promise<Arguments> {
  const bytes = await readBytes(request)
  const type = request.headers['content-type'] ?? ''
  if (type.includes('application/json')) {
    const parsed = jsonOf(bytes.toString('utf8'))
    return { args: isJson(parsed) ? parsed : {}, isForm: false }
  }
  const form = new URLSearchParams(bytes.toString('utf8'))
  return { args: { ...Object.fromEntries(query), ...Object.fromEntries(form) }, isForm: true }
}

/** Reads an upload: either the raw bytes or one file in a multipart form. */
export async function readUpload(request: IncomingMessage): Promise<Buffer> {
  const bytes = await readBytes(request)
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) return bytes
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  const [first] = [...form.values()]
  if (first === undefined) return Buffer.alloc(0)
  return typeof first === 'string' ? Buffer.from(first) : Buffer.from(await first.arrayBuffer())
}
