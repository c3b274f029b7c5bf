export const postMortemStates = ['draft', 'in_review', 'published'] as const
export type PostMortemState = (typeof postMortemStates)[number]

/** The states as people read them. */
export const postMortemStateLabels: Record<PostMortemState, string> = {
  draft: 'draft',
  in_review: 'in review',
  published: 'published',
}

/** What we store about a post-mortem, besides the incident itself. */
export interface PostMortemRecord {
  state: PostMortemState
  /** The template that somebody chose; null means the team's default. */
  template: string | null
  draftedAt: Date
  publishedAt: Date | null
  publishedBy: string | null
  /** A day, at midnight UTC; null if no review is planned. */
  nextReviewOn: Date | null
  /** Slack's id of the canvas that shows the post-mortem. */
  canvasId: string | null
  /** Slack's error code if it refused the canvas. */
  canvasError: string | null
}
export type PostMortemFields = Omit<PostMortemRecord, 'draftedAt'>

/**
 * One version of what people wrote in a section, as Markdown; an empty text brings the generated one back. `basis` is
 * the text that was generated at the time, to show what has changed since.
 */
export interface SectionText {
  section: string
  /** Starts at 1; the latest version applies. */
  version: number
  text: string
  basis: string
  writtenBy: string
  writtenAt: Date
}
