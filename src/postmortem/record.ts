export const postMortemStates = ['draft', 'in_review', 'published'] as const
export type PostMortemState = (typeof postMortemStates)[number]

/** A state as people read it. */
export const postMortemStateLabels: Record<PostMortemState, string> = {
  draft: 'draft',
  in_review: 'in review',
  published: 'published',
}

/** What is stored of a post-mortem besides the incident itself. */
export interface PostMortemRecord {
  state: PostMortemState
  /** The form somebody chose; null: the team's own. */
  template: string | null
  draftedAt: Date
  publishedAt: Date | null
  publishedBy: string | null
  /** A day, at midnight UTC. Null: it is not looked at again. */
  nextReviewOn: Date | null
  /** Slack's id of the canvas that shows it. */
  canvasId: string | null
  /** Why Slack lets us have no canvas. */
  canvasError: string | null
}
export type PostMortemFields = Omit<PostMortemRecord, 'draftedAt'>

/**
 * What somebody wrote in a section, as Markdown; empty where they want what is generated again. `basis` is what was
 * generated in its place then, so that what changed underneath since can be shown.
 */
export interface SectionText {
  section: string
  /** 1 is the first; the latest counts. */
  version: number
  text: string
  basis: string
  writtenBy: string
  writtenAt: Date
}
