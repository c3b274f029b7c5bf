import { actionRowBlock, blocksMessage, buttonElement, type SlackBlock, sectionBlock } from '../../messages/blocks.ts'
import { clipText, toPlainText } from '../../messages/mrkdwn.ts'
import type { Decision, StateChange } from '../decision.ts'
import type { Actor } from '../input.ts'
import type { DecisionContext } from '../state.ts'

export interface UndoableRequest {
  incidentId: string
  /** The thing that changed: `status`, `role commander`, `entry <id>`. Only the latest deed about it, or setting the same, can be undone. */
  subject: string
  /** What was done, in mrkdwn; crossed out when it is taken back. */
  words: string
  /** What whoever did it is shown, where that is more. */
  shown?: string
  /** What they are told with it. */
  more?: SlackBlock[]
  /** The changes that take it back. */
  inverse: StateChange[]
  by: Actor
}

/** Keeps how a deed is undone, and shows it to whoever did it with an *Undo*. */
export function makeUndoable(
  { words, shown = words, more = [], by, ...doing }: UndoableRequest,
  { newId, now }: DecisionContext,
): Decision {
  const id = newId()
  const notification = clipText(toPlainText(shown).replaceAll('*', ''), 200)
  const to = { incidentId: doing.incidentId, about: id }
  return {
    changes: [{ type: 'undoable.done', id, ...doing, words, by: by.id, at: now }],
    send: [],
    answer: {
      say: blocksMessage(notification, sectionBlock(shown), ...more, actionRowBlock(buttonElement('Undo', 'undo', to))),
    },
  }
}
