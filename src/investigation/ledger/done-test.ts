import type { Decision, Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import type { Actor } from '../../core/input.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { closeTest } from './close-test.ts'
import { type HypothesisTest, runningTests, stanceOf } from './model.ts'

const doneCommandPattern = /^done\b\s*:?\s*(?:(for|against|neither)\b\s*:?\s*)?(.*)$/is

/**
 * Closes a test from `done against: it times out without the ALB, too`: the author's running test that is due first, or
 * if they have none, the first due of all. Undefined if the words do not begin with `done`.
 */
export function closeTestFromCommand(
  ctx: WithActor<InvestigationContext>,
  words: string,
): Decision | Refusal | undefined {
  const { state, by } = ctx
  const [whole, says = '', result = ''] = doneCommandPattern.exec(words) ?? []
  if (whole === undefined) return undefined
  const test = findFirstDueTest(state, by)
  if (!test) return { refusal: `No test is running. \`${ctx.settings.command} test …\` begins one.` }
  return closeTest(ctx, test, result, stanceOf(says.toLowerCase()))
}

function findFirstDueTest(state: InvestigationState, { id }: Actor): HypothesisTest | undefined {
  const inOrder = runningTests(state).toSorted((a, b) => +a.dueAt - +b.dueAt)
  return inOrder.find(({ ownerId }) => ownerId === id) ?? inOrder[0]
}
