import type { Decision, Refusal } from '../../core/decision.ts'
import type { StoredChange } from '../../core/feature/change.ts'
import type { BaseContext, WithActor } from '../../core/feature/context.ts'
import { toOneLine, withRest } from '../../platform/text.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { observationExplained, observationForgotten, observationUnexplained } from './changes.ts'
import { explainedEntry, needlessEntry, unexplainedEntry } from './entry-data.ts'
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

/** Whether an entry is of a kind that a hypothesis may have to account for. */
export const canBeUnexplained = ({ kind }: Pick<CitableEntry, 'kind'>): boolean =>
  citableEntryKinds.some((citable) => citable === kind)

/** Marks an entry as unexplained. Only entries of a citable kind qualify: what was seen or done. */
export function markUnexplained(
  ctx: WithActor<InvestigationContext>,
  { id: entryId, text, kind }: Pick<CitableEntry, 'id' | 'text' | 'kind'>,
): Decision | Refusal {
  const { state } = ctx
  if (!canBeUnexplained({ kind }))
    return {
      refusal: `Only what was seen or done can need explaining; this entry is of kind ${kind}.`,
      field: 'entry',
    }
  const previous = state.unexplained.find((seen) => seen.entryId === entryId)
  if (previous && !previous.explainedAt)
    return { refusal: 'It is among what nobody has explained already.', field: 'entry' }
  const action = {
    entry: unexplainedEntry({ entryId, text }),
    words: `*Unexplained:* ${formatEntryQuote(text)}`,
    subject: `unexplained ${entryId}`,
    changes: () => [makeUnexplainedChange(state, entryId, ctx.now)],
    back: (): StoredChange[] => (previous ? [restoreExplainedChange(previous)] : [observationForgotten({ entryId })]),
  }
  return recordLedgerAction(ctx, action)
}

/** Records a new observation and marks it unexplained. */
export function observeUnexplained(ctx: WithActor<InvestigationContext>, words: string): Decision | Refusal {
  const text = toOneLine(words)
  if (!text) return { refusal: 'What has nobody explained? A few words are enough.', field: 'text' }
  const action = {
    entry: text,
    kind: 'observation' as const,
    words: `*Unexplained:* ${formatEntryQuote(text)}`,
    subject: 'unexplained',
    changes: (entryId: string) => [makeUnexplainedChange(ctx.state, entryId, ctx.now)],
    back: (entryId: string): StoredChange[] => [observationForgotten({ entryId })],
  }
  return recordLedgerAction(ctx, action)
}

/** Modal values for an explanation that is not a hypothesis. */
export const noExplanationNeeded = 'none'
export const explainedBySomethingElse = 'else'

/** Explains an observation by a hypothesis or by something else, or dismisses it. `words` say how, for the line. */
export function explainObservation(
  ctx: WithActor<InvestigationContext>,
  entryId: string,
  by: Hypothesis['id'] | typeof noExplanationNeeded | typeof explainedBySomethingElse,
  words: string,
): Decision | Refusal {
  const seen = stillUnexplained(ctx.state.unexplained).find((observation) => observation.entryId === entryId)
  if (!seen) return { refusal: 'That is not among what nobody has explained any more.', field: 'entry' }
  const how = toOneLine(words)
  const resolution = resolveExplanation(ctx, seen, by, how)
  if ('refusal' in resolution) return resolution
  const action = {
    ...resolution,
    more: withRest('', formatEntryQuote(how)),
    subject: `unexplained ${entryId}`,
  }
  return recordLedgerAction(ctx, action)
}

type ExplanationRecord = Pick<LedgerAction, 'entry' | 'words' | 'changes' | 'back'>

function resolveExplanation(
  ctx: WithActor<InvestigationContext>,
  seen: Unexplained,
  by: string,
  how: string,
): ExplanationRecord | Refusal {
  if (by === noExplanationNeeded) return resolveAsNeedless(ctx.state, seen, how)
  if (by !== explainedBySomethingElse) return explainByHypothesis(ctx, seen, by, how)
  return how ? explainBySomethingElse(ctx, seen, how) : { refusal: 'By what? Say it in a few words.', field: 'text' }
}

const resolveAsNeedless = (
  state: InvestigationState,
  { entryId, text, since }: Unexplained,
  how: string,
): ExplanationRecord => ({
  entry: needlessEntry({ entryId, text, how }),
  words: `*Needs no explaining:* ${formatEntryQuote(text)}`,
  changes: () => [observationForgotten({ entryId })],
  back: () => [makeUnexplainedChange(state, entryId, since)],
})

/** Not explained by a hypothesis, so it becomes evidence for none. */
const explainBySomethingElse = ({ now: at }: BaseContext, seen: Unexplained, how: string): ExplanationRecord => ({
  entry: explainedEntry({ entryId: seen.entryId, text: seen.text, by: null, how }),
  words: `*Explained:* ${formatEntryQuote(seen.text)}`,
  changes: () => [observationExplained({ entryId: seen.entryId, by: null, at })],
  back: () => [restoreExplainedChange(seen)],
})

/** An observation that a hypothesis explains also becomes evidence for it. */
function explainByHypothesis(
  ctx: WithActor<InvestigationContext>,
  seen: Unexplained,
  hypothesisId: string,
  how: string,
): ExplanationRecord | Refusal {
  const row = requireExplainingHypothesis(ctx.state, hypothesisId)
  if ('refusal' in row) return { ...row, field: 'how' }
  const { hypothesis } = row
  const { entryId, text } = seen
  const previous = hypothesis.evidence.find((evidence) => evidence.entryId === entryId)
  return {
    entry: explainedEntry({ entryId, text, by: { hypothesisId, statement: hypothesis.statement }, how }),
    words: `Explained by ${formatStatement(hypothesis)}: ${formatEntryQuote(text)}`,
    changes: () => [
      observationExplained({ entryId, by: hypothesis.id, at: ctx.now }),
      ...(previous?.stance === 'for' ? [] : makeEvidenceAddedChanges(ctx, hypothesis, entryId, 'for')),
    ],
    back: () => [
      restoreExplainedChange(seen),
      ...(previous ? restoreEvidenceChanges(previous) : [makeEvidenceRemovedChange(hypothesis, entryId)]),
    ],
  }
}

/** Only an open or a confirmed hypothesis can explain an observation. */
function requireExplainingHypothesis(state: InvestigationState, id: string): { hypothesis: Hypothesis } | Refusal {
  const row = lookUpHypothesis(state, id)
  if ('refusal' in row || row.hypothesis.state === 'confirmed') return row
  return refuseUnlessOpen(row.hypothesis) ?? row
}

const makeUnexplainedChange = ({ incident }: InvestigationState, entryId: string, at: Date): StoredChange =>
  observationUnexplained({ incidentId: incident.id, entryId, at })

const restoreExplainedChange = ({ entryId, explainedBy: by, explainedAt: at }: Unexplained): StoredChange =>
  observationExplained({ entryId, by, at })
