import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkMessageBlocks } from '../../../playground/blocks/validate.ts'
import { apply } from '../../../test/support/apply.ts'
import { assertWhereMet } from '../../../test/support/met.ts'
import { ana, at, changed, momentAt, stateWith } from '../../../test/support/situation.ts'
import { type Decision, isRefusal, type Refusal, type StateChange } from '../../core/decision.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { beginTest } from './begin-test.ts'
import { closeTest, extendTest, giveUp } from './close-test.ts'
import { concludeHypothesis, markLeadingHypothesis, reopenHypothesis, unmarkLeadingHypothesis } from './conclude.ts'
import { addEvidence, addObservedEvidence, withdrawEvidence } from './evidence.ts'
import { stillUnexplained } from './model.ts'
import { proposeDespiteSimilar } from './propose.ts'
import { explainObservation, noExplanationNeeded, observeUnexplained } from './unexplained.ts'
import { ledgerMessage } from './view.ts'

type Deed = (state: IncidentState, pick: number, ctx: DecisionContext) => Decision | Refusal

const none: Refusal = { refusal: 'nothing there' }
const at_ = <T>(all: readonly T[], pick: number): T | undefined => all[pick % Math.max(1, all.length)]
const row = (state: IncidentState, pick: number) => at_(state.hypotheses, pick)
const idOf = (state: IncidentState, pick: number) => row(state, pick)?.id ?? 'nobody'
const testAt = ({ hypotheses, otherTests }: IncidentState, pick: number) =>
  at_([...hypotheses.flatMap(({ tests }) => tests), ...otherTests], pick)
const ifAny = <T>(found: T | undefined, then: (found: T) => Decision | Refusal): Decision | Refusal =>
  found === undefined ? none : then(found)

const deeds: Record<string, Deed> = {
  propose: (state, pick, ctx) => proposeDespiteSimilar(state, `cause ${pick}`, ana, ctx),
  lead: (state, pick, ctx) => markLeadingHypothesis(state, idOf(state, pick), ana, ctx),
  standDown: (state, pick, ctx) => unmarkLeadingHypothesis(state, idOf(state, pick), ana, ctx),
  ruleOut: (state, pick, ctx) => concludeHypothesis(state, idOf(state, pick), 'ruled_out', 'no', ana, ctx),
  park: (state, pick, ctx) => concludeHypothesis(state, idOf(state, pick), 'parked', 'later', ana, ctx),
  confirm: (state, pick, ctx) => concludeHypothesis(state, idOf(state, pick), 'cause', 'seen', ana, ctx),
  reopen: (state, pick, ctx) => reopenHypothesis(state, idOf(state, pick), 'back', ana, ctx),
  observe: (state, pick, ctx) =>
    ifAny(row(state, pick), (held) => addObservedEvidence(state, held, 'seen', pick % 2 ? 'for' : 'against', ana, ctx)),
  against: (state, pick, ctx) =>
    ifAny(row(state, pick), (held) =>
      ifAny(at_(state.unexplained, pick), ({ entryId, text }) =>
        addEvidence(state, held, { id: entryId, text }, pick % 2 ? 'for' : 'against', ana, ctx),
      ),
    ),
  withdraw: (state, pick, ctx) =>
    ifAny(row(state, pick), (held) =>
      ifAny(at_(held.evidence, pick), ({ entryId }) => withdrawEvidence(state, held, entryId, ana, ctx)),
    ),
  begin: (state, pick, ctx) => beginTest(state, row(state, pick)?.id ?? null, 'look', 10, ana, ctx),
  result: (state, pick, ctx) =>
    ifAny(testAt(state, pick), (test) => closeTest(state, test, 'ok', pick % 2 ? 'for' : 'against', ana, ctx)),
  more: (state, pick, ctx) => ifAny(testAt(state, pick), (test) => extendTest(state, test, 60, ana, ctx)),
  giveUp: (state, pick, ctx) => ifAny(testAt(state, pick), (test) => giveUp(state, test, ana, ctx)),
  odd: (state, pick, ctx) => observeUnexplained(state, `odd ${pick}`, ana, ctx),
  explain: (state, pick, ctx) =>
    ifAny(at_(state.unexplained, pick), ({ entryId }) =>
      explainObservation(state, entryId, idOf(state, pick), '', ana, ctx),
    ),
  forget: (state, pick, ctx) =>
    ifAny(at_(state.unexplained, pick), ({ entryId }) =>
      explainObservation(state, entryId, noExplanationNeeded, '', ana, ctx),
    ),
}

