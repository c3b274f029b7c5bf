import type { Change, Decision, Refusal } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { oneLine, withRest } from '../../platform/text.ts'
import { again, removed, speaking } from './evidence.ts'
import { inLedger, type LedgerDeed, named, notOpen, quoted, rowWith } from './ledger.ts'
import { type Hypothesis, stillUnexplained, type Telling, tellingKinds, type Unexplained } from './model.ts'

/** An entry that no hypothesis accounts for, somebody says. */
export function markUnexplained(
  state: IncidentState,
  { id: entryId, text, kind }: Pick<Telling, 'id' | 'text' | 'kind'>,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  if (!tellingKinds.some((known) => known === kind))
    return {
      refusal: `Only what was seen or done can need explaining; this entry is of kind ${kind}.`,
      field: 'entry',
    }
  const known = state.unexplained.find((seen) => seen.entryId === entryId)
  if (known && !known.explainedAt)
    return { refusal: 'It is among what nobody has explained already.', field: 'entry' }
  const deed = {
    text: `Unexplained: ${text}`,
    words: `*Unexplained:* ${quoted(text)}`,
    subject: `unexplained ${entryId}`,
    changes: () => [unexplained(state, entryId, ctx.now)],
    back: (): Change[] => (known ? [explainedAs(known)] : [{ type: 'observation.forgotten', entryId }]),
  }
  return inLedger(state, deed, by, ctx)
}

/** Something new that somebody saw and nobody can account for. */
export function observeUnexplained(
  state: IncidentState,
  words: string,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const text = oneLine(words)
  if (!text) return { refusal: 'What has nobody explained? A few words are enough.', field: 'text' }
  const deed = {
    text,
    kind: 'observation' as const,
    words: `*Unexplained:* ${quoted(text)}`,
    subject: 'unexplained',
    changes: (entryId: string) => [unexplained(state, entryId, ctx.now)],
    back: (entryId: string): Change[] => [{ type: 'observation.forgotten', entryId }],
  }
  return inLedger(state, deed, by, ctx)
}

/** What people can say of something unexplained besides which hypothesis accounts for it. */
export const needsNone = 'none'
export const somethingElse = 'else'

/** A hypothesis, or something else, accounts for what was unexplained, or it needs no explaining; `words` say how. */
export function resolve(
  state: IncidentState,
  entryId: string,
  by: Hypothesis['id'] | typeof needsNone | typeof somethingElse,
  words: string,
  actor: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const seen = stillUnexplained(state.unexplained).find((known) => known.entryId === entryId)
  if (!seen) return { refusal: 'That is not among what nobody has explained any more.', field: 'entry' }
  const how = oneLine(words)
  const told = resolved(state, seen, by, how, actor, ctx)
  if ('refusal' in told) return told
  const deed = {
    ...told,
    text: withRest(told.text, how),
    more: withRest('', quoted(how)),
    subject: `unexplained ${entryId}`,
  }
  return inLedger(state, deed, actor, ctx)
}

type Resolved = Pick<LedgerDeed, 'text' | 'words' | 'changes' | 'back'>

function resolved(
  state: IncidentState,
  seen: Unexplained,
  by: string,
  how: string,
  actor: Actor,
  ctx: DecisionContext,
): Resolved | Refusal {
  if (by === needsNone) return needless(state, seen)
  if (by !== somethingElse) return explainedBy(state, seen, by, actor, ctx)
  return how ? otherwise(seen, ctx) : { refusal: 'By what? Say it in a few words.', field: 'text' }
}

/** It needs no explaining after all. */
const needless = (state: IncidentState, { entryId, text, since }: Unexplained): Resolved => ({
  text: `Needs no explaining: ${text}`,
  words: `*Needs no explaining:* ${quoted(text)}`,
  changes: () => [{ type: 'observation.forgotten', entryId }],
  back: () => [unexplained(state, entryId, since)],
})

/** Something that is no hypothesis accounts for it: that speaks for none. */
const otherwise = (seen: Unexplained, { now: at }: DecisionContext): Resolved => ({
  text: `Explained: ${seen.text}`,
  words: `*Explained:* ${quoted(seen.text)}`,
  changes: () => [{ type: 'observation.explained', entryId: seen.entryId, by: null, at }],
  back: () => [explainedAs(seen)],
})

/** A hypothesis accounts for it: it speaks for it. */
function explainedBy(
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
    words: `Explained by ${named(hypothesis)}: ${quoted(text)}`,
    changes: () => [
      { type: 'observation.explained', entryId, by: hypothesis.id, at: ctx.now },
      ...(known?.stance === 'for' ? [] : speaking(hypothesis, entryId, 'for', by, ctx)),
    ],
    back: () => [explainedAs(seen), ...(known ? again(known) : [removed(hypothesis, entryId)])],
  }
}

/** A row that can account for something: one that is open, or confirmed. */
function accounting(state: IncidentState, id: string): { hypothesis: Hypothesis } | Refusal {
  const row = rowWith(state, id)
  if ('refusal' in row || row.hypothesis.state === 'confirmed') return row
  return notOpen(row.hypothesis) ?? row
}

const unexplained = ({ incident }: IncidentState, entryId: string, at: Date): Change => ({
  type: 'observation.unexplained',
  incidentId: incident.id,
  entryId,
  at,
})

const explainedAs = ({ entryId, explainedBy: by, explainedAt: at }: Unexplained): Change => ({
  type: 'observation.explained',
  entryId,
  by,
  at,
})
