import type { CallCompleted } from './outbox/outcome.ts'
import type { Feature, Registry } from './registry.ts'

/** A feature's part in what follows from a call, with what that feature is told of the call. */
interface CompletionStep {
  run: NonNullable<Feature['callCompleted']>['run']
  told: CallCompleted
}

/** What is written of a call that came back; not `isWhole` where a part of it failed before. */
export interface CompletionAttempt {
  parts: readonly CompletionStep[]
  isWhole: boolean
}

/** What a feature is told in place of an answer it cannot follow. */
const unusableOutcome = { kind: 'refused', error: 'unusable_answer' } as const

/**
 * What to try, in turn, until it can be written: all that follows, and once more; all, while one feature is told that
 * the call failed; all but one feature's part; at last nothing but what became of the call, whatever its answer holds.
 */
export function planCompletionAttempts(
  { features }: Pick<Registry, 'features'>,
  input: CallCompleted,
): CompletionAttempt[] {
  const concerned = features.flatMap(({ callCompleted: answered }) => (answered?.concerns(input) ? [answered] : []))
  const parts = concerned.map(({ run }): CompletionStep => ({ run, told: input }))
  const failed: CallCompleted = { ...input, outcome: unusableOutcome }
  const spared = concerned.flatMap(({ concerns, run }, index) =>
    concerns(failed) ? [parts.with(index, { run, told: failed })] : [],
  )
  const left = parts.map((part) => parts.filter((other) => other !== part))
  const whole = { parts, isWhole: true }
  const reduced = [...spared, ...left, ...(parts.length > 1 ? [[]] : [])]
  return [whole, whole, ...reduced.map((some) => ({ parts: some, isWhole: false }))]
}
