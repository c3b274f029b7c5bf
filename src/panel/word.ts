import type { Settings } from '../config/settings.ts'
import type { Asks } from '../dispatch/asks.ts'
import type { IncidentState } from '../dispatch/state.ts'

/** What the panel needs to know of a word. */
export interface PanelWord {
  word: string
  usage: string
  does: string
  asks?: (state: IncidentState, settings: Settings) => Asks
}
