import { holderOf } from '../../core/incident/roles.ts'
import type { LiveMessageName } from '../../core/outbox/call.ts'
import type { IncidentState } from '../../core/state.ts'
import type { SlackMessage } from '../../messages/blocks.ts'
import { briefConsentMessage, briefPreviewMessage, briefRecipientMessage } from './view.ts'

/** Renders a live message of a brief; undefined if `name` is not one. Throws if the brief is gone. */
export function briefLiveMessage(state: IncidentState, name: LiveMessageName, now: Date): SlackMessage | undefined {
  const [, kind, id] = /^(brief|fresh-eyes|consent):(.+)$/.exec(name) ?? []
  const brief = state.briefs.find((candidate) => candidate.id === id)
  if (!kind) return undefined
  if (!brief) throw new Error(`no brief for the live message ${name}`)
  if (kind === 'brief') return briefPreviewMessage(state, brief)
  if (kind === 'consent') return briefConsentMessage(state, brief, holderOf(state.roles, 'commander'))
  const { recipientId } = brief
  return recipientId ? briefRecipientMessage(state, { ...brief, recipientId }, now) : undefined
}
