import { combineDecisions, type Decision, emptyDecision } from '../core/decision.ts'
import type { Feature } from '../core/feature/feature.ts'
import type { CallCompleted } from '../core/outbox/outcome.ts'
import type { Tx } from '../platform/db/transaction.ts'
import { hasReadingEnded } from '../timeline/missed-events/walk.ts'
import {
  isCanvasOutcome,
  reconcileCanvas,
  recordCanvasOutcome,
  refreshCanvas,
  reportCanvasRefusal,
} from './canvas/sync-canvas.ts'
import { finishClosing } from './close/closing.ts'
import { closeActions, closeCommand, closeModalHandlers } from './handlers/closing.ts'
import { type PostMortemContext, PostMortemSettings } from './settings.ts'
import type { ResponseState } from './state.ts'
import { findCanvasErrorRecipient, findRecord, loadClosingInput, postMortemSavers } from './store.ts'

/**
 * Records the outcome of a canvas call. If Slack refused it and the call names nobody to tell of its failure, tells
 * whoever closed the incident.
 */
async function handleCanvasOutcome(tx: Tx, { incident }: ResponseState, input: CallCompleted): Promise<Decision> {
  const recorded = recordCanvasOutcome(incident.id, await findRecord(tx, incident.id), input)
  if (input.outcome.kind !== 'refused' || input.send.tell) return recorded
  const person = await findCanvasErrorRecipient(tx, incident, input.outcome.error)
  return person ? combineDecisions(recorded, reportCanvasRefusal(input, person)) : recorded
}

/** Closing an incident, with or without the modal; its draft post-mortem; the canvas that shows the draft. */
export const postMortemFeature: Feature<PostMortemContext, object, PostMortemSettings> = {
  name: 'post-mortem',
  settings: PostMortemSettings,
  savers: postMortemSavers,
  commands: [closeCommand],
  actions: closeActions,
  modals: closeModalHandlers,
  timerDue: {
    draft: {
      on: 'incident',
      act: 'read',
      run: async (ctx, _due, tx) => finishClosing(ctx, await loadClosingInput(tx, ctx.state.incident)),
    },
    canvas: {
      on: 'incident',
      act: 'read',
      run: async ({ state }, _due, tx) => refreshCanvas(state, await findRecord(tx, state.incident.id)),
    },
  },
  reconcile: reconcileCanvas,
  callCompleted: [
    {
      on: 'incident',
      concerns: isCanvasOutcome,
      run: (ctx, input, tx) => handleCanvasOutcome(tx, ctx.state, input),
    },
    {
      on: 'incident',
      concerns: (input) => hasReadingEnded(input, 'close'),
      run: async (ctx, _input, tx) => {
        const { incident, timers } = ctx.state
        return timers.has('draft') ? finishClosing(ctx, await loadClosingInput(tx, incident)) : emptyDecision
      },
    },
  ],
}
