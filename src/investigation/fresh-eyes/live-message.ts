import { holderOf } from '../../core/incident/roles.ts'
import type { LiveMessageName } from '../../core/outbox/call.ts'
import type { IncidentState } from '../../core/state.ts'
import type { SlackMessage } from '../../messages/blocks.ts'
import { briefConsentMessage, briefPreviewMessage, briefRecipientMessage } from './view.ts'

/** What shows a brief, by the name of the board; undefined where the board is none of a brief. */
export function briefLiveMessage(state: IncidentState, board: LiveMessageName, now: Date): SlackMessage | undefined {
  const [, kind, id] = /^(brief|fresh-eyes|consent):(.+)$/.exec(board) ?? []
  const brief = state.briefs.find((known) => known.id === id)
  if (!kind) return undefined
  if (!brief) throw new Error(`there is no ${board}`)
  if (kind === 'brief') return briefPreviewMessage(state, brief)
  if (kind === 'consent') return briefConsentMessage(state, brief, holderOf(state.roles, 'commander'))
  const { recipientId } = brief
  return recipientId ? briefRecipientMessage(state, { ...brief, recipientId }, now) : undefined
}
