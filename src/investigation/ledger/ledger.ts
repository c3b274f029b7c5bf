import type { Decision, Refusal, StateChange } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import { entryBy } from '../../core/record/entry.ts'
import type { EntryKind } from '../../core/record/model.ts'
import { recordEntry } from '../../core/record/record-entry.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { clipText, escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { extractProse } from '../../platform/text.ts'
import { type Hypothesis, selectOpenHypotheses, stateName, type Verdict } from './model.ts'
import { nearlySame } from './similarity.ts'

/** Brings the ledger in the channel up to date. */
export const makeLedgerRefresh = ({ incident }: IncidentState, only?: 'standing'): Send[] => [
  { to: { incident: incident.id }, call: { do: 'refresh', liveMessage: 'ledger', ...(only && { only }) } },
]

/** Two statements are the same when only case, spaces and punctuation differ; of nothing else, when they are equal. */
const isSameStatement = (a: string, b: string): boolean =>
  (normalizeStatement(a) || a.trim()) === (normalizeStatement(b) || b.trim())
const normalizeStatement = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The hypothesis that says the same, whatever its state. */
export const findHypothesisByStatement = (state: IncidentState, statement: string): Hypothesis | undefined =>
  state.hypotheses.find((hypothesis) => isSameStatement(hypothesis.statement, statement))

/** A hypothesis that says the same as some words, or nearly. */
export interface SimilarHypothesis {
  hypothesis: Hypothesis
  isSame: boolean
}

/** The same hypothesis, or one much like it, whatever its state; an open one before any other. */
export function findSimilarHypothesis(state: IncidentState, statement: string): SimilarHypothesis | undefined {
  const same = findHypothesisByStatement(state, statement)
  if (same) return { hypothesis: same, isSame: true }
  const near = state.hypotheses.filter((known) => nearlySame(known.statement, statement))
  const hypothesis = selectOpenHypotheses(near)[0] ?? near.at(-1)
  return hypothesis && { hypothesis, isSame: false }
}

/** A row of the ledger, whatever its state. */
export function lookUpHypothesis(state: IncidentState, id: string): { hypothesis: Hypothesis } | Refusal {
  const hypothesis = state.hypotheses.find((known) => known.id === id)
  return hypothesis ? { hypothesis } : { refusal: 'That hypothesis is not in this ledger.' }
}

/** A row that is still open. */
export function lookUpOpenHypothesis(state: IncidentState, id: string): { hypothesis: Hypothesis } | Refusal {
  const row = lookUpHypothesis(state, id)
  return 'refusal' in row ? row : (refuseUnlessOpen(row.hypothesis) ?? row)
}

export const refuseUnlessOpen = ({ state, statement }: Pick<Hypothesis, 'state' | 'statement'>): Refusal | undefined =>
  state === 'open' ? undefined : { refusal: `It is ${stateName[state]} already: “${escapeMrkdwn(statement)}”.` }

/** A hypothesis in a public line. */
export const formatStatement = ({ statement }: Pick<Hypothesis, 'statement'>, most = 150): string =>
  `*${escapeMrkdwn(clipText(statement, most))}*`

/** What people wrote of an entry, in a public line. */
export const formatEntryQuote = (text: string): string => escapeMrkdwn(clipText(extractProse(text), 300))

type Proposed = Extract<StateChange, { type: 'hypothesis.proposed' }>

/** A hypothesis in somebody's words; `openedAt` when they were written earlier than now. */
export interface HypothesisWording {
  statement: string
  by: Actor
  entryId: string
  openedAt?: Date
}

/** A further row of the ledger, numbered after the last. */
export function makeHypothesisProposedChange(
  state: IncidentState,
  { statement, by, entryId, openedAt }: HypothesisWording,
  ctx: DecisionContext,
): Proposed {
  return {
    type: 'hypothesis.proposed',
    id: ctx.newId(),
    incidentId: state.incident.id,
    number: Math.max(0, ...state.hypotheses.map((hypothesis) => hypothesis.number)) + 1,
    statement,
    by: by.id,
    openedAt: openedAt ?? ctx.now,
    at: ctx.now,
    entryId,
  }
}

/** A row leaves the table. */
export const makeHypothesisClosedChange = (
  { id }: Pick<Hypothesis, 'id'>,
  state: 'ruled_out' | 'confirmed' | 'parked',
  verdict: Verdict | null,
  because: string | null,
  by: Actor,
  { now }: DecisionContext,
): Extract<StateChange, { type: 'hypothesis.closed' }> => ({
  type: 'hypothesis.closed',
  id,
  state,
  verdict,
  because,
  by: by.id,
  at: now,
})

/** The rows that changes add, as they stand once those are written. */
export const collectProposedHypotheses = (changes: readonly StateChange[]): Hypothesis[] =>
  changes.flatMap((change) => (change.type === 'hypothesis.proposed' ? [hypothesisFromProposedChange(change)] : []))

export function hypothesisFromProposedChange(change: Proposed): Hypothesis {
  const { type: _, incidentId: __, by: proposedBy, at: lastChallengedAt, ...rest } = change
  const fresh = { state: 'open', verdict: null, leads: false } as const
  return {
    ...rest,
    ...fresh,
    proposedBy,
    lastChallengedAt,
    reopenedAt: null,
    closedAt: null,
    closedBy: null,
    closedBecause: null,
    evidence: [],
    tests: [],
  }
}

/** Something done in the ledger. */
export interface LedgerAction {
  /** As the timeline tells it. */
  text: string
  /** As the channel reads it, in mrkdwn; crossed out when it is taken back. */
  words: string
  /** What the line says besides who did it. */
  more?: string
  subject: string
  /** From the id of its entry. */
  changes: (entryId: string) => StateChange[]
  back: (entryId: string) => StateChange[]
  kind?: EntryKind
}

/** A deed of the ledger: its entry, one public line, and its way back. */
export function recordLedgerAction(
  { incident }: IncidentState,
  { text, words, more = '', subject, changes, back, kind = 'evidence' }: LedgerAction,
  by: Actor,
  ctx: DecisionContext,
): Decision {
  const entry = entryBy(ctx, incident.id, kind, text, by)
  const line = `${words} · ${nameOrMention(by)}${more}`
  const done = { entry, line, words, subject, changes: changes(entry.id), back: back(entry.id) }
  return recordEntry(done, by, ctx)
}
