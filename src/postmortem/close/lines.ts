import type { Change, Decision, Refusal } from '../../core/decision.ts'
import { isRefusal, nothing } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import { type LessonCategory, lessonCategories } from '../../core/record/model.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { learn } from '../../follow-ups/lesson.ts'
import { stillUnexplained } from '../../investigation/ledger/model.ts'
import { observeUnexplained, resolve } from '../../investigation/ledger/unexplained.ts'
import { oneLine } from '../../platform/text.ts'
import type { Lesson } from '../document/lines.ts'

/** What a lesson is where nobody says what kind of lesson. */
const otherwise: LessonCategory = 'surprise'

const kinds = [...lessonCategories, 'wrong'].join('|')
const withKind = new RegExp(`^(?:went |got )?(${kinds})(?:\\s*[:–—-]\\s*|\\s+|$)(.*)$`, 'is')

export type LessonTold = Pick<Lesson, 'category' | 'text'>

/** One lesson a line, its kind first: `badly: nobody knew where the runbook is`. */
export const lessonsIn = (text: string): LessonTold[] =>
  linesIn(text).flatMap((line) => {
    const [, kind, rest = ''] = withKind.exec(line) ?? []
    if (!kind) return [{ category: otherwise, text: line }]
    const named = kind.toLowerCase() === 'wrong' ? 'badly' : kind.toLowerCase()
    const category = lessonCategories.find((known) => known === named) ?? otherwise
    return rest ? [{ category, text: rest }] : []
  })

/** The lines of a field that say something, each once, without the signs people put before a list. */
const linesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/\r\n?|\n/)
      .map((line) => oneLine(line.replace(/^\s*(?:[-*•](?:\s+|$))+/, '')))
      .filter((line) => line !== ''),
  ),
]

/** The lessons of a field that nobody has noted yet. */
export const newLessons = (text: string, known: readonly LessonTold[]): LessonTold[] =>
  lessonsIn(text).filter(
    (lesson) => !known.some((other) => other.category === lesson.category && other.text === lesson.text),
  )

export const noteLessons = (
  state: IncidentState,
  lessons: readonly LessonTold[],
  by: Actor,
  ctx: DecisionContext,
): Decision[] =>
  lessons.map(({ category, text }) => quietly(learn(state, `${category} ${text}`, by, ctx)) ?? nothing)

/** The observations of a field that are not on record as unexplained. */
export function newUnexplained({ unexplained }: IncidentState, text: string): string[] {
  const known = new Set(stillUnexplained(unexplained).map((seen) => oneLine(seen.text)))
  return linesIn(text).filter((line) => !known.has(line))
}

export const noteUnexplained = (
  state: IncidentState,
  lines: readonly string[],
  by: Actor,
  ctx: DecisionContext,
): Decision[] => lines.map((line) => quietly(observeUnexplained(state, line, by, ctx)) ?? nothing)

/** What somebody ticked as explained, and by which hypothesis. */
export const packExplained = (entryId: string, hypothesisId: string): string => `${entryId}:${hypothesisId}`

/** One decision for each that can be explained so; what cannot any more is left out. */
export const noteExplained = (
  state: IncidentState,
  ticked: readonly string[],
  by: Actor,
  ctx: DecisionContext,
): Decision[] =>
  ticked.flatMap((packed) => {
    const [entryId = '', hypothesisId = ''] = packed.split(':')
    return quietly(resolve(state, entryId, hypothesisId, '', by, ctx)) ?? []
  })

/** What a deed changes, without a public line or an undo of its own: they are those of the close. */
export function quietly(outcome: Decision | Refusal): Decision | undefined {
  if (isRefusal(outcome)) return undefined
  return {
    changes: withoutUndo(outcome.changes),
    send: outcome.send.filter(({ call }) => call.do !== 'post'),
  }
}

const withoutUndo = (changes: readonly Change[]): Change[] =>
  changes.filter(({ type }) => type !== 'deed.done')
