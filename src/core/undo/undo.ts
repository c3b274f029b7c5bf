import { sentenceMessage } from '../../messages/blocks.ts'
import { nameOrMention } from '../../messages/mrkdwn.ts'
import { minuteMs, sayDuration } from '../../platform/time/durations.ts'
import type { Decision, Refusal } from '../decision.ts'
import type { StoredChange } from '../feature/change.ts'
import type { WithActor } from '../feature/context.ts'
import { undoableUndone } from './changes.ts'

/** How long an action can be undone, in ms. */
export const undoWindow = 15 * minuteMs

/** A user action, with the changes that undo it. */
export interface UndoableAction {
  id: string
  words: string
  /** Null if another release did it or changed something since, so that this one cannot tell what to change back. */
  inverse: StoredChange[] | null
  at: Date
  undoneAt: Date | null
  /** False when a later action changed the same thing and is not undone itself. */
  isLatest: boolean
}

/**
 * Undoes an action and says so in the channel. Refused after `undoWindow`, and when a later action changed the same
 * thing.
 */
export function undoAction(
  { state, by, now, settings }: WithActor,
  action: UndoableAction | undefined,
): Decision | Refusal {
  if (!action) return { refusal: 'That cannot be undone any more.' }
  if (action.undoneAt) return { refusal: 'That was taken back already.' }
  if (!action.inverse) return { refusal: 'That cannot be undone any more: I was upgraded since.' }
  if (!action.isLatest) return { refusal: 'It has been changed again since: undo that first.' }
  const age = now.getTime() - action.at.getTime()
  if (age > undoWindow)
    return {
      refusal: `That was ${sayDuration(age)} ago; undoing works for ${sayDuration(undoWindow)}. \`${settings.command}\` shows what you can change.`,
    }
  const { incident } = state
  const line = sentenceMessage(
    `${nameOrMention(by)} took back: ~${action.words.replaceAll('~', '-').replaceAll('\n', ' ')}~`,
  )
  return {
    changes: [...action.inverse, undoableUndone({ id: action.id, at: now })],
    send: [
      { to: { incident: incident.id }, call: { do: 'post', message: line } },
      { to: { incident: incident.id }, call: { do: 'set_topic' } },
    ],
  }
}
