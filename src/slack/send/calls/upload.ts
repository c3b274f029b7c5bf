import type { WebClient } from '@slack/web-api'
import type { Call } from '../../../core/outbox/call.ts'
import type { CallResult } from '../../../core/outbox/outcome.ts'
import type { PreparedCall, RenderedFile } from '../../../core/outbox/sender.ts'
import { escapeMrkdwn } from '../../../messages/mrkdwn.ts'
import { RefusedError, refusalOf, TryLaterError } from '../web-client.ts'

type Upload = Extract<Call, { do: 'upload' }>

/** How far an upload has come: its bytes lie at Slack (`placed`), or it was shared for all we know. */
type UploadProgress = { step: 'placed' | 'shared'; file: string }

/** Where a file is: in the channel, at Slack, nowhere, or where the app may not look. */
type Fate = 'shared' | 'known' | 'absent' | 'hidden'

/**
 * Three steps: ask for a place, put the bytes there, share the file. What is done is remembered with the file's id, and
 * a later attempt goes on from there with the same file: it is shared once, whichever answer was lost.
 */
export async function uploadDocument(
  client: WebClient,
  channel: string,
  { comment }: Upload,
  ready: PreparedCall,
): Promise<CallResult> {
  const before = progressOf(ready)
  if (before && (await wasShared(client, channel, before)))
    return await awaitShare(client, channel, before.file, ready.attempts)
  const file = before?.file ?? (await uploadBytes(client, ready))
  await share(client, channel, file, comment, ready)
  await ready.remember(`shared:${file}`)
  return await awaitShare(client, channel, file, ready.attempts)
}

function progressOf({ progress }: PreparedCall): UploadProgress | undefined {
  const [step, file] = progress?.split(':') ?? []
  return file && (step === 'placed' || step === 'shared') ? { step, file } : undefined
}

async function wasShared(client: WebClient, channel: string, { step, file }: UploadProgress): Promise<boolean> {
  if (step === 'shared') return true
  const fate = await fateOf(client, channel, file)
  return fate === 'shared' || fate === 'known'
}

/** The bytes as they are: Slack knows what they are from the file's name. */
async function uploadBytes(client: WebClient, ready: PreparedCall): Promise<string> {
  const { name, content } = documentOf(ready)
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)
  const { upload_url: url, file_id: file } = await client.files.getUploadURLExternal({
    filename: name,
    length: bytes.length,
  })
  if (!url || !file) throw new Error('Slack gave no place to upload to')
  const put = await fetch(url, { method: 'POST', body: bytes, signal: AbortSignal.timeout(30_000) })
  if (!put.ok) throw new TryLaterError(`the upload was answered ${put.status}`)
  await ready.remember(`placed:${file}`)
  return file
}

/** Where Slack has not kept the bytes it is all begun anew, unless it cannot be told that they were not shared. */
async function share(
  client: WebClient,
  channel: string,
  id: string,
  comment: string,
  ready: PreparedCall,
): Promise<void> {
  const { title, complaint } = documentOf(ready)
  const files: [{ id: string; title: string }] = [{ id, title }]
  const initial_comment = withComplaint(comment, complaint)
  try {
    await client.files.completeUploadExternal({ files, channel_id: channel, initial_comment })
  } catch (error) {
    if (refusalOf(error) !== 'file_not_found') throw error
    if (progressOf(ready) && (await fateOf(client, channel, id)) !== 'absent') throw error
    await ready.remember('anew')
    throw new TryLaterError('Slack has not kept what was uploaded')
  }
}

/** A form that could not be used is said where the file is seen, not only inside it. */
const withComplaint = (comment: string, complaint: string | null): string =>
  complaint ? `${comment}\nThe form could not be used: ${escapeMrkdwn(complaint)}` : comment

/** How often a share that does not show up is looked for. */
const looks = 10

/** The share shows up a moment after the upload was completed: what must follow it waits, though not for ever. */
async function awaitShare(client: WebClient, channel: string, file: string, attempts: number): Promise<CallResult> {
  const fate = await fateOf(client, channel, file)
  // Where the app may not look, it is not held against the upload.
  if (fate === 'shared' || fate === 'hidden') return { got: 'nothing' }
  if (attempts <= looks) throw new TryLaterError('the file is not shared yet', 1_000)
  if (fate === 'absent') throw new RefusedError('file_not_found')
  return { got: 'nothing' }
}

async function fateOf(client: WebClient, channel: string, file: string): Promise<Fate> {
  try {
    const { file: known } = await client.files.info({ file })
    const shares = { ...known?.shares?.public, ...known?.shares?.private } as Record<string, unknown>
    return channel in shares ? 'shared' : 'known'
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal === undefined) throw error
    return refusal === 'file_not_found' ? 'absent' : 'hidden'
  }
}

/**
 * A file whose sharing was cut off: Slack knows it once the upload was completed, and shares it a moment later. One
 * that it does not know, or that we may not look for, is shared by the next attempt, which goes on with the same file.
 */
export async function findUpload(
  client: WebClient,
  channel: string,
  ready: PreparedCall,
): Promise<CallResult | undefined> {
  const before = progressOf(ready)
  if (!before || !(await wasShared(client, channel, before))) return undefined
  return await awaitShare(client, channel, before.file, ready.attempts)
}

function documentOf({ document }: PreparedCall): RenderedFile {
  if (!document) throw new Error('an upload without a document')
  return document
}
