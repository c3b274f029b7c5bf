import type { Decision } from '../decision.ts'
import type { CompletionHandler } from '../feature/handler.ts'
import type { Registry } from '../feature/registry.ts'
import { callSent } from '../outbox/changes.ts'
import type { CallCompleted } from '../outbox/outcome.ts'

/** One feature's handler of a completed call, with the outcome it is given. */
interface CompletionStep {
  handler: CompletionHandler
  told: CallCompleted
}

/** One way to handle a completed call. `isWhole` is false if it leaves out something that failed before. */
export interface CompletionAttempt {
  parts: readonly CompletionStep[]
  isWhole: boolean
}

/** Whether nothing follows from a completed call but the end of its row. So it is with most: a mark, a topic, a line. */
export const hasNoConsequences = (attempts: readonly CompletionAttempt[], { changes }: Decision): boolean =>
  attempts.every(({ parts }) => parts.length === 0) && changes.every(callSent.is)

/** Replaces an answer that a feature failed to handle. */
const unusableOutcome = { kind: 'refused', error: 'unusable_answer' } as const

/**
 * Lists the attempts to make, in order, until one can be committed: every feature, twice; every feature, one of them
 * being told that the call failed; every feature but one; and finally none, so that the call can always be finished.
 */
export function planCompletionAttempts(
  { features }: Pick<Registry, 'features'>,
  input: CallCompleted,
): CompletionAttempt[] {
  const concerned = features
    .flatMap(({ callCompleted = [] }) => callCompleted)
    .filter((handler) => handler.concerns(input))
  const parts = concerned.map((handler): CompletionStep => ({ handler, told: input }))
  const failed: CallCompleted = { ...input, outcome: unusableOutcome }
  const withFailure = concerned.flatMap((handler, index) =>
    handler.concerns(failed) ? [parts.with(index, { handler, told: failed })] : [],
  )
  const withoutOne = parts.map((part) => parts.filter((other) => other !== part))
  const whole = { parts, isWhole: true }
  const reduced = [...withFailure, ...withoutOne, ...(parts.length > 1 ? [[]] : [])]
  return [whole, whole, ...reduced.map((some) => ({ parts: some, isWhole: false }))]
}
