import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import type { Input } from '../../core/input.ts'
import type { Reply } from '../../core/reply.ts'
import { type Modal, modalView } from '../../messages/modal.ts'
import { makeStorable, stripBidiControls } from '../../platform/strings.ts'
import { detectRequestKind, parsePayload, type RequestKind, shapeOf } from '../parse/parse.ts'

export interface PayloadHandlerParts {
  take(input: Input): Promise<Reply>
  /** Whether an error means that the database cannot be reached. */
  isUnavailable(error: unknown): boolean
  client: WebClient
  log: Logger
  /** Counts inputs by kind and outcome. */
  count(kind: RequestKind, outcome: 'taken' | 'ignored' | 'failed'): void
}

const notSaved = 'Nothing was saved: my database cannot be reached. Please try again in a moment.'

/** Payload → input → dispatcher → the answer Slack shows. Rejects when an event was not saved. */
export function makePayloadHandler(parts: PayloadHandlerParts) {
  return async (received: Record<string, unknown>): Promise<unknown> => {
    const body = makeStorable(received)
    const kind = detectRequestKind(body)
    const input = parsePayload(body)
    if (!input) {
      // Events come that we have no use for; a command or a button is always ours, and should have parsed.
      parts.log[kind === 'event' ? 'debug' : 'warn'](shapeOf(body), 'a payload without use for us')
      parts.count(kind, 'ignored')
      return undefined
    }
    try {
      const reply = await parts.take(input)
      parts.count(kind, 'taken')
      return stripBidiControls(await renderSlackAnswer(parts, input, reply))
    } catch (error) {
      parts.count(kind, 'failed')
      return excuse(parts, kind, body, error)
    }
  }
}

async function renderSlackAnswer(
  { client, log }: PayloadHandlerParts,
  input: Input,
  { say, open, errors }: Reply,
): Promise<unknown> {
  if (errors) return { response_action: 'errors', errors }
  if (say) return { response_type: 'ephemeral', text: say.text, blocks: say.blocks }
  const form = open && openedAt(input, open)
  if (form && isSubmission(input)) return { response_action: 'update', view: modalView(form) }
  if (form) {
    try {
      await show(client, input, form)
    } catch (error) {
      log.warn({ err: error, form: form.form }, 'Slack did not open a modal')
      if (input.type === 'commandInvoked')
        return { response_type: 'ephemeral', text: 'Slack was too slow to open the form. Please try again.' }
    }
  }
  return undefined
}

/** A form remembers the channel it was opened in: what it comes to is told there. One opened from Home has none. */
const openedAt = (input: Input, form: Modal): Modal =>
  'channelId' in input && input.channelId ? { channelId: input.channelId, ...form } : form

/** A form that was sent off can be answered with another. */
const isSubmission = (input: Input): boolean =>
  input.type === 'modalSubmitted' || (input.type === 'commandInvoked' && input.via === 'form' && !input.triggerId)

/** A form opened from within a form takes its place; anywhere else it comes up in front. */
async function show(client: WebClient, input: Input, modal: Modal): Promise<void> {
  const view = modalView(modal) as never
  if (input.type === 'buttonClicked' && input.form) {
    const { viewId, hash } = input.form
    await client.views.update({ view_id: viewId, hash, view })
  } else if ('triggerId' in input && input.triggerId) {
    await client.views.open({ trigger_id: input.triggerId, view })
  }
}

/** People are told that nothing was saved where the answer can show it; everything else is refused, to come again. */
function excuse(
  { isUnavailable, log }: PayloadHandlerParts,
  kind: RequestKind,
  body: Record<string, unknown>,
  error: unknown,
): unknown {
  const sentence = isUnavailable(error)
    ? notSaved
    : 'Nothing was saved: something went wrong on my side. Please try again.'
  if (kind === 'event' || kind === 'interaction') throw error
  log.error({ err: error, kind }, 'an input was not saved; the person was told')
  if (kind === 'command') return { response_type: 'ephemeral', text: sentence }
  return { response_action: 'errors', errors: { [firstInput(body)]: sentence } }
}

function firstInput(body: Record<string, unknown>): string {
  const view = body.view as { state?: { values?: Record<string, unknown> } } | undefined
  return Object.keys(view?.state?.values ?? {})[0] ?? 'text'
}
