import { isClosedOrCancelled } from '../incident/model.ts'
import type { Feature } from '../registry.ts'
import { findUndoableAction, isChannelReused } from './store.ts'
import { undoAction } from './undo.ts'

/** The *Undo* button. */
export const undoFeature: Feature = {
  buttons: {
    undo: {
      on: 'incident',
      act: 'undo',
      run: async (state, { about, by }, ctx, tx) => {
        if (isClosedOrCancelled(state.incident) && (await isChannelReused(tx, state.incident)))
          return { refusal: 'This channel serves another incident by now: that one would have to end first.' }
        return undoAction(state, await findUndoableAction(tx, state.incident.id, about), by, ctx)
      },
    },
  },
}
