import { z } from 'zod'
import { action } from '../../messages/action.ts'
import { actionRowBlock, blocksMessage, type SlackBlock, sectionBlock } from '../../messages/blocks.ts'
import { button } from '../../messages/controls.ts'
import { clipText, toPlainText } from '../../messages/mrkdwn.ts'
import type { Decision } from '../decision.ts'
import type { StateChange, StoredChange } from '../feature/change.ts'
import type { BaseContext, WithActor } from '../feature/context.ts'
import { undoableDone } from './changes.ts'

export const undoActions = { undo: action('undo', { id: z.string() }) }

export interface UndoableRequest {
  incidentId: string
  /**
   * The thing that changed: `status`, `role commander`, `entry <id>`. Only the latest action with this subject, or that
   * sets the same fields, can be undone.
   */
  subject: string
  /** What was done, in mrkdwn; struck through when it is undone. */
  words: string
  /** What the actor is shown, if it differs from `words`. */
  shown?: string
  /** Further blocks of that message. */
  more?: SlackBlock[]
  /** The changes that undo it. */
  inverse: StoredChange[]
}

/** Stores how to undo an action, and answers its actor with an *Undo* button. */
export function makeUndoable(
  { by, newId, now }: WithActor<BaseContext>,
  { words, shown = words, more = [], ...request }: UndoableRequest,
): Decision {
  const id = newId()
  const notification = clipText(toPlainText(shown).replaceAll('*', ''), 200)
  const undo = button('Undo', undoActions.undo, { incidentId: request.incidentId, id })
  return {
    changes: [undoableDone({ id, ...request, words, by: by.id, at: now })],
    send: [],
    answer: {
      say: blocksMessage(notification, sectionBlock(shown), ...more, actionRowBlock(undo)),
    },
  }
}

/** The changes without the record of what can be undone: the caller keeps one inverse for all of them, or none. */
export const dropUndoChanges = (changes: readonly StateChange[]): StateChange[] =>
  changes.filter((change) => !undoableDone.is(change))
