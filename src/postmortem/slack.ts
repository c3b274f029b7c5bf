import { nothing } from '../dispatch/decision.ts'
import type { Feature } from '../dispatch/registry.ts'
import { hasEnded } from '../reread/walk.ts'
import { closeWithDraft, finishClosing } from './closing.ts'
import { loadClosing } from './store.ts'

/** Closing with the draft. */
export const postMortemFeature: Feature = {
  words: [
    {
      word: 'close',
      usage: 'close',
      example: 'close',
      does: 'end the response; the draft post-mortem is posted',
      on: 'incident',
      act: 'respond',
      run: (state, { by }, moment) => closeWithDraft(state, by, moment),
    },
  ],
  due: {
    draft: {
      on: 'incident',
      act: 'read',
      run: async (state, _due, moment, tx) =>
        finishClosing(state, await loadClosing(tx, state.incident), moment),
    },
  },
  answered: {
    concerns: (input) => hasEnded(input, 'close'),
    run: async (state, _input, moment, tx) =>
      state?.timers.has('draft')
        ? finishClosing(state, await loadClosing(tx, state.incident), moment)
        : nothing,
  },
}
