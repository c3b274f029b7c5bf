import type { WebClient } from '@slack/web-api'
import type { Call } from '../../../core/outbox/call.ts'
import type { CallResult } from '../../../core/outbox/outcome.ts'
import { secondMs } from '../../../platform/time/durations.ts'
import { TryLaterError } from '../web-client.ts'

type Copy = Extract<Call, { do: 'copy_picture' }>

const refusedPicture: CallResult = { got: 'picture', bytes: null }
/** Slack redirects a download to another of its hosts at most once or twice. */
const maxRedirects = 3
const pictureTimeoutMs = 30 * secondMs

/** Copies a picture that people shared. It is read with the bot's token, so that nobody has to make it public. */
export async function copyPicture(client: WebClient, { source, most }: Copy): Promise<CallResult> {
  const response = await requestPicture(client, source)
  if (!response) return refusedPicture
  const isPicture = response.headers.get('content-type')?.startsWith('image/') ?? false
  // Slack answers with its sign-in page if the token is not accepted.
  if (!response.ok || !isPicture) {
    await response.body?.cancel()
    return refusedPicture
  }
  return { got: 'picture', bytes: await readAtMost(response, most) }
}

/** Requests a file at the URL from Slack. Undefined if the URL, or a redirect, leaves Slack's hosts. */
async function requestPicture(client: WebClient, source: string): Promise<Response | undefined> {
  let url = source
  for (let hop = 0; hop <= maxRedirects && isSlackUrl(url, client.slackApiUrl); hop += 1) {
    const response = await fetchPictureOnce(url, client.token ?? '')
    const next = response.headers.get('location')
    if (response.status < 300 || response.status >= 400 || !next) return response
    await response.body?.cancel()
    if (!URL.canParse(next, url)) return undefined
    url = new URL(next, url).href
  }
  return undefined
}

async function fetchPictureOnce(url: string, token: string): Promise<Response> {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'manual',
    signal: AbortSignal.timeout(pictureTimeoutMs),
  })
  if (response.status !== 429 && response.status < 500) return response
  await response.body?.cancel()
  const wait = Number(response.headers.get('retry-after')) || 1
  throw new TryLaterError(`the picture request was answered ${response.status}`, wait * secondMs)
}

/** Whether the URL is Slack's, so that the token goes to nobody else. */
export function isSlackUrl(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false
  const { origin, protocol, hostname } = new URL(address)
  if (origin === new URL(apiUrl).origin) return true
  return protocol === 'https:' && (hostname === 'slack.com' || hostname.endsWith('.slack.com'))
}

/** Null if the content exceeds the limit, whatever size was stated. */
async function readAtMost(response: Response, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    // Leaving the loop cancels the download.
    if (size > most) return null
    chunks.push(chunk)
  }
  return size > 0 ? new Uint8Array(Buffer.concat(chunks)) : null
}
