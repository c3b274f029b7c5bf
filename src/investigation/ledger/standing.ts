import type { Standing } from '../../core/feature/context.ts'
import { findDisplayName } from '../../core/state.ts'
import { excerptMrkdwn, formatElapsed } from '../../incident/roles/lines.ts'
import { sayDuration } from '../../platform/time/durations.ts'
import type { InvestigationState } from '../state.ts'
import {
  countOf,
  findLeadingHypothesis,
  type Hypothesis,
  type HypothesisTest,
  openSince,
  runningTests,
  selectOpenHypotheses,
  stillUnexplained,
} from './model.ts'

/** What the ledger says of where the incident stands. */
export const summarizeLedger = (state: InvestigationState, now: Date): Partial<Standing> => ({
  believed: selectActiveHypotheses(state).map((hypothesis) => summarizeHypothesis(state, hypothesis, now)),
  underway: [runningTests(state).map((test) => summarizeTest(state, test, now))],
  unexplained: stillUnexplained(state.unexplained).map(({ text }) => text),
})

/** The confirmed causes, then the open hypotheses with the leading one first. */
function selectActiveHypotheses({ hypotheses }: InvestigationState): Hypothesis[] {
  const lead = findLeadingHypothesis(hypotheses)
  const open = selectOpenHypotheses(hypotheses).toSorted((a, b) => Number(b === lead) - Number(a === lead))
  return [...hypotheses.filter(({ verdict }) => verdict === 'cause'), ...open]
}

export function summarizeHypothesis(state: InvestigationState, hypothesis: Hypothesis, now: Date): string {
  const statement = `“${excerptMrkdwn(hypothesis.statement, 120)}”`
  if (hypothesis.state === 'confirmed') return `${statement} is confirmed`
  const leads = findLeadingHypothesis(state.hypotheses)?.id === hypothesis.id ? ' leads' : ''
  return `${statement}${leads}: ${countOf(hypothesis, 'for')} for, ${countOf(hypothesis, 'against')} against, ${formatElapsed(openSince(hypothesis), now)}`
}

function summarizeTest(state: InvestigationState, { text, ownerId, dueAt }: HypothesisTest, now: Date): string {
  const left = dueAt.getTime() - now.getTime()
  const due = left >= 0 ? `due in ${sayDuration(left)}` : `overdue by ${sayDuration(-left)}`
  return `test “${excerptMrkdwn(text)}” (${excerptMrkdwn(findDisplayName(state, ownerId), 40)}, ${due})`
}
