import { answerWithModal, type Decision, emptyDecision, type Refusal } from '../../core/decision.ts'
import type { DecisionContext, WithActor } from '../../core/feature/context.ts'
import type { Send } from '../../core/outbox/call.ts'
import { postRecordedLine } from '../../core/outbox/post-line.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { entryBy } from '../../core/record/entry.ts'
import { slackLimits } from '../../messages/blocks.ts'
import { clipText, escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { refreshAnnouncement } from '../lifecycle/announce.ts'
import { stakeholderUpdateMessage, updateModal, updateReviewMessage } from './view.ts'

/** Characters of an update shown in the channel's line about it. */
const maxUpdateLineLength = 300

/** Posts an update below the announcement and one line in the channel, or all of it there without an announcement. */
export function postUpdate(ctx: WithActor, written: string): Decision | Refusal {
  const { state, by } = ctx
  const text = written.trim()
  if (!text) return { refusal: 'What should stakeholders know? A sentence or two.', field: 'text' }
  const { incident } = state
  const entry = entryBy(ctx, incident.id, 'update', text)
  // Refresh the announcement before posting below it: if it could not be posted earlier, this retries it.
  const announced = refreshAnnouncement(incident, ctx.settings)
  const under = announced.map(({ to }): Send => {
    return {
      to,
      call: { do: 'post', message: stakeholderUpdateMessage(state, text, by), under: 'announcement' },
    }
  })
  const line = `*Update* · ${nameOrMention(by)}: ${escapeMrkdwn(clipText(text.replace(/\s+/g, ' '), maxUpdateLineLength))}`
  const here: Send =
    announced.length > 0
      ? postRecordedLine(incident.id, line, entry.id)
      : {
          to: { incident: incident.id },
          call: { do: 'post', message: stakeholderUpdateMessage(state, text, by), entryId: entry.id },
        }
  return { changes: [entryAdded({ entry })], send: [here, ...announced, ...under] }
}

/** `update text`: opens the modal. Without a `triggerId`, as from a mention, it answers with a button that does. */
export function draftUpdate(
  { state, settings }: DecisionContext,
  text: string,
  { triggerId, channelId }: { triggerId?: string | undefined; channelId: string | undefined },
): Decision | Refusal {
  if (triggerId) return answerWithModal(updateModal(state, text, settings, channelId))
  const say = updateReviewMessage(state, text, settings)
  if (!say) {
    return {
      refusal: `That is longer than I can carry from a mention. In the channel \`${settings.command} update\` opens a form for ${slackLimits.input.toLocaleString('en')} characters.`,
    }
  }
  return { ...emptyDecision, answer: { say } }
}
