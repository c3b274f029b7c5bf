import type { Feature } from '../../core/registry.ts'
import { evidenceHandlers } from './handlers/evidence.ts'
import { rowHandlers } from './handlers/rows.ts'
import { testHandlers } from './handlers/tests.ts'
import { hypothesisWords } from './handlers/words.ts'
import { settleLedger } from './reconcile.ts'

/** The ledger: what the team believes, what speaks for it and against it, what would tell, and what nobody explains. */
export const hypothesisFeature: Feature = {
  commands: hypothesisWords,
  buttons: { ...rowHandlers.buttons, ...evidenceHandlers.buttons, ...testHandlers.buttons },
  modals: { ...rowHandlers.modals, ...evidenceHandlers.modals, ...testHandlers.modals },
  reconcile: settleLedger,
}
