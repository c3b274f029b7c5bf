import { type Decision, nothing, together } from '../core/decision.ts'
import type { CallCompleted } from '../core/outbox/outcome.ts'
import type { Feature } from '../core/registry.ts'
import type { IncidentState } from '../core/state.ts'
import type { Tx } from '../platform/db/transaction.ts'
import { hasEnded } from '../timeline/missed-events/walk.ts'
import { isCanvas, keepCanvas, refreshCanvas, settleCanvas, tellOnce } from './canvas/keeping.ts'
import { finishClosing } from './close/closing.ts'
import { closeButtons, closeForms, closeWord } from './handlers/closing.ts'
import { findRecord, loadClosing, whoHearsOf } from './store.ts'

/** What came of writing the canvas; whoever asked for it is told of a refusal as of any other. */
async function canvasAnswered(tx: Tx, { incident }: IncidentState, input: CallCompleted): Promise<Decision> {
  const kept = keepCanvas(incident.id, await findRecord(tx, incident.id), input)
  if (input.outcome.kind !== 'refused' || input.send.tell) return kept
  const person = await whoHearsOf(tx, incident, input.outcome.error)
  return person ? together(kept, tellOnce(input, person)) : kept
}

/** Closing with the draft, in a form or without, and its canvas. */
export const postMortemFeature: Feature = {
  commands: [closeWord],
  buttons: { ...closeButtons },
  modals: { ...closeForms },
  timerDue: {
    draft: {
      on: 'incident',
      act: 'read',
      run: async (state, _due, ctx, tx) => finishClosing(state, await loadClosing(tx, state.incident), ctx),
    },
    canvas: {
      on: 'incident',
      act: 'read',
      run: async (state, _due, _ctx, tx) => refreshCanvas(state, await findRecord(tx, state.incident.id)),
    },
  },
  reconcile: settleCanvas,
  callCompleted: {
    concerns: (input) => hasEnded(input, 'close') || isCanvas(input),
    run: async (state, input, ctx, tx) => {
      if (isCanvas(input)) return state ? await canvasAnswered(tx, state, input) : nothing
      return state?.timers.has('draft')
        ? finishClosing(state, await loadClosing(tx, state.incident), ctx)
        : nothing
    },
  },
}
