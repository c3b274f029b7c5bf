import { type SlackMessage, sentenceMessage } from '../../messages/blocks.ts'
import type { Modal } from '../../messages/modal.ts'
import { formatTs, toReadableText } from '../../messages/mrkdwn.ts'
import { type Decision, isRefusal, type Refusal } from '../decision.ts'
import type { Input } from '../input.ts'
import type { Send } from '../outbox/call.ts'

/** The body of the response to Slack's request, shown at once and only to the person who acted. */
export interface Reply {
  say?: SlackMessage
  open?: Modal
  errors?: Record<string, string>
}

/**
 * Turns an outcome into a reply. A slash command shows its answer with the acknowledgement. A mention, a button and a
 * modal cannot, so theirs becomes an ephemeral message (`send`) that goes through the outbox.
 */
export function makePrivateReply(input: Input, outcome: Decision | Refusal): { reply: Reply; send?: Send } {
  if (isRefusal(outcome)) {
    if (outcome.refusal === '') return { reply: {} }
    const field = findRefusedField(input, outcome)
    if (field) return { reply: { errors: { [field]: toFieldErrorText(outcome.refusal) } } }
    return replyWithMessage(input, sentenceMessage(outcome.refusal))
  }
  const { answer } = outcome
  if (!answer) return { reply: {} }
  return 'open' in answer ? { reply: { open: answer.open } } : replyWithMessage(input, answer.say)
}

/** The modal input that shows a refusal. */
function findRefusedField(input: Input, { field }: Refusal): string | undefined {
  if (input.type === 'modalSubmitted') return field
  return input.type === 'commandInvoked' && input.via === 'modal' ? input.field : undefined
}

/** Slack shows field errors as plain text, so mrkdwn escapes would be visible. */
const toFieldErrorText = (mrkdwn: string): string =>
  toReadableText(mrkdwn, { named: () => undefined }).replaceAll('`', '')

function replyWithMessage(input: Input, say: SlackMessage): { reply: Reply; send?: Send } {
  if (input.type === 'commandInvoked' && input.via === 'command') return { reply: { say } }
  const ephemeral = ephemeralTo(input, say)
  return { reply: {}, ...(ephemeral && { send: ephemeral }) }
}

function ephemeralTo(input: Input, say: SlackMessage): Send | undefined {
  if (!('by' in input) || !input.by) return undefined
  const to = input.by.id
  const channelId =
    input.type === 'shortcutUsed' ? input.message?.channelId : 'channelId' in input ? input.channelId : undefined
  const thread = input.type === 'commandInvoked' && input.thread ? { thread: formatTs(input.thread) } : {}
  return {
    to: channelId ? { channel: channelId } : { person: to },
    call: { do: 'post_ephemeral', to, message: say, ...thread },
  }
}
