import type { Incident } from '../../core/incident/model.ts'
import type { OpenIncident } from '../../core/state.ts'
import type { FollowUp } from '../../follow-ups/model.ts'
import type { Overall } from '../../investigation/stats/total.ts'

/** An open incident with who runs it, and what whoever looks at it holds there. */
export interface OpenIncidentSummary {
  incident: OpenIncident
  commander: string | null
  held: string[]
  /** What is confirmed as the cause or leads, and how many observations nobody has explained. */
  believed: { statement: string; as: 'confirmed' | 'leads' } | null
  unexplained: number
}

/** Where a follow-up comes from. */
export type HomeIncident = Pick<Incident, 'id' | 'number' | 'title' | 'severity' | 'channelId' | 'mode'>

/** Some of many, and how many there are in all. */
export interface TruncatedList<T> {
  shown: T[]
  total: number
}

/** A post-mortem that waits for whoever looks at it. */
export type Unpublished = HomeIncident & { closedAt: Date | null; isInReview: boolean }

/** One that is to be looked at again, since when. */
export type ReviewDue = HomeIncident & { nextReviewOn: Date }

/** All that one person finds in the bot's Home. */
export interface HomeState {
  open: OpenIncidentSummary[]
  mine: TruncatedList<FollowUp>
  others: TruncatedList<FollowUp>
  origins: ReadonlyMap<string, HomeIncident>
  unpublished: TruncatedList<Unpublished>
  reviews: TruncatedList<ReviewDue>
  /** How the search for causes went in those that whoever looks may see. */
  overall: Overall
  names: ReadonlyMap<string, string>
  workspaceUrl: string | null
  /** The calendar day where they are, at midnight UTC. */
  today: Date
}
