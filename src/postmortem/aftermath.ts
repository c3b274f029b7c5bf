import { type IncidentState, nameOf } from '../dispatch/state.ts'
import { sayDay, todayIn } from '../followup/due.ts'
import { type FollowUpState, isToDo, labelOf } from '../followup/model.ts'
import { ownerOf } from '../followup/say.ts'
import { permalink } from '../slack/permalink.ts'
import { lessonHeadings } from '../timeline/lesson.ts'
import { type Entry, lessonCategories } from '../timeline/model.ts'
import { markdownLink, escapeMarkdown as safe } from './markdown-text.ts'
import type { FollowUpItem, Gap, Lesson } from './model.ts'

/** What was learned, by kind. */
export const lessonsOf = (state: IncidentState, entries: readonly Entry[]): Lesson[] =>
  lessonCategories.flatMap((category) =>
    entries
      .filter((entry) => entry.kind === 'lesson' && entry.category === category)
      .map((entry) => ({
        category,
        text: entry.text,
        author: entry.authorName ?? (entry.authorId && nameOf(state, entry.authorId)),
        permalink: permalink(state.workspaceUrl, entry),
        entries: [entry.id],
      })),
  )

/** The work that follows, as far as its words are known. */
export const followUpsOf = (state: IncidentState): FollowUpItem[] =>
  state.followUps.map((followUp) => ({
    label: labelOf(followUp),
    text: followUp.text || '(its message has not been read from Slack yet)',
    state: followUp.state,
    owner: ownerOf(state, followUp),
    dueOn: isoDay(followUp.dueOn),
    doneOn: isoDay(followUp.endedAt && todayIn(state.incident.zone, followUp.endedAt)),
    kind: followUp.kind,
    link: followUp.link,
    because: followUp.endedBecause,
    permalink: permalink(state.workspaceUrl, followUp),
  }))

/** A day at midnight UTC, as `2026-12-01`. */
const isoDay = (on: Date | null): string | null => on?.toISOString().slice(0, 10) ?? null

/** What is still to be learned: the kinds that nobody has filled. */
export function lessonGap(lessons: readonly Lesson[], who: string): Gap[] {
  const open = lessonCategories.filter((category) => !lessons.some((lesson) => lesson.category === category))
  if (open.length === 0) return []
  const missing =
    open.length === lessonCategories.length
      ? 'What went well, what went wrong, where we got lucky, what surprised us.'
      : `Nothing yet: ${open.map((category) => lessonHeadings[category].toLowerCase()).join(', ')}.`
  return [{ section: 'lessons', missing, who, help: [] }]
}

/** Lessons under their kinds; below them what is missing. */
export function lessonsSection(lessons: readonly Lesson[], gap: string): string {
  const parts = lessonCategories.flatMap((category) => {
    const own = lessons.filter((lesson) => lesson.category === category)
    return own.length > 0 ? [`**${lessonHeadings[category]}**\n\n${own.map(lessonLine).join('\n')}`] : []
  })
  return ['## Lessons', ...parts, gap].filter(Boolean).join('\n\n')
}

const lessonLine = ({ text, author, permalink: link }: Lesson): string =>
  `- ${safe(text)}${author ? ` (${safe(author)})` : ''}${link ? ` ${markdownLink('↗', link)}` : ''}`

const stateHeadings: Record<FollowUpState, string> = {
  open: 'Open',
  in_progress: 'In progress',
  done: 'Done',
  dropped: 'Dropped',
}

/** Follow-ups by state, with who does them by when; where there are none, what is missing. */
export function followUpsSection(items: readonly FollowUpItem[], gap: string): string {
  const parts = (['open', 'in_progress', 'done', 'dropped'] as const).flatMap((state) => {
    const own = items.filter((item) => item.state === state)
    return own.length > 0 ? [`**${stateHeadings[state]}**\n\n${own.map(followUpLine).join('\n')}`] : []
  })
  return ['## Follow-ups', ...parts, gap].filter(Boolean).join('\n\n')
}

function followUpLine({
  label,
  text,
  owner,
  dueOn,
  kind,
  link,
  because,
  state,
  permalink: from,
}: FollowUpItem): string {
  const due = dueOn ? `by ${sayDay(new Date(dueOn))}` : 'no date yet'
  const duty = isToDo({ state })
    ? [owner ? safe(owner) : '**no owner yet**', due]
    : [owner ? safe(owner) : '']
  const parts = [
    `${label}: ${safe(text)}`,
    ...duty,
    kind ?? '',
    link ? safe(link) : '',
    because ? safe(because) : '',
    from ? markdownLink('message', from) : '',
  ]
  return `- ${parts.filter(Boolean).join(' · ')}`
}
