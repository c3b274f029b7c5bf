import type { RecordedAction, Recurrence } from '../../core/record/model.ts'
import {
  allTests,
  confirmedCause,
  findLeadingHypothesis,
  type Hypothesis,
  type HypothesisTest,
  openSince,
  selectOpenHypotheses,
  stillUnexplained,
  type Unexplained,
} from '../ledger/model.ts'
import { openWaits, type Wait } from '../ledger/waits/model.ts'
import type { InvestigationState } from '../state.ts'

/** What a question is about. */
export interface Subject {
  hypothesis?: Hypothesis | undefined
  action?: RecordedAction | undefined
  recurrence?: Recurrence | undefined
  wait?: Wait | undefined
  test?: HypothesisTest | undefined
  unexplained?: Unexplained | undefined
}

/** What a challenge is about, as it stands now. Anything withdrawn, ended or removed since is left out. */
export function findChallengeSubject(
  state: InvestigationState,
  { hypothesisId, aboutId }: { hypothesisId: string | null; aboutId: string | null },
): Subject {
  const entry = ({ entryId }: { entryId: string }) => entryId === aboutId
  const row = ({ id }: { id: string }) => id === aboutId
  return {
    hypothesis: state.hypotheses.find(({ id }) => id === hypothesisId),
    action: state.actions.find(entry),
    recurrence: state.recurrences.find(entry),
    wait: openWaits(state.waits).find(row),
    test: allTests(state).find(row),
    unexplained: stillUnexplained(state.unexplained).find(entry),
  }
}

/**
 * The hypothesis to challenge: the one that leads, or else the open one unchallenged the longest, so that a throw-away
 * rival does not silence the question. Undefined beside a confirmed cause.
 */
export function findChallengeableHypothesis(hypotheses: readonly Hypothesis[]): Hypothesis | undefined {
  if (confirmedCause(hypotheses)) return undefined
  return (
    findLeadingHypothesis(hypotheses) ??
    selectOpenHypotheses(hypotheses).toSorted((a, b) => +a.lastChallengedAt - +b.lastChallengedAt)[0]
  )
}

/** The hypothesis the team acts on: the confirmed cause, or else the one to challenge. */
export const findWorkingHypothesis = (hypotheses: readonly Hypothesis[]): Hypothesis | undefined =>
  confirmedCause(hypotheses) ?? findChallengeableHypothesis(hypotheses)

/**
 * The hypothesis an action was taken on. Nobody says which, so it is inferred from those that were open at the time or
 * are confirmed: a cause confirmed by then, else the one that leads, else the youngest.
 */
export function findActedOnHypothesis(
  { hypotheses }: InvestigationState,
  { at }: Pick<RecordedAction, 'at'>,
): Hypothesis | undefined {
  const then = hypotheses.filter(
    (known) =>
      openSince(known) <= at && (known.closedAt === null || known.closedAt > at || known.state === 'confirmed'),
  )
  const cause = then.find(({ verdict, closedAt }) => verdict === 'cause' && closedAt && closedAt <= at)
  return cause ?? then.find(({ leads }) => leads) ?? then.at(-1)
}
