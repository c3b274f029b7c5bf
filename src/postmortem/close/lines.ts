import { type Decision, emptyDecision, isRefusal, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { type LessonCategory, lessonCategories } from '../../core/record/model.ts'
import { dropUndoChanges } from '../../core/undo/undoable.ts'
import { recordLesson } from '../../follow-ups/lesson.ts'
import { stillUnexplained } from '../../investigation/ledger/model.ts'
import { explainObservation, observeUnexplained } from '../../investigation/ledger/unexplained.ts'
import { toOneLine } from '../../platform/text.ts'
import type { Lesson } from '../document/lines.ts'
import type { PostMortemContext } from '../settings.ts'
import type { ResponseState } from '../state.ts'

/** The category of a lesson that names none. */
const defaultLessonCategory: LessonCategory = 'surprise'

const lessonKindPattern = [...lessonCategories, 'wrong'].join('|')
const lessonWithKindPattern = new RegExp(`^(?:went |got )?(${lessonKindPattern})(?:\\s*[:–—-]\\s*|\\s+|$)(.*)$`, 'is')

export type LessonInput = Pick<Lesson, 'category' | 'text'>

/** Parses one lesson per line, with its category first: `badly: nobody knew where the runbook is`. */
export const parseLessons = (text: string): LessonInput[] =>
  splitFieldLines(text).flatMap((line) => {
    const [, kind, rest = ''] = lessonWithKindPattern.exec(line) ?? []
    if (!kind) return [{ category: defaultLessonCategory, text: line }]
    const named = kind.toLowerCase() === 'wrong' ? 'badly' : kind.toLowerCase()
    const category = lessonCategories.find((candidate) => candidate === named) ?? defaultLessonCategory
    return rest ? [{ category, text: rest }] : []
  })

/** The distinct non-empty lines of a field, without bullets. */
const splitFieldLines = (text: string): string[] => [
  ...new Set(
    text
      .split(/\r\n?|\n/)
      .map((line) => toOneLine(line.replace(/^\s*(?:[-*•](?:\s+|$))+/, '')))
      .filter((line) => line !== ''),
  ),
]

/** The lessons of a field that are not recorded yet. */
export const newLessons = (text: string, recorded: readonly LessonInput[]): LessonInput[] =>
  parseLessons(text).filter(
    (lesson) => !recorded.some((other) => other.category === lesson.category && other.text === lesson.text),
  )

export const noteLessons = (ctx: WithActor<PostMortemContext>, lessons: readonly LessonInput[]): Decision[] =>
  lessons.map(({ category, text }) => toSilentDecision(recordLesson(ctx, `${category} ${text}`)) ?? emptyDecision)

/** The observations of a field that are not recorded as unexplained yet. */
export function newUnexplained({ unexplained }: ResponseState, text: string): string[] {
  const recorded = new Set(stillUnexplained(unexplained).map((observation) => toOneLine(observation.text)))
  return splitFieldLines(text).filter((line) => !recorded.has(line))
}

export const noteUnexplained = (ctx: WithActor<PostMortemContext>, lines: readonly string[]): Decision[] =>
  lines.map((line) => toSilentDecision(observeUnexplained(ctx, line)) ?? emptyDecision)

/** The value of a checkbox: an unexplained observation and the hypothesis that explains it. */
export const packExplained = (entryId: string, hypothesisId: string): string => `${entryId}:${hypothesisId}`

/** One decision for each ticked observation; those that can no longer be explained this way are skipped. */
export const noteExplained = (ctx: WithActor<PostMortemContext>, ticked: readonly string[]): Decision[] =>
  ticked.flatMap((packed) => {
    const [entryId = '', hypothesisId = ''] = packed.split(':')
    return toSilentDecision(explainObservation(ctx, entryId, hypothesisId, '')) ?? []
  })

/** Drops the public line and the undo from a decision, since closing has its own; undefined for a refusal. */
export function toSilentDecision(outcome: Decision | Refusal): Decision | undefined {
  if (isRefusal(outcome)) return undefined
  return {
    changes: dropUndoChanges(outcome.changes),
    send: outcome.send.filter(({ call }) => call.do !== 'post'),
  }
}
