import { dayMs } from '../../platform/time/durations.ts'
import { isRefusal } from '../decision.ts'
import type { Feature } from '../feature/feature.ts'
import { onAction } from '../feature/on-control.ts'
import type { Registry } from '../feature/registry.ts'
import { isClosedOrCancelled } from '../incident/model.ts'
import { findUndoableAction, isChannelReused, purgeUndoableActions, undoSavers } from './store.ts'
import { undoAction } from './undo.ts'
import { undoActions } from './undoable.ts'

/** The *Undo* button. The registry knows how each feature's changes are undone. */
export const undoFeature = (registry: () => Pick<Registry, 'savers' | 'features'>): Feature => ({
  name: 'undo',
  savers: undoSavers(() => registry().savers),
  retention: [{ keptMs: dayMs, purge: purgeUndoableActions }],
  actions: [
    onAction(undoActions.undo, 'undo', async (ctx, { about }, tx) => {
      const { state } = ctx
      if (isClosedOrCancelled(state.incident) && (await isChannelReused(tx, state.incident)))
        return { refusal: 'This channel serves another incident by now: that one would have to end first.' }
      const { savers, features } = registry()
      const action = await findUndoableAction(tx, state.incident.id, about.id, savers)
      const undone = undoAction(ctx, action)
      if (isRefusal(undone)) return undone
      const inverse = action?.inverse ?? []
      const shown = features.flatMap((feature) => feature.undone?.(ctx, inverse) ?? [])
      return { ...undone, send: [...undone.send, ...shown] }
    }),
  ],
})