interface Done {
  subject: string
  inverse: StateChange[]
}
type Step = { deed: string; pick: number } | { undo: number }

const aDeed = fc.record({ deed: fc.constantFrom(...Object.keys(deeds)), pick: fc.nat({ max: 7 }) })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: aDeed },
  { weight: 1, arbitrary: fc.record({ undo: fc.nat({ max: 3 }) }) },
)

/** Does one thing, or takes one back: as the bot does, only the latest about the same. */
function take(state: IncidentState, done: Done[], given: Step, ctx: DecisionContext): IncidentState {
  if ('undo' in given) {
    const latest = done.filter(
      ({ subject }, index) => !done.slice(index + 1).some((later) => later.subject === subject),
    )
    const deed = latest.at(-1 - given.undo)
    if (!deed) return state
    done.splice(done.indexOf(deed), 1)
    return apply(state, deed.inverse)
  }
  const outcome = deeds[given.deed]?.(state, given.pick, ctx) ?? none
  if (isRefusal(outcome)) return state
  done.push(...changed(outcome, 'undoable.done'))
  return apply(state, outcome.changes)
}

/** Something to work with: three explanations, and two observations that none accounts for. */
const begun = (ctx: DecisionContext): IncidentState =>
  ['propose', 'propose', 'propose', 'odd', 'odd'].reduce(
    (state, deed, pick) => take(state, [], { deed, pick }, ctx),
    stateWith(),
  )

it('whatever is done and taken back in whatever order, the ledger holds together, and Slack takes it', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }), (steps) => {
      const ctx = momentAt(10)
      const done: Done[] = []
      let state = begun(ctx)
      steps.forEach((given, index) => {
        state = take(state, done, given, { ...ctx, now: at(10 + index) })
        const marked = state.hypotheses.filter(({ leads }) => leads)
        expect(marked.length).toBeLessThanOrEqual(1)
        expect(marked.every((held) => held.state === 'open')).toBe(true)
        const off = new Set(
          state.hypotheses.filter((held) => held.state === 'ruled_out' || held.state === 'parked').map(({ id }) => id),
        )
        const explained = state.unexplained.filter(({ explainedBy }) => explainedBy && off.has(explainedBy))
        expect(explained).toEqual([])
        for (const { entryId } of stillUnexplained(state.unexplained))
          expect(state.unexplained.filter((seen) => seen.entryId === entryId)).toHaveLength(1)
      })
      expect(checkMessageBlocks(ledgerMessage(state).blocks)).toBeUndefined()
    }),
    { numRuns: 400 },
  )
})

it('what is done and taken back at once leaves no trace but the hour', () => {
  const runs = fc.tuple(fc.array(step, { maxLength: 25, size: 'max' }), aDeed)
  assertWhereMet(runs, { numRuns: 400, atLeast: 100 }, ([steps, last]) => {
    const ctx = momentAt(10)
    const state = steps.reduce((known, given) => take(known, [], given, ctx), begun(ctx))
    const done: Done[] = []
    const after = take(state, done, last, ctx)
    const back = done[0] ? apply(after, done[0].inverse) : after
    expect(shapeOf(back, state)).toEqual(shapeOf(state, state))
    return done.length
  })
})

/** What people see of it; a hypothesis taken back stays parked, with its number. */
const shapeOf = ({ hypotheses, otherTests, unexplained }: IncidentState, before: IncidentState) => ({
  rows: hypotheses
    .filter(({ id }) => before.hypotheses.some((known) => known.id === id))
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
