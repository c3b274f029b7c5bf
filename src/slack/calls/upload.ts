import type { WebClient } from '@slack/web-api'
import type { Call } from '../../delivery/call.ts'
import type { Result } from '../../delivery/outcome.ts'
import type { Ready } from '../../delivery/sender.ts'
import { escapeMrkdwn } from '../text.ts'
import { outcomeOf, TryLater } from '../web.ts'

type Upload = Extract<Call, { do: 'upload' }>

/**
 * Three steps: ask for a place, put the bytes there, share the file. The file's id is remembered before and
 * after it is shared, so that a later attempt finds out whether it was, instead of sharing another.
 */
export async function upload(
  client: WebClient,
  channel: string,
  { comment }: Upload,
  ready: Ready,
): Promise<Result> {
  const [step, shared] = ready.progress?.split(':') ?? []
  if (step === 'shared' && shared) return await awaitShare(client, channel, shared, ready.attempts)
  const id = await place(client, ready)
  await ready.remember(`placed:${id}`)
  const initial_comment = withComplaint(comment, ready.document?.complaint)
  const files: [{ id: string; title: string }] = [{ id, title: ready.document?.title ?? '' }]
  await client.files.completeUploadExternal({ files, channel_id: channel, initial_comment })
  await ready.remember(`shared:${id}`)
  return await awaitShare(client, channel, id, ready.attempts)
}

/** A form that could not be used is said where the file is seen, not only inside it. */
const withComplaint = (comment: string, complaint: string | null | undefined): string =>
  complaint ? `${comment}\nThe form could not be used: ${escapeMrkdwn(complaint)}` : comment

async function place(client: WebClient, { document }: Ready): Promise<string> {
  if (!document) throw new Error('an upload without a document')
  const bytes = Buffer.from(document.content, 'utf8')
  const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({
    filename: document.name,
    length: bytes.length,
  })
  if (!url || !id) throw new Error('Slack gave no place to upload to')
  const put = await fetch(url, { method: 'POST', body: bytes, signal: AbortSignal.timeout(30_000) })
  if (!put.ok) throw new TryLater(`the upload was answered ${put.status}`, 1_000)
  return id
}

/** The share shows up a moment after the upload was completed: what must follow it waits, though not for ever. */
async function awaitShare(
  client: WebClient,
  channel: string,
  file: string,
  attempts: number,
): Promise<Result> {
  if (attempts > 10 || (await isShared(client, channel, file))) return { got: 'nothing' }
  throw new TryLater('the file is not shared yet', 1_000)
}

async function isShared(client: WebClient, channel: string, file: string): Promise<boolean> {
  try {
    const { file: known } = await client.files.info({ file })
    const shares = { ...known?.shares?.public, ...known?.shares?.private } as Record<string, unknown>
    return channel in shares
  } catch (error) {
    const outcome = outcomeOf(error)
    // Where the app may not look, it is not held against the upload.
    if (outcome.kind === 'refused' && outcome.error !== 'file_not_found') return true
    throw error
  }
}

/** A file whose sharing was cut off: Slack knows it once the upload was completed, and shares it a moment later. */
export async function findUpload(
  client: WebClient,
  channel: string,
  { progress, attempts }: Ready,
): Promise<Result | undefined> {
  const file = progress?.split(':')[1]
  if (!file) return undefined
  try {
    return await awaitShare(client, channel, file, attempts)
  } catch (error) {
    const outcome = outcomeOf(error)
    if (outcome.kind === 'refused' && outcome.error === 'file_not_found') return undefined
    throw error
  }
}
