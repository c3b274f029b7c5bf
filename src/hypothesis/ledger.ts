import type { Send } from '../delivery/call.ts'
import type { Change } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import type { Hypothesis, Verdict } from './model.ts'

/** Brings the ledger in the channel up to date. */
export const refreshed = ({ incident }: IncidentState): Send[] => [
  { to: { incident: incident.id }, call: { do: 'refresh', board: 'ledger' } },
]

/** Two statements are the same when only case, spaces and punctuation differ; of nothing else, when they are equal. */
const alike = (a: string, b: string): boolean => (plain(a) || a.trim()) === (plain(b) || b.trim())
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The hypothesis that says the same, whatever its state. */
export const withStatement = (state: IncidentState, statement: string): Hypothesis | undefined =>
  state.hypotheses.find((hypothesis) => alike(hypothesis.statement, statement))

type Proposed = Extract<Change, { type: 'hypothesis.proposed' }>

/** A hypothesis in somebody's words; `openedAt` when they were written earlier than now. */
export interface Wording {
  statement: string
  by: Actor
  entryId: string
  openedAt?: Date
}

/** A further row of the ledger, numbered after the last. */
export function newRow(
  state: IncidentState,
  { statement, by, entryId, openedAt }: Wording,
  moment: Moment,
): Proposed {
  return {
    type: 'hypothesis.proposed',
    id: moment.newId(),
    incidentId: state.incident.id,
    number: Math.max(0, ...state.hypotheses.map((hypothesis) => hypothesis.number)) + 1,
    statement,
    by: by.id,
    openedAt: openedAt ?? moment.now,
    at: moment.now,
    entryId,
  }
}

/** A row leaves the table. */
export const closed = (
  { id }: Pick<Hypothesis, 'id'>,
  state: 'ruled_out' | 'confirmed' | 'parked',
  verdict: Verdict | null,
  because: string | null,
  by: Actor,
  { now }: Moment,
): Change => ({ type: 'hypothesis.closed', id, state, verdict, because, by: by.id, at: now })

/** The rows that changes add, as they stand once those are written. */
export const heldBy = (changes: readonly Change[]): Hypothesis[] =>
  changes.flatMap((change) => (change.type === 'hypothesis.proposed' ? [rowOf(change)] : []))

export function rowOf(change: Proposed): Hypothesis {
  const { type: _, incidentId: __, by: proposedBy, at: questionedAt, ...rest } = change
  const fresh = { state: 'open', verdict: null, leads: false } as const
  return {
    ...rest,
    ...fresh,
    proposedBy,
    questionedAt,
    closedAt: null,
    closedBy: null,
    closedBecause: null,
    evidence: [],
    tests: [],
  }
}
