import { emptyDecision } from '../../core/decision.ts'
import type { Feature } from '../../core/feature/feature.ts'
import { handlesAction } from '../../core/feature/on-control.ts'
import { declareModal } from '../../incident/lifecycle/declare-modal.ts'
import type { PostMortemContext } from '../../postmortem/settings.ts'
import { homeActions } from './controls.ts'

/** The Home tab, published anew each time somebody opens it. */
export const homeFeature: Feature<PostMortemContext> = {
  name: 'Home',
  homeOpened: {
    on: 'viewer',
    act: 'read',
    run: ({ state: { workspaceId, viewer } }) => ({
      changes: [],
      send: [{ to: { person: viewer }, call: { do: 'publish_home', workspaceId, person: viewer } }],
    }),
  },
  actions: [
    handlesAction(homeActions.declare, {
      on: 'viewer',
      act: 'declare',
      run: ({ state, settings }, _input) => ({
        ...emptyDecision,
        answer: { open: declareModal(state, settings, undefined) },
      }),
    }),
  ],
}
