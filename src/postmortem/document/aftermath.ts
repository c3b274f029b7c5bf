import { type Entry, lessonCategories } from '../../core/record/model.ts'
import { findDisplayName } from '../../core/state.ts'
import { findOwnerName } from '../../follow-ups/lines.ts'
import { labelOf } from '../../follow-ups/model.ts'
import { makePermalink } from '../../messages/permalink.ts'
import { dayAt } from '../../platform/time/calendar.ts'
import type { PostMortemInput } from '../input.ts'
import type { ResponseState } from '../state.ts'
import type { FollowUpItem, Lesson } from './lines.ts'
import type { WrittenSection } from './model.ts'
import { formatIsoDay } from './traces.ts'

/** The lessons, ordered by category. */
export const buildLessons = (state: ResponseState, entries: readonly Entry[]): Lesson[] =>
  lessonCategories.flatMap((category) =>
    entries
      .filter((entry) => entry.kind === 'lesson' && entry.category === category)
      .map((entry) => ({
        category,
        text: entry.text,
        author: entry.authorName ?? (entry.authorId && findDisplayName(state, entry.authorId)),
        permalink: makePermalink(state.workspaceUrl, entry),
        entries: [entry.id],
      })),
  )

/** The follow-ups. One whose message has not been read from Slack yet gets a placeholder as its text. */
export const buildFollowUpItems = (state: ResponseState): FollowUpItem[] =>
  state.followUps.map((followUp) => ({
    label: labelOf(followUp),
    text: followUp.text || '(its message has not been read from Slack yet)',
    state: followUp.state,
    owner: findOwnerName(state, followUp),
    dueOn: formatIsoDay(followUp.dueOn),
    doneOn: formatIsoDay(followUp.endedAt && dayAt(followUp.endedAt, state.incident.zone)),
    kind: followUp.kind,
    link: followUp.link,
    because: followUp.endedBecause,
    permalink: makePermalink(state.workspaceUrl, followUp),
  }))

/** The latest text that somebody wrote in each section, unless it was emptied to bring the generated one back. */
export function listWrittenSections({ state, written }: Pick<PostMortemInput, 'state' | 'written'>): WrittenSection[] {
  const latest = new Map(written.map((text) => [text.section, text]))
  return [...latest.values()]
    .filter(({ text }) => text !== '')
    .map(({ section, version, text, basis, writtenBy, writtenAt }) => ({
      section,
      version,
      text,
      basis,
      by: findDisplayName(state, writtenBy),
      at: writtenAt.toISOString(),
    }))
}
