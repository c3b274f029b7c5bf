import type { LiveMessage } from '../../core/feature/live-message.ts'
import { holderOf } from '../../core/incident/roles.ts'
import type { SlackMessage } from '../../messages/blocks.ts'
import type { InvestigationState } from '../state.ts'
import type { Brief } from './model.ts'
import { briefConsentMessage, briefPreviewMessage, briefRecipientMessage } from './view.ts'

const rendersBrief = (
  render: (state: InvestigationState, brief: Brief, now: Date) => SlackMessage | undefined,
): LiveMessage<InvestigationState> => ({
  render(state, key, { now }) {
    const brief = state.briefs.find(({ id }) => id === key)
    return brief && render(state, brief, now)
  },
})

/** A brief as its requester sees it, as its recipient sees it, and the question to the commander. */
export const briefLiveMessages: Record<string, LiveMessage<InvestigationState>> = {
  brief: rendersBrief(briefPreviewMessage),
  'fresh-eyes': rendersBrief((state, { recipientId, ...brief }, now) =>
    recipientId ? briefRecipientMessage(state, { ...brief, recipientId }, now) : undefined,
  ),
  consent: rendersBrief((state, brief) => briefConsentMessage(state, brief, holderOf(state.roles, 'commander'))),
}
