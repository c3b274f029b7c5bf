import { refreshAnnouncement, refreshOpeningMessage } from '../../incident/lifecycle/announce.ts'
import { renameChannelOnModeChange } from '../../incident/lifecycle/channel.ts'
import { refreshChallengeMessage } from '../../investigation/challenges/ask.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { nameOrMention } from '../../messages/mrkdwn.ts'
import { sayDuration } from '../../platform/time/durations.ts'
import type { Decision, Refusal, StateChange } from '../decision.ts'
import type { Actor } from '../input.ts'
import type { Send } from '../outbox/call.ts'
import type { DecisionContext, IncidentState } from '../state.ts'
import { type UndoableAction, undoWindow } from './model.ts'

/** Takes a deed back, for a while and while nobody has changed the same thing since; the channel is told. */
export function undoAction(
  state: IncidentState,
  deed: UndoableAction | undefined,
  by: Actor,
  { now, settings }: DecisionContext,
): Decision | Refusal {
  if (!deed) return { refusal: 'That cannot be undone any more.' }
  if (deed.undoneAt) return { refusal: 'That was taken back already.' }
  if (!deed.isLatest) return { refusal: 'It has been changed again since: undo that first.' }
  const age = now.getTime() - deed.at.getTime()
  if (age > undoWindow)
    return {
      refusal: `That was ${sayDuration(age)} ago; undoing works for ${sayDuration(undoWindow)}. \`${settings.command}\` shows what you can change.`,
    }
  const { incident } = state
  const line = sentenceMessage(
    `${nameOrMention(by)} took back: ~${deed.words.replaceAll('~', '-').replaceAll('\n', ' ')}~`,
  )
  return {
    changes: [...deed.inverse, { type: 'undoable.undone', id: deed.id, at: now }],
    send: [
      { to: { incident: incident.id }, call: { do: 'post', message: line } },
      { to: { incident: incident.id }, call: { do: 'set_topic' } },
      ...deed.inverse.flatMap((change) =>
        change.type === 'incident.corrected' ? renameChannelOnModeChange(incident, change.to.mode, settings) : [],
      ),
      ...deed.inverse.flatMap((change) => askedAnew(state, change)),
      ...refreshOpeningMessage(incident),
      ...refreshAnnouncement(incident, settings),
    ],
  }
}

/** A question whose answer was taken back is shown as it stands then. */
function askedAnew(state: IncidentState, change: StateChange): Send[] {
  const asked = change.type === 'challenge.reopened' && state.challenges.find(({ id }) => id === change.id)
  return asked ? [refreshChallengeMessage(state, asked)] : []
}
