import type { WebClient } from '@slack/web-api'
import type { Call } from '../../../core/outbox/call.ts'
import type { CallResult } from '../../../core/outbox/outcome.ts'
import type { RenderedCanvas } from '../../../core/outbox/rendered.ts'
import type { PreparedCall } from '../../../core/outbox/sender.ts'
import { secondMs } from '../../../platform/time/durations.ts'
import { splitMarkdown } from '../canvas-pieces.ts'
import { refusalOf } from '../web-client.ts'

type Canvas = Extract<Call, { do: 'canvas' }>

/**
 * Rewrites the existing canvas completely. Creates one as a tab of the channel if there is none or people deleted it.
 * The id is remembered as soon as Slack returns it.
 */
export async function writeCanvas(
  client: WebClient,
  channel: () => string,
  { only }: Canvas,
  ready: PreparedCall,
): Promise<CallResult> {
  const canvas = requireCanvas(ready)
  const existing = ready.progress ?? canvas.id
  if (!existing && only === 'standing') return { got: 'canvas', id: null }
  if (existing && (await isReplaced(client, existing, canvas))) return { got: 'canvas', id: existing }
  const { canvas_id: id } = await client.canvases.create({
    title: canvas.title,
    channel_id: channel(),
    document_content: { type: 'markdown', markdown: canvas.markdown },
  })
  if (!id) throw new Error('Slack returned no canvas id')
  await ready.remember(id)
  return { got: 'canvas', id }
}

/** False if the canvas no longer exists. */
async function isReplaced(client: WebClient, id: string, { markdown }: RenderedCanvas): Promise<boolean> {
  try {
    await editCanvas(client, id, 'replace', markdown)
  } catch (error) {
    const code = refusalOf(error)
    if (code === 'canvas_not_found') return false
    if (code !== 'canvas_editing_failed' || markdown.length <= maxPieceLength) throw error
    await replaceInPieces(client, id, markdown)
  }
  return true
}

/** Slack documents one mebibyte per change, but apps report workspaces that accept no more than this. */
const maxPieceLength = 4_000

/** The first piece replaces everything, so an interrupted write can safely start over. */
async function replaceInPieces(client: WebClient, id: string, markdown: string): Promise<void> {
  const [first = '', ...others] = splitMarkdown(markdown, maxPieceLength)
  await editCanvas(client, id, 'replace', first)
  for (const piece of others) await editCanvas(client, id, 'insert_at_end', piece)
}

async function editCanvas(
  client: WebClient,
  canvas_id: string,
  operation: 'replace' | 'insert_at_end',
  markdown: string,
): Promise<void> {
  const document_content = { type: 'markdown', markdown } as const
  await client.canvases.edit({ canvas_id, changes: [{ operation, document_content }] })
}

/** How far Slack's clock and ours may differ. */
const maxClockSkewMs = 60 * secondMs

/**
 * Finds the canvas we may have created before the answer was lost: it is the bot's own, has this title and is no older
 * than the attempt. Whether an existing canvas was rewritten does not matter, since writing it again does no harm.
 */
export async function findCanvas(client: WebClient, ready: PreparedCall): Promise<CallResult | undefined> {
  const canvas = requireCanvas(ready)
  if (ready.progress) return { got: 'canvas', id: ready.progress }
  const { user_id: user = '' } = await client.auth.test()
  const from = Math.floor((ready.attemptedAt.getTime() - maxClockSkewMs) / secondMs)
  const { files = [] } = await client.files.list({ user, ts_from: String(from), count: 200 })
  const made = files.find(
    ({ id, title, filetype }) => filetype === 'quip' && title === canvas.title && id !== canvas.id,
  )
  return made?.id ? { got: 'canvas', id: made.id } : undefined
}

function requireCanvas({ canvas }: PreparedCall): RenderedCanvas {
  if (!canvas) throw new Error('no content for the canvas')
  return canvas
}
