import { said } from '../delivery/say.ts'
import { type Decision, type Refusal, together } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { escapeMrkdwn, who } from '../slack/text.ts'
import { undoable } from '../undo/undoable.ts'
import { entryBy } from './entry.ts'
import { type LessonCategory, lessonCategories } from './model.ts'

/** How a lesson is headed, in the channel and in the post-mortem. */
export const lessonHeadings: Record<LessonCategory, string> = {
  well: 'Went well',
  badly: 'Went badly',
  lucky: 'Got lucky',
  surprise: 'Surprised us',
  uncaught: 'Why it was not caught before',
}

/** `badly nobody had the runbook`: something to learn, while it is fresh. */
export function learn(state: IncidentState, words: string, by: Actor, moment: Moment): Decision | Refusal {
  const [first = '', ...others] = words.trim().split(/\s+/)
  const category = lessonCategories.find((known) => known === first.toLowerCase())
  const text = others.join(' ')
  const example = `For example: \`${moment.settings.command} lesson badly nobody knew where the runbook is\``
  if (!category) {
    const known = lessonCategories.map((name) => `\`${name}\``).join(', ')
    return { refusal: `What kind of lesson? One of ${known}. ${example}` }
  }
  if (!text) return { refusal: `What is there to learn? ${example}` }
  const { id: incidentId } = state.incident
  const entry = { ...entryBy(moment, incidentId, 'lesson', text, by), category }
  const line = `${lessonHeadings[category]}: ${escapeMrkdwn(text)}`
  return together(
    { changes: [{ type: 'entry.added', entry }], send: [said(incidentId, `${line} · ${who(by)}`, entry.id)] },
    undoable(
      {
        incidentId,
        subject: `entry ${entry.id}`,
        words: line,
        inverse: [{ type: 'entry.withdrawn', entryId: entry.id }],
        by,
      },
      moment,
    ),
  )
}
