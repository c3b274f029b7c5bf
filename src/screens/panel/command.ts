import type { Asks } from '../../core/ask-modal.ts'
import type { IncidentState } from '../../core/state.ts'
import type { Settings } from '../../platform/config/settings.ts'

/** What the panel needs to know of a command. */
export interface PanelCommand {
  word: string
  usage: string
  does: string
  asks?: (state: IncidentState, settings: Settings) => Asks
}
