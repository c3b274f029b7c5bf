import type { Decision } from '../../core/decision.ts'
import type { InvestigationState } from '../state.ts'
import { briefCancelled } from './changes.ts'
import type { Brief } from './model.ts'
import { showConsent, showPreview, showRecipient } from './notify.ts'

/** Cancels a brief and refreshes every message that shows it, so that none goes on asking. */
export function cancelBrief(state: InvestigationState, brief: Brief, because: string): Decision {
  const { id, recipientId, sentAt } = brief
  const shown = brief.state === 'looking' ? [] : showPreview(state, brief)
  return {
    changes: [briefCancelled({ id, because })],
    send: [
      ...shown,
      ...(brief.state === 'consent' ? [showConsent(state, brief)] : []),
      ...(sentAt && recipientId ? [showRecipient({ ...brief, recipientId })] : []),
    ],
  }
}
