import { sayModal } from '../../core/feature/ask-modal.ts'
import { modalOf } from '../../messages/controls.ts'
import type { Modal } from '../../messages/modal.ts'
import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import type { PostMortemContext } from '../../postmortem/settings.ts'
import type { PanelCommand } from './command.ts'

/** The modal that asks for a command's arguments and runs it as if typed; undefined if the command has none. */
export function askFor(
  { state, settings }: PostMortemContext,
  word: PanelCommand,
  channelId: string | undefined,
): Modal | undefined {
  const asks = word.asks?.(state, settings)
  if (!asks) return undefined
  return modalOf(
    sayModal,
    { incidentId: state.incident.id, word: word.word },
    {
      ...asks,
      note: `\`${settings.command} ${escapeMrkdwn(word.usage)}\` ${word.does}`,
      ...(channelId && { channelId }),
    },
  )
}
