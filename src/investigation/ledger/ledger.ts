import type { Decision, Refusal } from '../../core/decision.ts'
import type { ChangeOf, StateChange, StoredChange } from '../../core/feature/change.ts'
import type { BaseContext, WithActor } from '../../core/feature/context.ts'
import type { Actor } from '../../core/input.ts'
import type { Send } from '../../core/outbox/call.ts'
import { entryBy } from '../../core/record/entry.ts'
import type { WordedData } from '../../core/record/entry-data.ts'
import type { EntryKind } from '../../core/record/model.ts'
import { recordEntry } from '../../core/record/record-entry.ts'
import { clipText, escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { extractProse } from '../../platform/text.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { hypothesisClosed, hypothesisProposed } from './changes.ts'
import { type Hypothesis, stateName } from './model.ts'

/** Refreshes the ledger's live message. With `only: 'standing'` it edits an existing message and never posts one. */
export const makeLedgerRefresh = ({ incident }: InvestigationState, only?: 'standing'): Send[] => [
  { to: { incident: incident.id }, call: { do: 'refresh', liveMessage: 'ledger', ...(only && { only }) } },
]

/** Finds a hypothesis in any state. */
export function lookUpHypothesis(state: InvestigationState, id: string): { hypothesis: Hypothesis } | Refusal {
  const hypothesis = state.hypotheses.find((candidate) => candidate.id === id)
  return hypothesis ? { hypothesis } : { refusal: 'That hypothesis is not in this ledger.' }
}

/** Finds a hypothesis and refuses if it is closed. */
export function lookUpOpenHypothesis(state: InvestigationState, id: string): { hypothesis: Hypothesis } | Refusal {
  const row = lookUpHypothesis(state, id)
  return 'refusal' in row ? row : (refuseUnlessOpen(row.hypothesis) ?? row)
}

export const refuseUnlessOpen = ({ state, statement }: Pick<Hypothesis, 'state' | 'statement'>): Refusal | undefined =>
  state === 'open' ? undefined : { refusal: `It is ${stateName[state]} already: “${escapeMrkdwn(statement)}”.` }

/** A statement in mrkdwn for a public line, clipped to `most` characters. */
export const formatStatement = ({ statement }: Pick<Hypothesis, 'statement'>, most = 150): string =>
  `*${escapeMrkdwn(clipText(statement, most))}*`

/** An entry's text in mrkdwn for a public line, clipped to 300 characters. */
export const formatEntryQuote = (text: string): string => escapeMrkdwn(clipText(extractProse(text), 300))

type HypothesisProposedChange = ChangeOf<typeof hypothesisProposed>

/** A hypothesis about to be proposed; `openedAt` is the time of its message and defaults to now. */
export interface HypothesisWording {
  statement: string
  by: Actor
  entryId: string
  openedAt?: Date
}

/** A new open hypothesis with the next number. */
export function makeHypothesisProposedChange(
  ctx: InvestigationContext,
  { statement, by, entryId, openedAt }: HypothesisWording,
): HypothesisProposedChange {
  const { state } = ctx
  return hypothesisProposed({
    id: ctx.newId(),
    incidentId: state.incident.id,
    number: Math.max(0, ...state.hypotheses.map((hypothesis) => hypothesis.number)) + 1,
    statement,
    by: by.id,
    openedAt: openedAt ?? ctx.now,
    at: ctx.now,
    entryId,
  })
}

export const makeHypothesisClosedChange = (
  { by, now }: WithActor<BaseContext>,
  { id }: Pick<Hypothesis, 'id'>,
  end: Pick<ChangeOf<typeof hypothesisClosed>, 'state' | 'verdict' | 'because'>,
): ChangeOf<typeof hypothesisClosed> => hypothesisClosed({ id, ...end, by: by.id, at: now })

/** The hypotheses that `changes` propose, as they will be once stored. */
export const collectProposedHypotheses = (changes: readonly StateChange[]): Hypothesis[] =>
  changes.flatMap((change) => (hypothesisProposed.is(change) ? [hypothesisFromProposedChange(change)] : []))

export function hypothesisFromProposedChange(change: HypothesisProposedChange): Hypothesis {
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

/** A user action in the ledger. */
export interface LedgerAction {
  /** What the timeline entry says, in somebody's words or in the bot's own. */
  entry: string | WordedData
  /** Start of the public line, in mrkdwn; struck through when undone. */
  words: string
  /** What follows the author's name in the public line. */
  more?: string
  /** What the action is about; only the latest action with the same subject can be undone. */
  subject: string
  /** The changes it makes, given the id of its entry. */
  changes: (entryId: string) => StateChange[]
  /** The changes that undo it. */
  back: (entryId: string) => StoredChange[]
  kind?: EntryKind
}

/** Records a ledger action: a timeline entry, one public line, and an undo. */
export function recordLedgerAction(
  ctx: WithActor<InvestigationContext>,
  { entry: worded, words, more = '', subject, changes, back, kind = 'evidence' }: LedgerAction,
): Decision {
  const {
    state: { incident },
    by,
  } = ctx
  const entry = entryBy(ctx, incident.id, kind, worded)
  const line = `${words} · ${nameOrMention(by)}${more}`
  const recording = { entry, line, words, subject, changes: changes(entry.id), back: back(entry.id) }
  return recordEntry(ctx, recording)
}
