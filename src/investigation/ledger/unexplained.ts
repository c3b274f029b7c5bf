import type { Decision, Refusal, StateChange } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { toOneLine, withRest } from '../../platform/text.ts'
import { makeEvidenceAddedChanges, makeEvidenceRemovedChange, restoreEvidenceChanges } from './evidence.ts'
import {
  formatEntryQuote,
  formatStatement,
  type LedgerAction,
  lookUpHypothesis,
  recordLedgerAction,
  refuseUnlessOpen,
} from './ledger.ts'
import { type CitableEntry, citableEntryKinds, type Hypothesis, stillUnexplained, type Unexplained } from './model.ts'

/** An entry that no hypothesis accounts for, somebody says. */
export function markUnexplained(
  state: IncidentState,
  { id: entryId, text, kind }: Pick<CitableEntry, 'id' | 'text' | 'kind'>,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  if (!citableEntryKinds.some((known) => known === kind))
    return {
      refusal: `Only what was seen or done can need explaining; this entry is of kind ${kind}.`,
      field: 'entry',
    }
  const known = state.unexplained.find((seen) => seen.entryId === entryId)
  if (known && !known.explainedAt) return { refusal: 'It is among what nobody has explained already.', field: 'entry' }
  const deed = {
    text: `Unexplained: ${text}`,
    words: `*Unexplained:* ${formatEntryQuote(text)}`,
    subject: `unexplained ${entryId}`,
    changes: () => [makeUnexplainedChange(state, entryId, ctx.now)],
    back: (): StateChange[] => (known ? [explainedAs(known)] : [{ type: 'observation.forgotten', entryId }]),
  }
  return recordLedgerAction(state, deed, by, ctx)
}

/** Something new that somebody saw and nobody can account for. */
export function observeUnexplained(
  state: IncidentState,
  words: string,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const text = toOneLine(words)
  if (!text) return { refusal: 'What has nobody explained? A few words are enough.', field: 'text' }
  const deed = {
    text,
    kind: 'observation' as const,
    words: `*Unexplained:* ${formatEntryQuote(text)}`,
    subject: 'unexplained',
    changes: (entryId: string) => [makeUnexplainedChange(state, entryId, ctx.now)],
    back: (entryId: string): StateChange[] => [{ type: 'observation.forgotten', entryId }],
  }
  return recordLedgerAction(state, deed, by, ctx)
}

/** What people can say of something unexplained besides which hypothesis accounts for it. */
export const noExplanationNeeded = 'none'
export const somethingElse = 'else'

/** A hypothesis, or something else, accounts for what was unexplained, or it needs no explaining; `words` say how. */
export function explainObservation(
  state: IncidentState,
  entryId: string,
  by: Hypothesis['id'] | typeof noExplanationNeeded | typeof somethingElse,
  words: string,
  actor: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const seen = stillUnexplained(state.unexplained).find((known) => known.entryId === entryId)
  if (!seen) return { refusal: 'That is not among what nobody has explained any more.', field: 'entry' }
  const how = toOneLine(words)
  const told = resolved(state, seen, by, how, actor, ctx)
  if ('refusal' in told) return told
  const deed = {
    ...told,
    text: withRest(told.text, how),
    more: withRest('', formatEntryQuote(how)),
    subject: `unexplained ${entryId}`,
  }
  return recordLedgerAction(state, deed, actor, ctx)
}

type Resolved = Pick<LedgerAction, 'text' | 'words' | 'changes' | 'back'>

function resolved(
  state: IncidentState,
  seen: Unexplained,
  by: string,
  how: string,
  actor: Actor,
  ctx: DecisionContext,
): Resolved | Refusal {
  if (by === noExplanationNeeded) return needless(state, seen)
  if (by !== somethingElse) return explainByHypothesis(state, seen, by, actor, ctx)
  return how ? explainBySomethingElse(seen, ctx) : { refusal: 'By what? Say it in a few words.', field: 'text' }
}

/** It needs no explaining after all. */
const needless = (state: IncidentState, { entryId, text, since }: Unexplained): Resolved => ({
  text: `Needs no explaining: ${text}`,
  words: `*Needs no explaining:* ${formatEntryQuote(text)}`,
  changes: () => [{ type: 'observation.forgotten', entryId }],
  back: () => [makeUnexplainedChange(state, entryId, since)],
})

/** Something that is no hypothesis accounts for it: that speaks for none. */
const explainBySomethingElse = (seen: Unexplained, { now: at }: DecisionContext): Resolved => ({
  text: `Explained: ${seen.text}`,
  words: `*Explained:* ${formatEntryQuote(seen.text)}`,
  changes: () => [{ type: 'observation.explained', entryId: seen.entryId, by: null, at }],
  back: () => [explainedAs(seen)],
})

/** A hypothesis accounts for it: it speaks for it. */
function explainByHypothesis(
  state: IncidentState,
  seen: Unexplained,
  hypothesisId: string,
  by: Actor,
  ctx: DecisionContext,
): Resolved | Refusal {
  const row = accounting(state, hypothesisId)
  if ('refusal' in row) return { ...row, field: 'how' }
  const { hypothesis } = row
  const { entryId, text } = seen
  const known = hypothesis.evidence.find((evidence) => evidence.entryId === entryId)
  return {
    text: `Explained by “${hypothesis.statement}”: ${text}`,
    words: `Explained by ${formatStatement(hypothesis)}: ${formatEntryQuote(text)}`,
    changes: () => [
      { type: 'observation.explained', entryId, by: hypothesis.id, at: ctx.now },
      ...(known?.stance === 'for' ? [] : makeEvidenceAddedChanges(hypothesis, entryId, 'for', by, ctx)),
    ],
    back: () => [
      explainedAs(seen),
      ...(known ? restoreEvidenceChanges(known) : [makeEvidenceRemovedChange(hypothesis, entryId)]),
    ],
  }
}

/** A row that can account for something: one that is open, or confirmed. */
function accounting(state: IncidentState, id: string): { hypothesis: Hypothesis } | Refusal {
  const row = lookUpHypothesis(state, id)
  if ('refusal' in row || row.hypothesis.state === 'confirmed') return row
  return refuseUnlessOpen(row.hypothesis) ?? row
}

const makeUnexplainedChange = ({ incident }: IncidentState, entryId: string, at: Date): StateChange => ({
  type: 'observation.unexplained',
  incidentId: incident.id,
  entryId,
  at,
})

const explainedAs = ({ entryId, explainedBy: by, explainedAt: at }: Unexplained): StateChange => ({
  type: 'observation.explained',
  entryId,
  by,
  at,
})
