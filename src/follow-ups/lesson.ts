import type { Decision, Refusal } from '../core/decision.ts'
import type { Actor } from '../core/input.ts'
import { entryBy } from '../core/record/entry.ts'
import { type LessonCategory, lessonCategories } from '../core/record/model.ts'
import { recordEntry } from '../core/record/record-entry.ts'
import type { DecisionContext, IncidentState } from '../core/state.ts'
import { escapeMrkdwn, nameOrMention } from '../messages/mrkdwn.ts'

/** How a lesson is headed, in the channel and in the post-mortem. */
export const lessonHeadings: Record<LessonCategory, string> = {
  well: 'Went well',
  badly: 'Went badly',
  lucky: 'Got lucky',
  surprise: 'Surprised us',
  uncaught: 'Why it was not caught before',
}

/** `badly nobody had the runbook`: something to learn, while it is fresh. */
export function recordLesson(state: IncidentState, said: string, by: Actor, ctx: DecisionContext): Decision | Refusal {
  const [first = '', ...others] = said.trim().split(/\s+/)
  const category = lessonCategories.find((known) => known === first.toLowerCase())
  const text = others.join(' ')
  const example = `For example: \`${ctx.settings.command} lesson badly nobody knew where the runbook is\``
  if (!category) {
    const known = lessonCategories.map((name) => `\`${name}\``).join(', ')
    return { refusal: `What kind of lesson? One of ${known}. ${example}` }
  }
  if (!text) return { refusal: `What is there to learn? ${example}` }
  const entry = { ...entryBy(ctx, state.incident.id, 'lesson', text, by), category }
  const words = `${lessonHeadings[category]}: ${escapeMrkdwn(text)}`
  const deed = { entry, words, line: `${words} · ${nameOrMention(by)}`, subject: `entry ${entry.id}` }
  return recordEntry(deed, by, ctx)
}
