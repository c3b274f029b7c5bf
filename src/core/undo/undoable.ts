import { actions, type Block, button, message, section } from '../../messages/blocks.ts'
import { clip, plainly } from '../../messages/mrkdwn.ts'
import type { Change, Decision } from '../decision.ts'
import type { Actor } from '../input.ts'
import type { DecisionContext } from '../state.ts'

export interface Doing {
  incidentId: string
  /** The thing that changed: `status`, `role commander`, `entry <id>`. Only the latest deed about it, or setting the same, can be undone. */
  subject: string
  /** What was done, in mrkdwn; crossed out when it is taken back. */
  words: string
  /** What whoever did it is shown, where that is more. */
  shown?: string
  /** What they are told with it. */
  more?: Block[]
  /** The changes that take it back. */
  inverse: Change[]
  by: Actor
}

/** Keeps how a deed is undone, and shows it to whoever did it with an *Undo*. */
export function undoable(
  { words, shown = words, more = [], by, ...doing }: Doing,
  { newId, now }: DecisionContext,
): Decision {
  const id = newId()
  const notification = clip(plainly(shown).replaceAll('*', ''), 200)
  const to = { incidentId: doing.incidentId, about: id }
  return {
    changes: [{ type: 'deed.done', id, ...doing, words, by: by.id, at: now }],
    send: [],
    answer: { say: message(notification, section(shown), ...more, actions(button('Undo', 'undo', to))) },
  }
}
