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
export const postMortemFeature: Feature<ResponseState, object, PostMortemContext, PostMortemSettings> = {
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
      run: async (state, _due, ctx, tx) => finishClosing(state, await loadClosingInput(tx, state.incident), ctx),
    },
    canvas: {
      on: 'incident',
      act: 'read',
      run: async (state, _due, _ctx, tx) => refreshCanvas(state, await findRecord(tx, state.incident.id)),
    },
  },
  reconcile: reconcileCanvas,
  callCompleted: {
    concerns: (input) => hasReadingEnded(input, 'close') || isCanvasOutcome(input),
    run: async (state, input, ctx, tx) => {
      if (isCanvasOutcome(input)) return state ? await handleCanvasOutcome(tx, state, input) : emptyDecision
      return state?.timers.has('draft')
        ? finishClosing(state, await loadClosingInput(tx, state.incident), ctx)
        : emptyDecision
    },
  },
}
