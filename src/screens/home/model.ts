import type { Incident } from '../../core/incident/model.ts'
import type { OpenIncident } from '../../core/state.ts'
import type { FollowUp } from '../../follow-ups/model.ts'
import type { Overall } from '../../investigation/stats/total.ts'

/** An open incident with who runs it, and what whoever looks at it holds there. */
export interface OpenOne {
  incident: OpenIncident
  commander: string | null
  held: string[]
  /** What is confirmed as the cause or leads, and how many observations nobody has explained. */
  believed: { statement: string; as: 'confirmed' | 'leads' } | null
  unexplained: number
}

/** Where a follow-up comes from. */
export type Origin = Pick<Incident, 'id' | 'number' | 'title' | 'severity' | 'channelId' | 'mode'>

/** Some of many, and how many there are in all. */
export interface Some<T> {
  shown: T[]
  total: number
}

/** A post-mortem that waits for whoever looks at it. */
export type Unpublished = Origin & { closedAt: Date | null; isInReview: boolean }

/** One that is to be looked at again, since when. */
export type ReviewDue = Origin & { nextReviewOn: Date }

/** All that one person finds in the bot's Home. */
export interface HomeState {
  open: OpenOne[]
  mine: Some<FollowUp>
  others: Some<FollowUp>
  origins: ReadonlyMap<string, Origin>
  unpublished: Some<Unpublished>
  reviews: Some<ReviewDue>
  /** How the search for causes went in those that whoever looks may see. */
  overall: Overall
  names: ReadonlyMap<string, string>
  workspaceUrl: string | null
  /** The calendar day where they are, at midnight UTC. */
  today: Date
}
