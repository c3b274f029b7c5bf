import type { RecordedAction, Recurrence } from '../../core/record/model.ts'
import type { IncidentState } from '../../core/state.ts'
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

/** What a question is about. */
export interface Subject {
  hypothesis?: Hypothesis | undefined
  action?: RecordedAction | undefined
  recurrence?: Recurrence | undefined
  wait?: Wait | undefined
  test?: HypothesisTest | undefined
  unexplained?: Unexplained | undefined
}

/** What a challenge is about, as it stands now: what was withdrawn or removed since is not there any more. */
export function findChallengeSubject(
  state: IncidentState,
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
 * What may be questioned: what leads, or is open longest unquestioned, so that a throw-away rival does not silence the
 * question. Beside a confirmed cause nothing is.
 */
export function findChallengeableHypothesis(hypotheses: readonly Hypothesis[]): Hypothesis | undefined {
  if (confirmedCause(hypotheses)) return undefined
  return (
    findLeadingHypothesis(hypotheses) ??
    selectOpenHypotheses(hypotheses).toSorted((a, b) => +a.lastChallengedAt - +b.lastChallengedAt)[0]
  )
}

/** The explanation the team acts on: the confirmed cause, or else what may be questioned. */
export const findWorkingHypothesis = (hypotheses: readonly Hypothesis[]): Hypothesis | undefined =>
  confirmedCause(hypotheses) ?? findChallengeableHypothesis(hypotheses)

/**
 * The hypothesis an action was taken on: nobody says so, but it is the one that was open, or confirmed, at that
 * time; of several the cause that was confirmed by then, the one that leads, or else the youngest.
 */
export function findActedOnHypothesis(
  { hypotheses }: IncidentState,
  { at }: Pick<RecordedAction, 'at'>,
): Hypothesis | undefined {
  const then = hypotheses.filter(
    (known) =>
      openSince(known) <= at && (known.closedAt === null || known.closedAt > at || known.state === 'confirmed'),
  )
  const cause = then.find(({ verdict, closedAt }) => verdict === 'cause' && closedAt && closedAt <= at)
  return cause ?? then.find(({ leads }) => leads) ?? then.at(-1)
}
