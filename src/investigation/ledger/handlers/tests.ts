import type { Decision, Refusal } from '../../../core/decision.ts'
import type { ButtonClicked, ModalSubmitted } from '../../../core/input.ts'
import type { Feature } from '../../../core/registry.ts'
import type { DecisionContext, IncidentState } from '../../../core/state.ts'
import { unfit } from '../../../incident/roles/account.ts'
import { accountOf, namesOf } from '../../../platform/db/people.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import { beginTest } from '../begin-test.ts'
import { closeTest, giveUp, moreTime } from '../close-test.ts'
import { testsModal } from '../details.ts'
import { openRow } from '../ledger.ts'
import { allTests, isRunning, stanceOf, type Test } from '../model.ts'
import { firstOf } from '../offer.ts'
import { moreTimeModal, noneInParticular, resultModal, runningOf, testModal } from '../test-modals.ts'
import { behind, opening, responding } from './common.ts'

function testWith(state: IncidentState, id: string): { test: Test } | Refusal {
  const test = allTests(state).find((known) => known.id === id)
  return test ? { test } : { refusal: 'That test is not there any more.' }
}

/** A test that still runs. */
function running(state: IncidentState, id: string): { test: Test } | Refusal {
  const found = testWith(state, id)
  if ('refusal' in found || isRunning(found.test)) return found
  return { refusal: 'That test has ended already.' }
}

/** One is asked for at once; of several, which. */
function showRunning(state: IncidentState, about: string): Decision | Refusal {
  const tests = runningOf(state, about)
  const [only, ...others] = tests
  if (!only) return { refusal: 'No test is running there any more.' }
  return opening(others.length === 0 ? resultModal(state, only) : testsModal(state, tests))
}

/** The menu of a test. */
function choose(state: IncidentState, input: ButtonClicked, ctx: DecisionContext): Decision | Refusal {
  const [deed, id] = firstOf(input.about)
  const found = running(state, id)
  if ('refusal' in found) return found
  const { test } = found
  if (deed === 'result') return opening(resultModal(state, test))
  if (deed === 'more') return opening(moreTimeModal(state, test))
  const left = runningOf(state, test.hypothesisId ?? noneInParticular).filter((known) => known !== test)
  return behind(state, input, giveUp(state, test, input.by, ctx), (note) => testsModal(state, left, note))
}

/** Who is to look: a person, as far as Slack has told. */
async function begin(
  state: IncidentState,
  { fields, by }: ModalSubmitted,
  ctx: DecisionContext,
  tx: Tx,
): Promise<Decision | Refusal> {
  const { hypothesis, owner: ownerId = by.id, text = '', minutes } = fields
  const account = ownerId === by.id ? null : await accountOf(tx, ownerId)
  const no = account && unfit(account, ownerId)
  if (no) return { refusal: `${no}. A test needs a person.`, field: 'owner' }
  const name = (await namesOf(tx, [ownerId])).get(ownerId)
  const owner = ownerId === by.id ? by : { id: ownerId, ...(name && { name }) }
  const of = hypothesis === noneInParticular ? null : (hypothesis ?? null)
  return beginTest(state, of, text, Number(minutes), by, ctx, owner)
}

/** Tests: begun, given more time, given up, and what came of them. */
export const testHandlers: Feature = {
  buttons: {
    'test.new': responding((state, { about, by }) => {
      const row = about === noneInParticular ? null : openRow(state, about)
      return row && 'refusal' in row ? row : opening(testModal(state, about, by.id))
    }),
    'test.results': responding((state, { about }) => showRunning(state, about)),
    'test.result': responding((state, { about }) => {
      const found = running(state, about)
      return 'refusal' in found ? found : opening(resultModal(state, found.test))
    }),
    'test.row': responding((state, input, ctx) => choose(state, input, ctx)),
  },
  modals: {
    'test.new': responding(begin),
    'test.result': responding((state, { about, fields, by }, ctx) => {
      const found = testWith(state, about)
      if ('refusal' in found) return found
      return closeTest(state, found.test, fields.result ?? '', stanceOf(fields.speaks), by, ctx)
    }),
    'test.more': responding((state, { about, fields, by }, ctx) => {
      const found = testWith(state, about)
      return 'refusal' in found ? found : moreTime(state, found.test, Number(fields.minutes), by, ctx)
    }),
  },
}
