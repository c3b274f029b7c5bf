import type { Feature } from '../../core/feature/feature.ts'
import { loadChosenContext } from '../../timeline/capture/index.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { hypothesisKind } from './entry-kind.ts'
import { hypothesisCommands } from './handlers/commands.ts'
import { evidenceHandlers } from './handlers/evidence.ts'
import { rowHandlers } from './handlers/rows.ts'
import { testHandlers } from './handlers/tests.ts'
import { makeLedgerRefresh } from './ledger.ts'
import { reconcileLedger } from './reconcile.ts'
import { summarizeLedger } from './standing.ts'
import { hypothesisSavers, ledgerPart } from './store.ts'
import { trackHypothesis } from './track.ts'
import { canBeUnexplained, markUnexplained } from './unexplained.ts'
import { ledgerMessage } from './view.ts'

/** The ledger: hypotheses, their evidence and tests, and the unexplained observations. */
export const hypothesisFeature: Feature<
  InvestigationContext,
  Pick<InvestigationState, 'hypotheses' | 'otherTests' | 'unexplained'>
> = {
  name: 'ledger',
  part: ledgerPart,
  savers: hypothesisSavers,
  commands: hypothesisCommands,
  actions: [...rowHandlers.actions, ...evidenceHandlers.actions, ...testHandlers.actions],
  modals: [...rowHandlers.modals, ...evidenceHandlers.modals, ...testHandlers.modals],
  shortcuts: {
    track_hypothesis: {
      on: 'incident',
      act: 'respond',
      run: async (ctx, { message }, tx) => {
        if (!message) return { refusal: 'Use *Track as hypothesis* on a message.' }
        const chosen = { ...message, authorId: message.author?.id ?? null }
        return trackHypothesis(ctx, message, await loadChosenContext(tx, ctx.state, chosen))
      },
    },
  },
  reconcile: reconcileLedger,
  liveMessages: { ledger: { render: ledgerMessage } },
  contributes: {
    entryKinds: { hypothesis: hypothesisKind },
    entryChoices: { unexplained: { label: 'Unexplained', isOffered: canBeUnexplained, choose: markUnexplained } },
    standing: summarizeLedger,
    refreshNaming: ({ state }, personId) =>
      state.hypotheses.some(({ proposedBy }) => proposedBy === personId) ? makeLedgerRefresh(state) : [],
  },
}
