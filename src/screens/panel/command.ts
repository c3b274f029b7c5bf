import type { Asks } from '../../core/feature/ask-modal.ts'
import type { PanelEntry } from '../../core/feature/panel-entry.ts'
import type { Settings } from '../../core/settings.ts'
import type { ResponseState } from '../../postmortem/state.ts'

/** What the panel needs to know of a command. */
export interface PanelCommand {
  word: string
  usage: string
  does: string
  panel?: readonly PanelEntry[]
  asks?: (state: ResponseState, settings: Settings) => Asks
}
