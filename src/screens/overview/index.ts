import { emptyDecision } from '../../core/decision.ts'
import type { Feature } from '../../core/feature/feature.ts'
import { loadImpact } from '../../incident/lifecycle/store.ts'
import type { PostMortemContext } from '../../postmortem/settings.ts'
import { incidentOverviewMessage } from './view.ts'

/** One incident at a glance. */
export const overviewFeature: Feature<PostMortemContext> = {
  name: 'overview',
  commands: [
    {
      word: 'show',
      usage: 'show [INC-12]',
      example: 'show INC-12',
      does: 'one incident at a glance',
      panel: [
        { on: 'open', row: 'Look', rank: 5, label: 'All facts' },
        { on: 'ended', row: 'Look', rank: 2, label: 'All facts' },
      ],
      namesIncident: true,
      on: 'incident',
      act: 'read',
      run: async ({ state }, _command, tx) => ({
        ...emptyDecision,
        answer: { say: incidentOverviewMessage(state, await loadImpact(tx, state.incident.id)) },
      }),
    },
  ],
}
