import type { SlackBlock, SlackMessage } from '../../messages/blocks.ts'
import type { Autocommit, Tx } from '../../platform/db/transaction.ts'
import type { Call, DocumentFormat, LiveMessageName } from './call.ts'
import type { PreparedCall, RenderedCanvas, RenderedFile } from './sender.ts'
import { channelOf, findLiveMessage, type NextOutboxCall, rememberProgress } from './store.ts'

/** Renders content at the time it is sent, from the state stored then. */
export interface Composer {
  liveMessage(tx: Tx, incidentId: string, name: LiveMessageName): Promise<SlackMessage>
  /** Resolves to null if the topic is not ours to set. */
  topic(tx: Tx, incidentId: string): Promise<string | null>
  home(tx: Tx, workspaceId: string, person: string): Promise<SlackBlock[]>
  /** `document` and `canvas` take no `tx`, because long ones take longer to render than a transaction may last. */
  document(incidentId: string, wanted: { format: DocumentFormat; template: string | null }): Promise<RenderedFile>
  canvas(incidentId: string): Promise<RenderedCanvas>
}

interface Parts {
  autocommit: Autocommit
  composer: Composer
}

type Rendered = Extract<Call, { do: 'refresh' | 'upload' | 'canvas' | 'publish_home' | 'set_topic' | 'post' }>

const isRendered = (call: Call): call is Rendered =>
  ['refresh', 'upload', 'canvas', 'publish_home', 'set_topic'].includes(call.do) ||
  (call.do === 'post' && call.under !== undefined)

const toDocumentRequest = ({ document: format, template }: Extract<Call, { do: 'upload' }>) => ({
  format,
  template: template ?? null,
})

/** Completes a call with its channel and its content, rendered from the current state. */
export async function prepareCall(head: NextOutboxCall, parts: Parts): Promise<PreparedCall> {
  const { id: key, incidentId, send, attemptedAt, attempts, progress } = head
  const { call } = send
  const { autocommit } = parts
  const channelId = await autocommit((db) => channelOf(db, head))
  const remember = (step: string) => autocommit((db) => rememberProgress(db, key, step))
  const base = { key, call, channelId, attemptedAt, attempts: attempts - 1, progress, remember }
  return isRendered(call) ? { ...base, ...(await renderCallContent(incidentId, call, parts)) } : base
}

async function renderCallContent(
  incidentId: string | null,
  call: Rendered,
  { composer, autocommit }: Parts,
): Promise<Partial<PreparedCall>> {
  if (call.do === 'publish_home')
    return { home: await autocommit((tx) => composer.home(tx, call.workspaceId, call.person)) }
  if (!incidentId) throw new Error(`${call.do} needs an incident`)
  if (call.do === 'upload') return { document: await composer.document(incidentId, toDocumentRequest(call)) }
  if (call.do === 'canvas') return { canvas: await composer.canvas(incidentId) }
  return await autocommit((tx) => renderChannelContent(tx, incidentId, call, composer))
}

async function renderChannelContent(
  tx: Tx,
  incidentId: string,
  call: Extract<Rendered, { do: 'set_topic' | 'post' | 'refresh' }>,
  composer: Composer,
): Promise<Pick<PreparedCall, 'liveMessage' | 'topic' | 'thread'>> {
  if (call.do === 'set_topic') return { topic: await composer.topic(tx, incidentId) }
  if (call.do === 'post') return { thread: call.under ? await findLiveMessage(tx, incidentId, call.under) : null }
  const message = await composer.liveMessage(tx, incidentId, call.liveMessage)
  return { liveMessage: { message, standsAt: await findLiveMessage(tx, incidentId, call.liveMessage) } }
}
