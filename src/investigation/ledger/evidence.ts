import type { Decision, Refusal, StateChange } from '../../core/decision.ts'
import type { Actor } from '../../core/input.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { toOneLine } from '../../platform/text.ts'
import { formatEntryQuote, formatStatement, recordLedgerAction, refuseUnlessOpen } from './ledger.ts'
import type { CitableEntry, Evidence, EvidenceStance, Hypothesis } from './model.ts'

/** In characters: something seen, as a line of its own. */
export const maxObservationLength = 300

/**
 * An entry speaks for an open hypothesis or against it; said again the latest word counts. Evidence against puts the
 * hypothesis to the question, evidence for it does not (Klayman & Ha 1987: what confirms it tells it from nothing).
 */
export function addEvidence(
  state: IncidentState,
  hypothesis: Hypothesis,
  telling: Pick<CitableEntry, 'id' | 'text'>,
  stance: EvidenceStance,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const no = refuseUnlessOpen(hypothesis)
  if (no) return no
  const known = hypothesis.evidence.find(({ entryId }) => entryId === telling.id)
  if (known?.stance === stance)
    return { refusal: `It speaks ${stance} “${escapeMrkdwn(clipText(hypothesis.statement, 120))}” already.` }
  const explained = stance === 'against' ? explainedIn(state, hypothesis, telling.id) : []
  const deed = {
    ...evidenceTexts(hypothesis, telling.text, stance),
    subject: evidenceUndoSubject(hypothesis, telling.id),
    changes: () => [
      ...makeEvidenceAddedChanges(hypothesis, telling.id, stance, by, ctx),
      ...explained.map((change) => ({ ...change, by: null, at: null })),
    ],
    back: () => [
      ...(known ? restoreEvidenceChanges(known) : [makeEvidenceRemovedChange(hypothesis, telling.id)]),
      ...explained,
      ...restoreQuestionedChanges(hypothesis, stance),
    ],
  }
  return recordLedgerAction(state, deed, by, ctx)
}

/** Something new that somebody saw: an observation, and what it says of the hypothesis. */
export function addObservedEvidence(
  state: IncidentState,
  hypothesis: Hypothesis,
  words: string,
  stance: EvidenceStance,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const text = toOneLine(words)
  if (!text) return { refusal: 'What was seen? A few words are enough.', field: 'text' }
  const no = refuseUnlessOpen(hypothesis)
  if (no) return no
  const deed = {
    ...evidenceTexts(hypothesis, text, stance),
    text,
    kind: 'observation' as const,
    subject: `evidence ${hypothesis.id}`,
    changes: (entryId: string) => makeEvidenceAddedChanges(hypothesis, entryId, stance, by, ctx),
    back: (entryId: string) => [
      makeEvidenceRemovedChange(hypothesis, entryId),
      ...restoreQuestionedChanges(hypothesis, stance),
    ],
  }
  return recordLedgerAction(state, deed, by, ctx)
}

/** An entry speaks neither for the hypothesis nor against it after all. */
export function withdrawEvidence(
  state: IncidentState,
  hypothesis: Hypothesis,
  entryId: string,
  by: Actor,
  ctx: DecisionContext,
): Decision | Refusal {
  const known = hypothesis.evidence.find((evidence) => evidence.entryId === entryId)
  if (!known) return { refusal: 'That is no evidence any more.' }
  const explained = explainedIn(state, hypothesis, entryId)
  const deed = {
    text: `No longer evidence ${known.stance} “${hypothesis.statement}”: ${known.text}`,
    words: `No longer evidence ${known.stance} ${formatStatement(hypothesis)}: ${formatEntryQuote(known.text)}`,
    subject: evidenceUndoSubject(hypothesis, entryId),
    changes: (): StateChange[] => [
      makeEvidenceRemovedChange(hypothesis, entryId),
      ...explained.map((change) => ({ ...change, by: null, at: null })),
    ],
    back: () => [...restoreEvidenceChanges(known), ...explained],
  }
  return recordLedgerAction(state, deed, by, ctx)
}

const evidenceUndoSubject = ({ id }: Hypothesis, entryId: string): string => `evidence ${id} ${entryId}`

function evidenceTexts(hypothesis: Hypothesis, text: string, stance: EvidenceStance): { text: string; words: string } {
  const word = `Evidence ${stance}`
  return {
    text: `${word} “${hypothesis.statement}”: ${text}`,
    words: `${word} ${formatStatement(hypothesis, 300)}: ${formatEntryQuote(text)}`,
  }
}

/** The evidence itself, and what it puts to the question. */
export function makeEvidenceAddedChanges(
  { id: hypothesisId }: Pick<Hypothesis, 'id'>,
  entryId: string,
  stance: EvidenceStance,
  by: Actor,
  { newId, now: at }: DecisionContext,
): StateChange[] {
  const added: StateChange = {
    type: 'evidence.added',
    id: newId(),
    hypothesisId,
    entryId,
    stance,
    by: by.id,
    at,
  }
  return stance === 'against' ? [added, { type: 'hypothesis.questioned', ids: [hypothesisId], at }] : [added]
}

export const makeEvidenceRemovedChange = (
  { id: hypothesisId }: Pick<Hypothesis, 'id'>,
  entryId: string,
): StateChange => ({
  type: 'evidence.removed',
  hypothesisId,
  entryId,
})

/** What was said before, said again. */
export function restoreEvidenceChanges({ id, hypothesisId, entryId, stance, by, at }: Evidence): StateChange[] {
  return [{ type: 'evidence.added', id, hypothesisId, entryId, stance, by, at }]
}

/** Evidence that is taken back has put nothing to the question. */
const restoreQuestionedChanges = ({ id, lastChallengedAt: at }: Hypothesis, stance: EvidenceStance): StateChange[] =>
  stance === 'against' ? [{ type: 'hypothesis.questioned', ids: [id], at }] : []

type Explained = Extract<StateChange, { type: 'observation.explained' }>

/** That the hypothesis accounts for this entry, where somebody said so. */
const explainedIn = ({ unexplained }: IncidentState, { id }: Hypothesis, entry: string): Explained[] =>
  unexplained
    .filter(({ entryId, explainedBy }) => entryId === entry && explainedBy === id)
    .map(({ entryId, explainedAt: at }) => ({ type: 'observation.explained', entryId, by: id, at }))
