import type { Challenge } from '../challenge/model.ts'
import type { Settings } from '../config/settings.ts'
import type { Hypothesis } from '../hypothesis/model.ts'
import type { Incident, RoleHolder } from '../incident/model.ts'

/** One incident as it stands, loaded under its lock. The timeline is not here: it may be long. */
export interface IncidentState {
  incident: Incident
  roles: RoleHolder[]
  hypotheses: Hypothesis[]
  challenges: Challenge[]
  /** Start of permalinks, with a slash at its end; null until Slack has told. */
  workspaceUrl: string | null
  /** When the next challenge is set to be considered. */
  challengeDueAt: Date | null
  /** When the latest action that has no result yet was taken. */
  lastActionAt: Date | null
  /** Names of the people this state speaks of. */
  names: ReadonlyMap<string, string>
}

/** The workspace's incidents, loaded under the workspace's lock. */
export interface WorkspaceState {
  workspaceId: string
  nextNumber: number
  /** Those not closed or cancelled, oldest first. */
  open: OpenIncident[]
}

export type OpenIncident = Pick<
  Incident,
  'id' | 'number' | 'title' | 'severity' | 'status' | 'channelId' | 'declaredAt' | 'declaredBy'
>

/** What every decision is given besides state and input. */
export interface Moment {
  now: Date
  newId: () => string
  settings: Settings
}

/** A person's name for a text that is to ping nobody. */
export const nameOf = (state: Pick<IncidentState, 'names'>, id: string | null): string =>
  (id && state.names.get(id)) || id || 'somebody'
