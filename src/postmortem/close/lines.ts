import type { Decision, Refusal, StateChange } from '../../core/decision.ts'
import { emptyDecision, isRefusal } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import { type LessonCategory, lessonCategories } from '../../core/record/model.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { recordLesson } from '../../follow-ups/lesson.ts'
import { stillUnexplained } from '../../investigation/ledger/model.ts'
import { explainObservation, observeUnexplained } from '../../investigation/ledger/unexplained.ts'
import { toOneLine } from '../../platform/text.ts'
import type { Lesson } from '../document/lines.ts'

/** What a lesson is where nobody says what kind of lesson. */
const defaultLessonCategory: LessonCategory = 'surprise'

const lessonKindPattern = [...lessonCategories, 'wrong'].join('|')
const withKind = new RegExp(`^(?:went |got )?(${lessonKindPattern})(?:\\s*[:–—-]\\s*|\\s+|$)(.*)$`, 'is')

export type LessonInput = Pick<Lesson, 'category' | 'text'>

/** One lesson a line, its kind first: `badly: nobody knew where the runbook is`. */
export const parseLessons = (text: string): LessonInput[] =>
  linesIn(text).flatMap((line) => {
    const [, kind, rest = ''] = withKind.exec(line) ?? []
    if (!kind) return [{ category: defaultLessonCategory, text: line }]
    const named = kind.toLowerCase() === 'wrong' ? 'badly' : kind.toLowerCase()
    const category = lessonCategories.find((known) => known === named) ?? defaultLessonCategory
    return rest ? [{ category, text: rest }] : []
  })

/** The lines of a field that say something, each once, without the signs people put before a list. */
const linesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/\r\n?|\n/)
      .map((line) => toOneLine(line.replace(/^\s*(?:[-*•](?:\s+|$))+/, '')))
      .filter((line) => line !== ''),
  ),
]

/** The lessons of a field that nobody has noted yet. */
export const newLessons = (text: string, known: readonly LessonInput[]): LessonInput[] =>
  parseLessons(text).filter(
    (lesson) => !known.some((other) => other.category === lesson.category && other.text === lesson.text),
  )

export const noteLessons = (
  state: IncidentState,
  lessons: readonly LessonInput[],
  by: Actor,
  ctx: DecisionContext,
): Decision[] =>
  lessons.map(
    ({ category, text }) => toSilentDecision(recordLesson(state, `${category} ${text}`, by, ctx)) ?? emptyDecision,
  )

/** The observations of a field that are not on record as unexplained. */
export function newUnexplained({ unexplained }: IncidentState, text: string): string[] {
  const known = new Set(stillUnexplained(unexplained).map((seen) => toOneLine(seen.text)))
  return linesIn(text).filter((line) => !known.has(line))
}

export const noteUnexplained = (
  state: IncidentState,
  lines: readonly string[],
  by: Actor,
  ctx: DecisionContext,
): Decision[] => lines.map((line) => toSilentDecision(observeUnexplained(state, line, by, ctx)) ?? emptyDecision)

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
    return toSilentDecision(explainObservation(state, entryId, hypothesisId, '', by, ctx)) ?? []
  })

/** What a deed changes, without a public line or an undo of its own: they are those of the close. */
export function toSilentDecision(outcome: Decision | Refusal): Decision | undefined {
  if (isRefusal(outcome)) return undefined
  return {
    changes: dropUndoChanges(outcome.changes),
    send: outcome.send.filter(({ call }) => call.do !== 'post'),
  }
}

const dropUndoChanges = (changes: readonly StateChange[]): StateChange[] =>
  changes.filter(({ type }) => type !== 'undoable.done')
