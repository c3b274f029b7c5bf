import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkMessageBlocks } from '../../../playground/blocks/validate.ts'
import { apply } from '../../../test/support/apply.ts'
import { ledgerOperations, none } from '../../../test/support/ledger-operations.ts'
import { assertWhereMet } from '../../../test/support/met.ts'
import { at, changed, contextAt, stateWith } from '../../../test/support/situation.ts'
import { isRefusal } from '../../core/decision.ts'
import type { StateChange } from '../../core/feature/change.ts'
import type { BaseContext } from '../../core/feature/context.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import type { TeamSettings } from '../../features.ts'
import type { PostMortemContext } from '../../postmortem/settings.ts'
import type { ResponseState } from '../../postmortem/state.ts'
import { stillUnexplained } from './model.ts'
import { ledgerMessage } from './view.ts'

interface Done {
  subject: string
  inverse: StateChange[]
}
type Step = { operation: string; pick: number } | { undo: number }

const anOperation = fc.record({
  operation: fc.constantFrom(...Object.keys(ledgerOperations)),
  pick: fc.nat({ max: 7 }),
})
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: anOperation },
  { weight: 1, arbitrary: fc.record({ undo: fc.nat({ max: 3 }) }) },
)

/** Runs one operation, or undoes one. As in the bot, only the latest with its subject can be undone. */
function take(ctx: PostMortemContext, done: Done[], step: Step): ResponseState {
  const { state } = ctx
  if ('undo' in step) {
    const latest = done.filter(
      ({ subject }, index) => !done.slice(index + 1).some((later) => later.subject === subject),
    )
    const undone = latest.at(-1 - step.undo)
    if (!undone) return state
    done.splice(done.indexOf(undone), 1)
    return apply(state, undone.inverse)
  }
  const outcome = ledgerOperations[step.operation]?.(ctx, step.pick) ?? none
  if (isRefusal(outcome)) return state
  done.push(...changed(outcome, undoableDone))
  return apply(state, outcome.changes)
}

/** A starting state with three hypotheses and two unexplained observations. */
const begun = (ctx: BaseContext<TeamSettings>): ResponseState =>
  ['propose', 'propose', 'propose', 'odd', 'odd'].reduce(
    (state, operation, pick) => take({ ...ctx, state }, [], { operation, pick }),
    stateWith(),
  )

it('keeps the ledger consistent and valid for Slack after any sequence of actions and undos', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }), (steps) => {
      const ctx = contextAt(10)
      const done: Done[] = []
      let state = begun(ctx)
      steps.forEach((next, index) => {
        state = take({ ...ctx, now: at(10 + index), state }, done, next)
        const marked = state.hypotheses.filter(({ leads }) => leads)
        expect(marked.length).toBeLessThanOrEqual(1)
        expect(marked.every((hypothesis) => hypothesis.state === 'open')).toBe(true)
        const closed = new Set(
          state.hypotheses.filter((row) => row.state === 'ruled_out' || row.state === 'parked').map(({ id }) => id),
        )
        const explained = state.unexplained.filter(({ explainedBy }) => explainedBy && closed.has(explainedBy))
        expect(explained).toEqual([])
        for (const { entryId } of stillUnexplained(state.unexplained))
          expect(state.unexplained.filter((seen) => seen.entryId === entryId)).toHaveLength(1)
      })
      expect(checkMessageBlocks(ledgerMessage(state).blocks)).toBeUndefined()
    }),
    { numRuns: 400 },
  )
})

it('restores everything but timestamps when an action is undone at once', () => {
  const runs = fc.tuple(fc.array(step, { maxLength: 25, size: 'max' }), anOperation)
  assertWhereMet(runs, { numRuns: 400, atLeast: 100 }, ([steps, last]) => {
    const ctx = contextAt(10)
    const state = steps.reduce((current, next) => take({ ...ctx, state: current }, [], next), begun(ctx))
    const done: Done[] = []
    const after = take({ ...ctx, state }, done, last)
    const back = done[0] ? apply(after, done[0].inverse) : after
    expect(shapeOf(back, state)).toEqual(shapeOf(state, state))
    return done.length
  })
})

/** What people see. Hypotheses not in `before` are left out: an undone one stays parked and keeps its number. */
const shapeOf = ({ hypotheses, otherTests, unexplained }: ResponseState, before: ResponseState) => ({
  rows: hypotheses
    .filter(({ id }) => before.hypotheses.some((row) => row.id === id))
    .map(({ id, state, leads, verdict, reopenedAt, evidence, tests }) => ({
      id,
      state,
      reopenedAt,
      leads,
      verdict,
      tests,
      evidence: evidence.map(({ entryId, stance }) => `${entryId} ${stance}`).sort(),
    })),
  otherTests,
  unexplained: unexplained.map(({ entryId, explainedBy }) => `${entryId} ${explainedBy}`).sort(),
})
