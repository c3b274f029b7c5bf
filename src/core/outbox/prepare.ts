import type { SlackBlock, SlackMessage } from '../../messages/blocks.ts'
import type { Autocommit, Tx } from '../../platform/db/transaction.ts'
import type { CallComposer, DocumentRequest, LiveMessageName, RenderedCanvas, RenderedFile } from './rendered.ts'
import type { PreparedCall } from './sender.ts'
import { channelOf, findLiveMessage, type NextOutboxCall, rememberProgress } from './store.ts'
import { type CallNamed, verbNamed } from './verbs.ts'

/** Renders content at the time it is sent, from the state stored then. */
export interface Composer {
  liveMessage(tx: Tx, incidentId: string, name: LiveMessageName): Promise<SlackMessage>
  /** Resolves to null if the topic is not ours to set. */
  topic(tx: Tx, incidentId: string): Promise<string | null>
  home(tx: Tx, workspaceId: string, person: string): Promise<SlackBlock[]>
  /** `document` and `canvas` take no `tx`, because long ones take longer to render than a transaction may last. */
  document(incidentId: string, wanted: DocumentRequest): Promise<RenderedFile>
  canvas(incidentId: string): Promise<RenderedCanvas>
}

interface Parts {
  autocommit: Autocommit
  composer: Composer
}

/** Completes a call with its channel and its content, rendered from the current state. */
export async function prepareCall(head: NextOutboxCall, parts: Parts): Promise<PreparedCall> {
  const { id: key, send, attemptedAt, attempts, progress } = head
  const { call } = send
  const { autocommit } = parts
  const channelId = await autocommit((db) => channelOf(db, head))
  const remember = (step: string) => autocommit((db) => rememberProgress(db, key, step))
  const base = { key, call, channelId, attemptedAt, attempts: attempts - 1, progress, remember }
  return { ...base, ...(await renderCall(call.do, call, composerFor(head, parts))) }
}

const renderCall = async <Name extends keyof CallNamed>(name: Name, call: CallNamed[Name], composer: CallComposer) =>
  await verbNamed(name).render?.(call, composer)

function composerFor(
  { incidentId, send }: Pick<NextOutboxCall, 'incidentId' | 'send'>,
  { autocommit, composer }: Parts,
): CallComposer {
  const requireIncident = () => {
    if (!incidentId) throw new Error(`${send.call.do} needs an incident`)
    return incidentId
  }
  return {
    liveMessage: (name) => autocommit((tx) => composer.liveMessage(tx, requireIncident(), name)),
    findPlace: (name) => autocommit((tx) => findLiveMessage(tx, requireIncident(), name)),
    topic: () => autocommit((tx) => composer.topic(tx, requireIncident())),
    home: (workspaceId, person) => autocommit((tx) => composer.home(tx, workspaceId, person)),
    document: (wanted) => composer.document(requireIncident(), wanted),
    canvas: () => composer.canvas(requireIncident()),
  }
}
