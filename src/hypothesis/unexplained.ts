import type { Change, Decision, Refusal } from '../dispatch/decision.ts'
import type { Actor } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { clip, escapeMrkdwn } from '../slack/text.ts'
import { again, removed, speaking } from './evidence.ts'
import { inLedger, named, oneLine, openRow } from './ledger.ts'
import { type Hypothesis, stillUnexplained, type Telling, tellingKinds, type Unexplained } from './model.ts'

const quoted = (text: string): string => escapeMrkdwn(clip(oneLine(text), 300))

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
    text: `Unexplained: ${text}`,
    words: `*Unexplained:* ${quoted(text)}`,
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
    words: `*Unexplained:* ${quoted(text)}`,
    subject: 'unexplained',
    changes: (entryId: string) => [unexplained(state, entryId, moment.now)],
    back: (entryId: string): Change[] => [{ type: 'observation.forgotten', entryId }],
  }
  return inLedger(state, deed, by, moment)
}

/** A hypothesis accounts for what was unexplained: it speaks for it. */
export function explain(
  state: IncidentState,
  entryId: string,
  hypothesisId: string,
  by: Actor,
  moment: Moment,
): Decision | Refusal {
  const found = waiting(state, entryId)
  if ('refusal' in found) return found
  const row = openRow(state, hypothesisId)
  if ('refusal' in row) return { ...row, field: 'how' }
  const { hypothesis } = row
  const { seen } = found
  const known = hypothesis.evidence.find((evidence) => evidence.entryId === entryId)
  const deed = {
    text: `Explained by “${hypothesis.statement}”: ${seen.text}`,
    words: `Explained by ${named(hypothesis)}: ${quoted(seen.text)}`,
    subject: `unexplained ${entryId}`,
    changes: (): Change[] => [
      { type: 'observation.explained', entryId, by: hypothesis.id, at: moment.now },
      ...(known?.stance === 'for' ? [] : speaking(hypothesis, entryId, 'for', by, moment)),
    ],
    back: (): Change[] => [explainedAs(seen), ...(known ? again(known) : [removed(hypothesis, entryId)])],
  }
  return inLedger(state, deed, by, moment)
}

/** It needs no explaining after all. */
export function forget(state: IncidentState, entryId: string, by: Actor, moment: Moment): Decision | Refusal {
  const found = waiting(state, entryId)
  if ('refusal' in found) return found
  const { text, since } = found.seen
  const deed = {
    text: `Needs no explaining: ${text}`,
    words: `*Needs no explaining:* ${quoted(text)}`,
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

/** What the form says of it. */
export const resolve = (
  state: IncidentState,
  entryId: string,
  how: Hypothesis['id'] | typeof needsNone,
  by: Actor,
  moment: Moment,
): Decision | Refusal =>
  how === needsNone ? forget(state, entryId, by, moment) : explain(state, entryId, how, by, moment)
