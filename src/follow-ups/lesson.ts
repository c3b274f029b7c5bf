import type { Decision, Refusal } from '../core/decision.ts'
import type { WithActor } from '../core/feature/context.ts'
import { entryBy } from '../core/record/entry.ts'
import { type LessonCategory, lessonCategories } from '../core/record/model.ts'
import { recordEntry } from '../core/record/record-entry.ts'
import { escapeMrkdwn, nameOrMention } from '../messages/mrkdwn.ts'
import type { FollowUpsContext } from './state.ts'

/** Headings of the lesson categories, in the channel and in the post-mortem. */
export const lessonHeadings: Record<LessonCategory, string> = {
  well: 'Went well',
  badly: 'Went badly',
  lucky: 'Got lucky',
  surprise: 'Surprised us',
  uncaught: 'Why it was not caught before',
}

/** Records a lesson from `badly nobody had the runbook`: a category, then the text. */
export function recordLesson(ctx: WithActor<FollowUpsContext>, words: string): Decision | Refusal {
  const { state, by } = ctx
  const [first = '', ...others] = words.trim().split(/\s+/)
  const category = lessonCategories.find((candidate) => candidate === first.toLowerCase())
  const text = others.join(' ')
  const example = `For example: \`${ctx.settings.command} lesson badly nobody knew where the runbook is\``
  if (!category) {
    const categories = lessonCategories.map((name) => `\`${name}\``).join(', ')
    return { refusal: `What kind of lesson? One of ${categories}. ${example}` }
  }
  if (!text) return { refusal: `What is there to learn? ${example}` }
  const entry = { ...entryBy(ctx, state.incident.id, 'lesson', text), category }
  const mrkdwn = `${lessonHeadings[category]}: ${escapeMrkdwn(text)}`
  const recording = { entry, words: mrkdwn, line: `${mrkdwn} · ${nameOrMention(by)}`, subject: `entry ${entry.id}` }
  return recordEntry(ctx, recording)
}
