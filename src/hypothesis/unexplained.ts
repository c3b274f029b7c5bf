import type { Change, Decision, Refusal } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { oneLine, withRest } from '../lib/words.ts'
import { again, removed, speaking } from './evidence.ts'
import { inLedger, named, notOpen, quoted, rowWith } from './ledger.ts'
import { type Hypothesis, stillUnexplained, type Telling, tellingKinds, type Unexplained } from './model.ts'

/** An entry that no hypothesis accounts for, somebody says. */
export function markUnexplained(
  state: IncidentState,
  { id: entryId, text, kind }: Pick<Telling, 'id' | 'text' | 'kind'>,
  by: Actor,
  moment: Moment,
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
    text: `Not explained: ${text}`,
    words: `*Not explained:* ${quoted(text)}`,
    subject: `unexplained ${entryId}`,
    changes: () => [unexplained(state, entryId, moment.now)],
    back: (): Change[] => (known ? [explainedAs(known)] : [{ type: 'observation.forgotten', entryId }]),
  }
  return inLedger(state, deed, by, moment)
}

/** Something new that somebody saw and nobody can account for. */
export function observeUnexplained(
  state: IncidentState,
  words: string,
  by: Actor,
  moment: Moment,
): Decision | Refusal {
  const text = oneLine(words)
  if (!text) return { refusal: 'What has nobody explained? A few words are enough.', field: 'text' }
  const deed = {
    text,
    kind: 'observation' as const,
    words: `*Not explained:* ${quoted(text)}`,
    subject: 'unexplained',
    changes: (entryId: string) => [unexplained(state, entryId, moment.now)],
    back: (entryId: string): Change[] => [{ type: 'observation.forgotten', entryId }],
  }
  return inLedger(state, deed, by, moment)
}

/** A row that can account for something: one that is open, or confirmed. */
function accounting(state: IncidentState, id: string): { hypothesis: Hypothesis } | Refusal {
  const row = rowWith(state, id)
  if ('refusal' in row || row.hypothesis.state === 'confirmed') return row
  return notOpen(row.hypothesis) ?? row
}

/** A hypothesis accounts for what was unexplained: it speaks for it. */
export function explain(
  state: IncidentState,
  entryId: string,
  hypothesisId: string,
  how: string,
  by: Actor,
  moment: Moment,
): Decision | Refusal {
  const found = waiting(state, entryId)
  if ('refusal' in found) return found
  const row = accounting(state, hypothesisId)
  if ('refusal' in row) return { ...row, field: 'how' }
  const { hypothesis } = row
  const { seen } = found
  const known = hypothesis.evidence.find((evidence) => evidence.entryId === entryId)
  const deed = {
    text: withRest(`Explained by “${hypothesis.statement}”: ${seen.text}`, how),
    words: `Explained by ${named(hypothesis)}: ${quoted(seen.text)}`,
    more: withRest('', quoted(how)),
    subject: `unexplained ${entryId}`,
    changes: (): Change[] => [
      { type: 'observation.explained', entryId, by: hypothesis.id, at: moment.now },
      ...(known?.stance === 'for' ? [] : speaking(hypothesis, entryId, 'for', by, moment)),
    ],
    back: (): Change[] => [explainedAs(seen), ...(known ? again(known) : [removed(hypothesis, entryId)])],
  }
  return inLedger(state, deed, by, moment)
}

/** Something accounts for it that is no hypothesis: that speaks for none. */
export function explainOtherwise(
  state: IncidentState,
  entryId: string,
  how: string,
  by: Actor,
  moment: Moment,
): Decision | Refusal {
  const found = waiting(state, entryId)
  if ('refusal' in found) return found
  if (!how) return { refusal: 'By what? Say it in a few words.', field: 'text' }
  const { seen } = found
  const deed = {
    text: withRest(`Explained: ${seen.text}`, how),
    words: `*Explained:* ${quoted(seen.text)}`,
    more: withRest('', quoted(how)),
    subject: `unexplained ${entryId}`,
    changes: (): Change[] => [{ type: 'observation.explained', entryId, by: null, at: moment.now }],
    back: (): Change[] => [explainedAs(seen)],
  }
  return inLedger(state, deed, by, moment)
}

/** It needs no explaining after all. */
export function forget(
  state: IncidentState,
  entryId: string,
  why: string,
  by: Actor,
  moment: Moment,
): Decision | Refusal {
  const found = waiting(state, entryId)
  if ('refusal' in found) return found
  const { text, since } = found.seen
  const deed = {
    text: withRest(`Needs no explaining: ${text}`, why),
    words: `*Needs no explaining:* ${quoted(text)}`,
    more: withRest('', quoted(why)),
    subject: `unexplained ${entryId}`,
    changes: (): Change[] => [{ type: 'observation.forgotten', entryId }],
    back: () => [unexplained(state, entryId, since)],
  }
  return inLedger(state, deed, by, moment)
}

function waiting(state: IncidentState, entryId: string): { seen: Unexplained } | Refusal {
  const seen = stillUnexplained(state.unexplained).find((known) => known.entryId === entryId)
  return seen
    ? { seen }
    : { refusal: 'That is not among what nobody has explained any more.', field: 'entry' }
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

/** What people can say of something unexplained besides which hypothesis accounts for it. */
export const needsNone = 'none'
export const somethingElse = 'else'

/** What the form says of it, with how in words. */
export function resolve(
  state: IncidentState,
  entryId: string,
  by: Hypothesis['id'] | typeof needsNone | typeof somethingElse,
  words: string,
  actor: Actor,
  moment: Moment,
): Decision | Refusal {
  const how = oneLine(words)
  if (by === needsNone) return forget(state, entryId, how, actor, moment)
  if (by === somethingElse) return explainOtherwise(state, entryId, how, actor, moment)
  return explain(state, entryId, by, how, actor, moment)
}
