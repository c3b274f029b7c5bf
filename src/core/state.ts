import type { FollowUp } from '../follow-ups/model.ts'
import type { Challenge } from '../investigation/challenges/model.ts'
import type { Brief } from '../investigation/fresh-eyes/model.ts'
import type { Hypothesis, HypothesisTest, Unexplained } from '../investigation/ledger/model.ts'
import type { Wait } from '../investigation/ledger/waits/model.ts'
import type { Settings } from '../platform/config/settings.ts'
import type { Incident } from './incident/model.ts'
import type { RoleHolder } from './incident/roles.ts'
import type { RecordedAction, Recurrence } from './record/model.ts'
import type { Reminder } from './reminders/model.ts'

/** One incident as it stands, loaded under its lock. The timeline is not here: it may be long. */
export interface IncidentState {
  incident: Incident
  roles: RoleHolder[]
  hypotheses: Hypothesis[]
  challenges: Challenge[]
  followUps: FollowUp[]
  /** Start of permalinks, with a slash at its end; null until Slack has told. */
  workspaceUrl: string | null
  /** When the incident is to be looked at again, by reason. */
  timers: ReadonlyMap<string, Date>
  reminders: Reminder[]
  /** Tests of no hypothesis in particular. */
  otherTests: HypothesisTest[]
  /** Observations that somebody said need explaining, explained or not. */
  unexplained: Unexplained[]
  /** The latest of what was done to help, and of when the symptom came back; the oldest first. */
  actions: RecordedAction[]
  recurrences: Recurrence[]
  waits: Wait[]
  briefs: Brief[]
  /** When a person last wrote in the channel, as far as is remembered. */
  lastSpokeAt: Date | null
  /** What stakeholders were last told of where things stand: its beginning. */
  lastUpdate: { at: Date; text: string } | null
  /** Who has left the channel of a private incident: they are written nothing of it. */
  outside: ReadonlySet<string>
  /** Names of the people this state speaks of. */
  names: ReadonlyMap<string, string>
  /** Their zones, as far as Slack has told. */
  zones: ReadonlyMap<string, string>
}

/** What one person may see of the workspace. */
export interface ViewerState {
  workspaceId: string
  viewer: string
  /** Those not closed or cancelled, oldest first; private ones only where the viewer is in their channel. */
  open: OpenIncident[]
}

/** The same, with the workspace locked: for what needs a number. */
export interface WorkspaceState extends ViewerState {
  nextNumber: number
}

export type OpenIncident = Pick<
  Incident,
  'id' | 'number' | 'title' | 'severity' | 'status' | 'mode' | 'private' | 'channelId' | 'declaredAt' | 'declaredBy'
>

/** What every decision is given besides state and input. */
export interface DecisionContext {
  now: Date
  newId: () => string
  settings: Settings
}

/** A person's name for a text that is to ping nobody. */
export const findDisplayName = (state: Pick<IncidentState, 'names'>, id: string | null): string =>
  (id && state.names.get(id)) || id || 'somebody'
