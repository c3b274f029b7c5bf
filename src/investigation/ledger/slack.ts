import type { Feature } from '../../core/registry.ts'
import { hypothesisCommands } from './handlers/commands.ts'
import { evidenceHandlers } from './handlers/evidence.ts'
import { rowHandlers } from './handlers/rows.ts'
import { testHandlers } from './handlers/tests.ts'
import { reconcileLedger } from './reconcile.ts'
import { hypothesisSavers } from './store.ts'

/** The ledger: hypotheses, their evidence and tests, and the unexplained observations. */
export const hypothesisFeature: Feature = {
  savers: hypothesisSavers,
  commands: hypothesisCommands,
  buttons: { ...rowHandlers.buttons, ...evidenceHandlers.buttons, ...testHandlers.buttons },
  modals: { ...rowHandlers.modals, ...evidenceHandlers.modals, ...testHandlers.modals },
  reconcile: reconcileLedger,
}
