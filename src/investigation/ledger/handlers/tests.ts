import { answerWithModal, type Decision, type Refusal } from '../../../core/decision.ts'
import type { WithActor } from '../../../core/feature/context.ts'
import type { Feature } from '../../../core/feature/feature.ts'
import { type Clicked, onAction, onModal } from '../../../core/feature/on-control.ts'
import { explainRoleIneligibility } from '../../../incident/roles/eligibility.ts'
import { accountOf, namesOf } from '../../../platform/db/people.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import type { InvestigationContext } from '../../settings.ts'
import type { InvestigationState } from '../../state.ts'
import { beginTest } from '../begin-test.ts'
import { closeTest, extendTest, giveUpTest } from '../close-test.ts'
import { type TestVerb, testActions, testModals } from '../controls.ts'
import { testsModal } from '../details.ts'
import { lookUpOpenHypothesis } from '../ledger.ts'
import { allTests, type HypothesisTest, isRunning, stanceOf } from '../model.ts'
import { beginTestModal, moreTimeModal, noHypothesisValue, runningOf, testResultModal } from '../test-modals.ts'
import { redrawModalAfter } from './common.ts'

function requireKnownTest(state: InvestigationState, id: string): { test: HypothesisTest } | Refusal {
  const test = allTests(state).find((candidate) => candidate.id === id)
  return test ? { test } : { refusal: 'That test is not there any more.' }
}

function requireRunningTest(state: InvestigationState, id: string): { test: HypothesisTest } | Refusal {
  const found = requireKnownTest(state, id)
  if ('refusal' in found || isRunning(found.test)) return found
  return { refusal: 'That test has ended already.' }
}

/** Asks for the result of the only running test, or lists several to choose from. */
function askForTestResult(state: InvestigationState, hypothesisId: string | null): Decision | Refusal {
  const tests = runningOf(state, hypothesisId)
  const [only, ...others] = tests
  if (!only) return { refusal: 'No test is running there any more.' }
  return answerWithModal(others.length === 0 ? testResultModal(state, only) : testsModal(state, tests))
}

/** Handles the overflow menu of a test. */
function handleTestMenu(
  ctx: WithActor<InvestigationContext>,
  input: Clicked<{ verb: TestVerb; id: string }>,
): Decision | Refusal {
  const { state } = ctx
  const { verb, id } = input.about
  const found = requireRunningTest(state, id)
  if ('refusal' in found) return found
  const { test } = found
  if (verb === 'result') return answerWithModal(testResultModal(state, test))
  if (verb === 'more') return answerWithModal(moreTimeModal(state, test))
  const left = runningOf(state, test.hypothesisId).filter((candidate) => candidate !== test)
  return redrawModalAfter(state, input, giveUpTest(ctx, test), (note) => testsModal(state, left, note))
}

type TestFields = Partial<Record<'text' | 'owner' | 'minutes' | 'hypothesis', string>>

/** Begins a test from the modal. Refuses an owner who Slack says cannot hold a role, such as a bot. */
async function beginTestFromModal(
  ctx: WithActor<InvestigationContext>,
  { fields }: { fields: TestFields },
  tx: Tx,
): Promise<Decision | Refusal> {
  const { by } = ctx
  const { hypothesis, owner: ownerId = by.id, text = '', minutes } = fields
  const account = ownerId === by.id ? null : await accountOf(tx, ownerId)
  const ineligibility = account && explainRoleIneligibility(account, ownerId)
  if (ineligibility) return { refusal: `${ineligibility}. A test needs a person.`, field: 'owner' }
  const name = (await namesOf(tx, [ownerId])).get(ownerId)
  const owner = ownerId === by.id ? by : { id: ownerId, ...(name && { name }) }
  const of = hypothesis === noHypothesisValue ? null : (hypothesis ?? null)
  return beginTest(ctx, of, { words: text, minutes: Number(minutes), owner })
}

/** Actions and modals that begin, extend, give up and conclude tests. */
export const testHandlers = {
  actions: [
    onAction(testActions.begin, 'respond', ({ state }, { about: { hypothesisId }, by }) => {
      const row = hypothesisId === null ? null : lookUpOpenHypothesis(state, hypothesisId)
      return row && 'refusal' in row ? row : answerWithModal(beginTestModal(state, hypothesisId, by.id))
    }),
    onAction(testActions.results, 'respond', ({ state }, { about }) => askForTestResult(state, about.hypothesisId)),
    onAction(testActions.result, 'respond', ({ state }, { about }) => {
      const found = requireRunningTest(state, about.id)
      return 'refusal' in found ? found : answerWithModal(testResultModal(state, found.test))
    }),
    onAction(testActions.row, 'respond', handleTestMenu),
  ],
  modals: [
    onModal(testModals.begin, 'respond', beginTestFromModal),
    onModal(testModals.result, 'respond', (ctx, { about, fields }) => {
      const found = requireKnownTest(ctx.state, about.id)
      if ('refusal' in found) return found
      return closeTest(ctx, found.test, fields.result ?? '', stanceOf(fields.speaks))
    }),
    onModal(testModals.moreTime, 'respond', (ctx, { about, fields }) => {
      const found = requireKnownTest(ctx.state, about.id)
      return 'refusal' in found ? found : extendTest(ctx, found.test, Number(fields.minutes))
    }),
  ],
} satisfies Pick<Feature<InvestigationContext>, 'actions' | 'modals'>
