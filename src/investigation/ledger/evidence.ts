import type { Decision, Refusal } from '../../core/decision.ts'
import type { ChangeOf, StateChange, StoredChange } from '../../core/feature/change.ts'
import type { BaseContext, WithActor } from '../../core/feature/context.ts'
import { clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { toOneLine } from '../../platform/text.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { evidenceAdded, evidenceRemoved, hypothesisChallenged, observationExplained } from './changes.ts'
import { evidenceEntry, evidenceWithdrawnEntry } from './entry-data.ts'
import { formatEntryQuote, formatStatement, recordLedgerAction, refuseUnlessOpen } from './ledger.ts'
import type { CitableEntry, Evidence, EvidenceStance, Hypothesis } from './model.ts'

/** In characters. */
export const maxObservationLength = 300

/**
 * Cites an entry as evidence for or against an open hypothesis. Citing it again with the other stance replaces the
 * first. Only evidence against counts as a challenge: confirming evidence does not discriminate between hypotheses
 * (Klayman & Ha 1987).
 */
export function addEvidence(
  ctx: WithActor<InvestigationContext>,
  hypothesis: Hypothesis,
  telling: Pick<CitableEntry, 'id' | 'text'>,
  stance: EvidenceStance,
): Decision | Refusal {
  const refusal = refuseUnlessOpen(hypothesis)
  if (refusal) return refusal
  const previous = hypothesis.evidence.find(({ entryId }) => entryId === telling.id)
  if (previous?.stance === stance)
    return { refusal: `It speaks ${stance} “${escapeMrkdwn(clipText(hypothesis.statement, 120))}” already.` }
  const explained = stance === 'against' ? listExplainedChanges(ctx.state, hypothesis, telling.id) : []
  const action = {
    entry: evidenceEntry({ ...citedFields(hypothesis, telling), stance }),
    words: evidenceWords(hypothesis, telling.text, stance),
    subject: evidenceUndoSubject(hypothesis, telling.id),
    changes: () => [
      ...makeEvidenceAddedChanges(ctx, hypothesis, telling.id, stance),
      ...explained.map((change) => ({ ...change, by: null, at: null })),
    ],
    back: () => [
      ...(previous ? restoreEvidenceChanges(previous) : [makeEvidenceRemovedChange(hypothesis, telling.id)]),
      ...explained,
      ...restoreQuestionedChanges(hypothesis, stance),
    ],
  }
  return recordLedgerAction(ctx, action)
}

/** Records a new observation and cites it as evidence for or against an open hypothesis. */
export function addObservedEvidence(
  ctx: WithActor<InvestigationContext>,
  hypothesis: Hypothesis,
  words: string,
  stance: EvidenceStance,
): Decision | Refusal {
  const text = toOneLine(words)
  if (!text) return { refusal: 'What was seen? A few words are enough.', field: 'text' }
  const refusal = refuseUnlessOpen(hypothesis)
  if (refusal) return refusal
  const action = {
    entry: text,
    words: evidenceWords(hypothesis, text, stance),
    kind: 'observation' as const,
    subject: `evidence ${hypothesis.id}`,
    changes: (entryId: string) => makeEvidenceAddedChanges(ctx, hypothesis, entryId, stance),
    back: (entryId: string) => [
      makeEvidenceRemovedChange(hypothesis, entryId),
      ...restoreQuestionedChanges(hypothesis, stance),
    ],
  }
  return recordLedgerAction(ctx, action)
}

/** Removes an entry from the evidence. If the hypothesis explained that entry, it becomes unexplained again. */
export function withdrawEvidence(
  ctx: WithActor<InvestigationContext>,
  hypothesis: Hypothesis,
  entryId: string,
): Decision | Refusal {
  const withdrawn = hypothesis.evidence.find((evidence) => evidence.entryId === entryId)
  if (!withdrawn) return { refusal: 'That is no evidence any more.' }
  const explained = listExplainedChanges(ctx.state, hypothesis, entryId)
  const action = {
    entry: evidenceWithdrawnEntry({
      ...citedFields(hypothesis, { id: entryId, text: withdrawn.text }),
      stance: withdrawn.stance,
    }),
    words: `No longer evidence ${withdrawn.stance} ${formatStatement(hypothesis)}: ${formatEntryQuote(withdrawn.text)}`,
    subject: evidenceUndoSubject(hypothesis, entryId),
    changes: (): StateChange[] => [
      makeEvidenceRemovedChange(hypothesis, entryId),
      ...explained.map((change) => ({ ...change, by: null, at: null })),
    ],
    back: () => [...restoreEvidenceChanges(withdrawn), ...explained],
  }
  return recordLedgerAction(ctx, action)
}

const evidenceUndoSubject = ({ id }: Hypothesis, entryId: string): string => `evidence ${id} ${entryId}`

const citedFields = (
  { id: hypothesisId, statement }: Hypothesis,
  { id: entryId, text }: Pick<CitableEntry, 'id' | 'text'>,
) => ({ hypothesisId, statement, entryId, text })

const evidenceWords = (hypothesis: Hypothesis, text: string, stance: EvidenceStance): string =>
  `Evidence ${stance} ${formatStatement(hypothesis, 300)}: ${formatEntryQuote(text)}`

/** Adds the evidence and, if it speaks against the hypothesis, records the challenge. */
export function makeEvidenceAddedChanges(
  { by, newId, now: at }: WithActor<BaseContext>,
  { id: hypothesisId }: Pick<Hypothesis, 'id'>,
  entryId: string,
  stance: EvidenceStance,
): StateChange[] {
  const added = evidenceAdded({ id: newId(), hypothesisId, entryId, stance, by: by.id, at })
  return stance === 'against' ? [added, hypothesisChallenged({ ids: [hypothesisId], at })] : [added]
}

export const makeEvidenceRemovedChange = (
  { id: hypothesisId }: Pick<Hypothesis, 'id'>,
  entryId: string,
): StoredChange => evidenceRemoved({ hypothesisId, entryId })

/** Puts evidence back as it was, with its original author and time. */
export function restoreEvidenceChanges({ id, hypothesisId, entryId, stance, by, at }: Evidence): StoredChange[] {
  return [evidenceAdded({ id, hypothesisId, entryId, stance, by, at })]
}

/** Evidence that is undone no longer counts as a challenge. */
const restoreQuestionedChanges = ({ id, lastChallengedAt: at }: Hypothesis, stance: EvidenceStance): StoredChange[] =>
  stance === 'against' ? [hypothesisChallenged({ ids: [id], at })] : []

type ObservationExplainedChange = ChangeOf<typeof observationExplained>

/** The change that records this hypothesis as the explanation of this entry, if it is one. */
const listExplainedChanges = (
  { unexplained }: InvestigationState,
  { id }: Hypothesis,
  entry: string,
): ObservationExplainedChange[] =>
  unexplained
    .filter(({ entryId, explainedBy }) => entryId === entry && explainedBy === id)
    .map(({ entryId, explainedAt: at }) => observationExplained({ entryId, by: id, at }))
