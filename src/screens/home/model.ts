import type { Incident } from '../../core/incident/model.ts'
import type { OpenIncident } from '../../core/state.ts'
import type { FollowUp } from '../../follow-ups/model.ts'
import type { Overall } from '../../investigation/stats/total.ts'

/** An open incident with its commander and, in `held`, the viewer's roles. */
export interface OpenIncidentSummary {
  incident: OpenIncident
  commander: string | null
  held: string[]
  /** The confirmed cause, or else the leading hypothesis. */
  believed: { statement: string; as: 'confirmed' | 'leads' } | null
  /** How many observations are unexplained. */
  unexplained: number
}

/** What the Home tab says of an incident. */
export type HomeIncident = Pick<Incident, 'id' | 'number' | 'title' | 'severity' | 'channelId' | 'mode'>

/** The first items of a list, and how many there are in total. */
export interface TruncatedList<T> {
  shown: T[]
  total: number
}

/** A closed incident whose post-mortem the viewer has yet to publish. */
export type Unpublished = HomeIncident & { closedAt: Date | null; isInReview: boolean }

/** A closed incident whose post-mortem is due for another review. */
export type ReviewDue = HomeIncident & { nextReviewOn: Date }

/** Everything the Home tab shows to one person. */
export interface HomeState {
  open: OpenIncidentSummary[]
  mine: TruncatedList<FollowUp>
  others: TruncatedList<FollowUp>
  origins: ReadonlyMap<string, HomeIncident>
  unpublished: TruncatedList<Unpublished>
  reviews: TruncatedList<ReviewDue>
  /** Investigation statistics over the incidents the viewer may see. */
  overall: Overall
  names: ReadonlyMap<string, string>
  workspaceUrl: string | null
  /** The viewer's calendar day, at midnight UTC. */
  today: Date
}
