import type { Incident } from './incident/model.ts'
import type { RoleHolder } from './incident/roles.ts'
import type { Actor } from './input.ts'
import type { RecordedAction, Recurrence } from './record/model.ts'
import type { Reminder } from './reminders/model.ts'

/**
 * What every feature may read of one incident, loaded under its lock. Excludes the timeline, which may be long. The
 * areas above the core extend it with their own parts, so that what a function reads of them shows in its type.
 */
export interface IncidentState {
  incident: Incident
  roles: RoleHolder[]
  /** The start of permalinks, with a trailing slash; null until Slack has sent it. */
  workspaceUrl: string | null
  /** When each timer is due, by kind. */
  timers: ReadonlyMap<string, Date>
  reminders: Reminder[]
  /** The latest actions and recurrences, oldest first. */
  actions: RecordedAction[]
  recurrences: Recurrence[]
  /** When a person last wrote in the channel; null if no stored message shows it. */
  lastSpokeAt: Date | null
  /** The last update to stakeholders; `text` is only its beginning. */
  lastUpdate: { at: Date; text: string } | null
  /** People who have left the channel of a private incident, and get no messages about it. */
  outside: ReadonlySet<string>
  /** Display names of the people in this state, by id. */
  names: ReadonlyMap<string, string>
  /** Their time zones, as far as Slack has sent them. */
  zones: ReadonlyMap<string, string>
  /** The people in it whose profile has been fetched from Slack. */
  fetchedProfiles: ReadonlySet<string>
}

/** What one person may see of the workspace. */
export interface ViewerState {
  workspaceId: string
  viewer: string
  /** Neither closed nor cancelled, oldest first. Private ones only if the viewer is in their channel. */
  open: OpenIncident[]
}

/** The same with the workspace locked, for inputs that assign an incident number. */
export interface WorkspaceState extends ViewerState {
  nextNumber: number
}

export type OpenIncident = Pick<
  Incident,
  'id' | 'number' | 'title' | 'severity' | 'status' | 'mode' | 'private' | 'channelId' | 'declaredAt' | 'declaredBy'
>

/** A person's name for text that must not ping anybody. */
export const findDisplayName = (state: Pick<IncidentState, 'names'>, id: string | null): string =>
  (id && state.names.get(id)) || id || 'somebody'

/** The zone in which whoever acts reads and writes times: theirs as far as Slack has sent it, or else the incident's. */
export const actorZone = ({ state, by }: { state: Pick<IncidentState, 'zones' | 'incident'>; by: Actor }): string =>
  state.zones.get(by.id) ?? state.incident.zone
