/** A button for a command on the panel of an incident that is open, or has ended. */
export interface PanelEntry {
  on: 'open' | 'ended'
  row: PanelRow
  /** Its place in the row, the lowest first. */
  rank: number
  label: string
  /** Runs the command without arguments, even if it has a modal for them. */
  alone?: true
}
export type PanelRow = 'Record' | 'Look' | 'Move on' | 'End' | 'Carry on'
