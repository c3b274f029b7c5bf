import type { Feature } from '../dispatch/registry.ts'
import { findDeed } from './store.ts'
import { undo } from './undo.ts'

/** Taking back what was done, by one click. */
export const undoFeature: Feature = {
  buttons: {
    undo: {
      on: 'incident',
      act: 'take back',
      run: async (state, { about, by }, moment, tx) =>
        undo(state, await findDeed(tx, state.incident.id, about), by, moment),
    },
  },
}
