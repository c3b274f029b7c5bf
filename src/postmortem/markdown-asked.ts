import type { AnswerKind, Reason } from '../challenge/model.ts'
import { answerWords } from '../challenge/view.ts'
import { sayDuration } from '../lib/durations.ts'
import type { TurnKind } from '../measure/course.ts'
import { measureLines } from '../measure/view.ts'
import { fullTime, linked, listSection } from './markdown-parts.ts'
import { escapeMarkdown as safe } from './markdown-text.ts'
import type { Asked, BriefAsked, CourseChange, PostMortem } from './model.ts'

/** The questions, with what was answered and what changed after them. */
export function challengesSection({ challenges, incident: { zone } }: PostMortem): string {
  const told = challenges.filter((asked) => isAnswered(asked) || asked.changed)
  const passed = challenges.filter((asked) => !told.includes(asked))
  const items = [...told.map((asked) => challenge(asked, zone)), ...inPassing(passed, zone)]
  return listSection('Challenges', items) || '## Challenges\n\nNone was due.'
}

const isAnswered = ({ answeredAt, answerKind }: Asked): boolean =>
  answeredAt !== null && answerKind !== 'moot'

/** What nobody answered, and what nobody needed to: told in a line each, so that the others can be read. */
function inPassing(passed: readonly Asked[], zone: string): string[] {
  const when = ({ at, permalink, reasonInWords }: Asked) =>
    `${linked(fullTime(at, zone), permalink)} (${reasonInWords})`
  const line = (words: string, asked: readonly Asked[]) =>
    asked.length > 0 ? [`- _${words}:_ ${asked.map(when).join(', ')}`] : []
  return [
    ...line(
      'Not answered',
      passed.filter(({ answerKind }) => answerKind !== 'moot'),
    ),
    ...line(
      'No longer needed before anybody answered',
      passed.filter(({ answerKind }) => answerKind === 'moot'),
    ),
  ]
}

function challenge(asked: Asked, zone: string): string {
  const { at, why, question, permalink, reasonInWords, changed } = asked
  const items = [
    `- ${linked(fullTime(at, zone), permalink)} (${reasonInWords}${further[asked.askedOf]}): ${safe(why)} ${safe(question)}`,
    `  - ${outcome(asked)}`,
    ...(changed ? [`  - ${courseChange(asked, changed)}`] : []),
  ]
  return items.join('\n')
}

const further: Record<Asked['askedOf'], string> = {
  commander: '',
  channel: '; asked of the whole channel',
  'fresh eyes': '; fresh eyes proposed',
}

function outcome(asked: Asked): string {
  const { at, answeredAt, answeredBy, answerKind, answer } = asked
  if (!answeredAt || !answerKind) return '_not answered_'
  const said = answer ? `: ${safe(answer)}` : ''
  if (answerKind === 'moot') return `_no longer needed_${said}`
  const after = sayDuration(Date.parse(answeredAt) - Date.parse(at))
  return `${safe(answeredBy ?? 'The ledger')}, after ${after}${how(answerKind, asked.reason)}${said}`
}

/** Answers that speak for themselves, or by what changed after them. */
const plain: readonly AnswerKind[] = ['reply', 'ledger', 'hypothesis', 'test']

function how(kind: AnswerKind, reason: Reason): string {
  if (plain.includes(kind)) return ''
  return kind === 'keep' && reason === 'no_hypothesis' ? ', still looking' : `, ${answerWords[kind]}`
}

const turns: Record<TurnKind, string> = {
  hypothesis: 'another explanation',
  test_begun: 'a test was begun',
  test_closed: 'a test had its result',
  ruled_out: 'an explanation was ruled out',
  parked: 'an explanation was put aside',
}

/** What was answered is not said twice. */
function courseChange({ at: asked, answer }: Asked, { what, text, at }: CourseChange): string {
  const after = sayDuration(Date.parse(at) - Date.parse(asked))
  if (text === answer) return `**The course changed:** ${turns[what]}`
  return `**The course changed** after ${after}, ${turns[what]}: ${safe(text)}`
}

/** Who was asked for fresh eyes, and the figures of the search: nothing where there are none. */
export function searchSections({ briefs, measures, incident: { zone } }: PostMortem): string[] {
  return [
    listSection(
      'Fresh eyes',
      briefs.map((brief) => freshEyes(brief, zone)),
    ),
    listSection(
      'The search in figures',
      measureLines(measures).map((text) => `- ${text}`),
    ),
  ]
}

function freshEyes({ to, requestedBy, sentAt, answeredAt, answer }: BriefAsked, zone: string): string {
  const asked = `- ${fullTime(sentAt, zone)}: ${safe(to)} was asked (by ${safe(requestedBy)})`
  if (!answeredAt) return `${asked}\n  - _not answered_`
  const after = sayDuration(Date.parse(answeredAt) - Date.parse(sentAt))
  return `${asked}\n  - After ${after}: ${safe(answer ?? '')}`
}
