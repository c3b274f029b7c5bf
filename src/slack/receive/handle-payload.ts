import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Input } from '../../core/input.ts'
import type { Reply } from '../../core/router/reply.ts'
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

/**
 * Handles a payload: parses it into an input, passes that to the router and renders the answer for Slack. Rejects when
 * an event or a click was not saved.
 */
export function makePayloadHandler(parts: PayloadHandlerParts) {
  return async (received: Record<string, unknown>): Promise<unknown> => {
    const body = makeStorable(received)
    const kind = detectRequestKind(body)
    const input = parsePayload(body)
    if (!input) {
      // Slack sends events that we do not handle. A command or button, however, is always ours and should have parsed.
      parts.log[kind === 'event' ? 'debug' : 'warn'](shapeOf(body), 'ignored a payload that is not ours')
      parts.count(kind, 'ignored')
      return undefined
    }
    try {
      const reply = await parts.take(input)
      parts.count(kind, 'taken')
      return stripBidiControls(await renderSlackAnswer(parts, input, reply))
    } catch (error) {
      parts.count(kind, 'failed')
      return answerUnsaved(parts, kind, body, error)
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
  const form = open && withOpeningChannel(input, open)
  if (form && isSubmission(input)) return { response_action: 'update', view: modalView(form) }
  if (form) {
    try {
      await showModal(client, input, form)
    } catch (error) {
      log.warn({ err: error, modal: form.callbackId }, 'Slack did not open a modal')
      if (input.type === 'commandInvoked')
        return { response_type: 'ephemeral', text: 'Slack was too slow to open the form. Please try again.' }
    }
  }
  return undefined
}

/** A modal keeps the channel it was opened in, where its result is posted. One opened in the Home tab has none. */
const withOpeningChannel = (input: Input, form: Modal): Modal =>
  'channelId' in input && input.channelId ? { channelId: input.channelId, ...form } : form

/** A submitted modal can be answered with another one. */
const isSubmission = (input: Input): boolean =>
  input.type === 'modalSubmitted' || (input.type === 'commandInvoked' && input.via === 'modal' && !input.triggerId)

/** A modal opened from inside a modal replaces it; otherwise it opens on top. */
async function showModal(client: WebClient, input: Input, modal: Modal): Promise<void> {
  const view = modalView(modal)
  if (input.type === 'buttonClicked' && input.modal) {
    const { viewId, hash } = input.modal
    await client.views.update({ view_id: viewId, hash, view })
  } else if ('triggerId' in input && input.triggerId) {
    await client.views.open({ trigger_id: input.triggerId, view })
  }
}

/**
 * Commands and submissions can show that nothing was saved. Other requests are rejected: Slack then resends an event,
 * and marks a click as failed.
 */
function answerUnsaved(
  { isUnavailable, log }: PayloadHandlerParts,
  kind: RequestKind,
  body: Record<string, unknown>,
  error: unknown,
): unknown {
  const sentence = isUnavailable(error)
    ? notSaved
    : 'Nothing was saved: something went wrong on my side. Please try again.'
  if (kind === 'event' || kind === 'interaction') throw error
  log.error({ err: error, kind }, 'an input was not saved, and the person was told so')
  if (kind === 'command') return { response_type: 'ephemeral', text: sentence }
  return { response_action: 'errors', errors: { [firstInputName(body)]: sentence } }
}

const Submission = z.object({ view: z.object({ state: z.object({ values: z.record(z.string(), z.unknown()) }) }) })

function firstInputName(body: Record<string, unknown>): string {
  const { data } = Submission.safeParse(body)
  return Object.keys(data?.view.state.values ?? {})[0] ?? 'text'
}
