import type { WebClient } from '@slack/web-api'
import type { Call } from '../../../core/outbox/call.ts'
import type { CallResult } from '../../../core/outbox/outcome.ts'
import type { RenderedFile } from '../../../core/outbox/rendered.ts'
import type { PreparedCall } from '../../../core/outbox/sender.ts'
import { escapeMrkdwn } from '../../../messages/mrkdwn.ts'
import { RefusedError, refusalOf, TryLaterError } from '../web-client.ts'

type Upload = Extract<Call, { do: 'upload' }>

/** How far an upload has come: `placed`, its bytes are at Slack; `shared`, as far as we know. */
type UploadProgress = { step: 'placed' | 'shared'; file: string }

/** Where a file is: shared in the channel, known to Slack but not shared, absent, or hidden from the app. */
type FileFate = 'shared' | 'known' | 'absent' | 'hidden'

/**
 * Uploads in three steps: get an upload URL, send the bytes, share the file. Each step is remembered with the file id,
 * and a later attempt continues with the same file, so it is shared once whichever answer was lost.
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
  await shareUploadedFile(client, channel, { id: file, comment }, ready)
  await ready.remember(`shared:${file}`)
  return await awaitShare(client, channel, file, ready.attempts)
}

function progressOf({ progress }: PreparedCall): UploadProgress | undefined {
  const [step, file] = progress?.split(':') ?? []
  return file && (step === 'placed' || step === 'shared') ? { step, file } : undefined
}

async function wasShared(client: WebClient, channel: string, { step, file }: UploadProgress): Promise<boolean> {
  if (step === 'shared') return true
  const fate = await fetchFileFate(client, channel, file)
  return fate === 'shared' || fate === 'known'
}

/** Sends the bytes unchanged. Slack derives the type from the file name. */
async function uploadBytes(client: WebClient, ready: PreparedCall): Promise<string> {
  const { name, content } = documentOf(ready)
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)
  const { upload_url: url, file_id: file } = await client.files.getUploadURLExternal({
    filename: name,
    length: bytes.length,
  })
  if (!url || !file) throw new Error('Slack returned no upload URL')
  const put = await fetch(url, { method: 'POST', body: bytes, signal: AbortSignal.timeout(30_000) })
  if (!put.ok) throw new TryLaterError(`the upload was answered ${put.status}`)
  await ready.remember(`placed:${file}`)
  return file
}

/**
 * Shares the file. If Slack has lost the bytes, the upload starts over, unless the file may have been shared already.
 */
async function shareUploadedFile(
  client: WebClient,
  channel: string,
  { id, comment }: { id: string; comment: string },
  ready: PreparedCall,
): Promise<void> {
  const { title, complaint } = documentOf(ready)
  const files: [{ id: string; title: string }] = [{ id, title }]
  const initial_comment = withComplaint(comment, complaint)
  try {
    await client.files.completeUploadExternal({ files, channel_id: channel, initial_comment })
  } catch (error) {
    if (refusalOf(error) !== 'file_not_found') throw error
    if (progressOf(ready) && (await fetchFileFate(client, channel, id)) !== 'absent') throw error
    await ready.remember('anew')
    throw new TryLaterError('Slack has lost the uploaded bytes')
  }
}

/** If the template could not be used, say so beside the file and not only inside it. */
const withComplaint = (comment: string, complaint: string | null): string =>
  complaint ? `${comment}\nThe form could not be used: ${escapeMrkdwn(complaint)}` : comment

/** How often to look for a share that does not appear. */
const maxShareLooks = 10

/** The share appears a moment after the upload is completed. Calls behind this one wait for it, but not forever. */
async function awaitShare(client: WebClient, channel: string, file: string, attempts: number): Promise<CallResult> {
  const fate = await fetchFileFate(client, channel, file)
  // If the app may not look, the upload counts as shared.
  if (fate === 'shared' || fate === 'hidden') return { got: 'nothing' }
  if (attempts <= maxShareLooks) throw new TryLaterError('the file is not shared yet', 1_000)
  if (fate === 'absent') throw new RefusedError('file_not_found')
  return { got: 'nothing' }
}

async function fetchFileFate(client: WebClient, channel: string, file: string): Promise<FileFate> {
  try {
    const { file: info } = await client.files.info({ file })
    const shares = { ...info?.shares?.public, ...info?.shares?.private }
    return channel in shares ? 'shared' : 'known'
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal === undefined) throw error
    return refusal === 'file_not_found' ? 'absent' : 'hidden'
  }
}

/**
 * Finds an upload that was interrupted while sharing: Slack knows the file once the upload was completed, and shares it
 * a moment later. A file that Slack does not know, or that we may not look for, is shared by the next attempt.
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
  if (!document) throw new Error('no document to upload')
  return document
}
