import { combineDecisions, type Decision, emptyDecision, type Refusal } from '../../core/decision.ts'
import type { StateChange, StoredChange } from '../../core/feature/change.ts'
import type { BaseContext, WithActor } from '../../core/feature/context.ts'
import { entryBy } from '../../core/record/entry.ts'
import type { Entry } from '../../core/record/model.ts'
import { recordEntry } from '../../core/record/record-entry.ts'
import { makeUndoable } from '../../core/undo/undoable.ts'
import { clipText, escapeMrkdwn, nameOrMention } from '../../messages/mrkdwn.ts'
import { extractProse, toOneLine } from '../../platform/text.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { hypothesisChallenged, hypothesisDropped, hypothesisReopened, hypothesisRestated } from './changes.ts'
import { type HypothesisWording, makeHypothesisClosedChange, makeHypothesisProposedChange } from './ledger.ts'
import { longestStatement, selectOpenHypotheses } from './model.ts'
import { offerSimilarHypothesis, similarHypothesisLine } from './similar-hypothesis.ts'
import { findHypothesisByStatement, findSimilarHypothesis } from './similarity.ts'
import { undoneHypothesisReasons } from './undone.ts'

/** The captured entry a hypothesis is made from. */
type CapturedEntry = Pick<Entry, 'id' | 'text' | 'occurredAt'>

/** Proposes a hypothesis and records its entry. Refuses if the ledger already has it or a similar one. */
export function proposeHypothesis(ctx: WithActor<InvestigationContext>, words: string): Decision | Refusal {
  const like = findSimilarHypothesis(ctx.state, toOneLine(words))
  if (like && !like.isSame)
    return {
      refusal: `${similarHypothesisLine(like.hypothesis, false)} Say what is different.`,
      field: 'text',
    }
  return proposeDespiteSimilar(ctx, words)
}

/** Like `proposeHypothesis`, but only an identical statement is refused. */
export function proposeDespiteSimilar(ctx: WithActor<InvestigationContext>, words: string): Decision | Refusal {
  const { state, by } = ctx
  const statement = toOneLine(words)
  if (!statement) return { refusal: 'What could it be? A few words are enough.', field: 'text' }
  if (statement.length > longestStatement) {
    return { refusal: `Please keep a hypothesis under ${longestStatement} characters.`, field: 'text' }
  }
  const same = findHypothesisByStatement(state, statement)
  if (same) return { refusal: similarHypothesisLine(same, true), field: 'text' }
  const entry = entryBy(ctx, state.incident.id, 'hypothesis', statement)
  const [proposed, ...challenges] = makeOpeningChanges(ctx, { statement, by, entryId: entry.id })
  const mrkdwn = `Hypothesis: *${escapeMrkdwn(statement)}*`
  const recording = {
    entry,
    line: `${mrkdwn} · ${nameOrMention(by)}`,
    words: mrkdwn,
    subject: `hypothesis ${proposed.id}`,
    changes: [proposed, ...challenges],
    back: [makeHypothesisDroppedChange(ctx, entry.id)],
  }
  return recordEntry(ctx, recording)
}

/** Undoes a proposal: parks the hypothesis, unless somebody has added a test or evidence since. */
export const makeHypothesisDroppedChange = ({ by, now: at }: WithActor<BaseContext>, entryId: string): StoredChange =>
  hypothesisDropped({ entryId, because: undoneHypothesisReasons.takenBack, by: by.id, at })

/**
 * Proposes a hypothesis from a captured message. The entry exists already, so no public line is posted. If the ledger
 * has the hypothesis or a similar one, the message stays on the timeline and an ephemeral message asks `by` what to do.
 */
export function proposeFrom(ctx: WithActor<InvestigationContext>, entry: CapturedEntry): Decision {
  const { state, by } = ctx
  const own = state.hypotheses.find((hypothesis) => hypothesis.entryId === entry.id)
  const like = own ? undefined : findSimilarHypothesis(state, statementOf(entry))
  if (like) return { changes: [], send: [offerSimilarHypothesis(state, like, entry.id, by.id)] }
  return proposeEntryDespiteSimilar(ctx, entry)
}

/** Like `proposeFrom`, but a similar hypothesis does not hold it up; an identical one still makes it a no-op. */
export function proposeEntryDespiteSimilar(ctx: WithActor<InvestigationContext>, entry: CapturedEntry): Decision {
  const { state, by } = ctx
  const { id: entryId, occurredAt: openedAt } = entry
  const own = state.hypotheses.find((hypothesis) => hypothesis.entryId === entryId)
  if (own?.state === 'parked') {
    return {
      changes: [hypothesisReopened({ id: own.id, at: ctx.now, reopenedAt: ctx.now })],
      send: [],
    }
  }
  const statement = statementOf(entry)
  if (own || !statement || findHypothesisByStatement(state, statement)) return emptyDecision
  return { changes: makeOpeningChanges(ctx, { statement, by, entryId, openedAt }), send: [] }
}

/** Handles the answer "Track it anyway" for a captured message, with an undo. */
export function trackEntryDespiteSimilar(
  ctx: WithActor<InvestigationContext>,
  entry: CapturedEntry,
): Decision | Refusal {
  const { state } = ctx
  const tracked = proposeEntryDespiteSimilar(ctx, entry)
  if (tracked.changes.length === 0) return { refusal: 'It is in the ledger already.' }
  const words = `Tracked as a hypothesis: *${escapeMrkdwn(statementOf(entry))}*`
  const request = {
    incidentId: state.incident.id,
    subject: `hypothesis of ${entry.id}`,
    words,
    inverse: [makeHypothesisDroppedChange(ctx, entry.id)],
  }
  return combineDecisions(tracked, makeUndoable(ctx, request))
}

const statementOf = ({ text }: Pick<CapturedEntry, 'text'>): string => clipText(extractProse(text), longestStatement)

/** Parks the hypothesis of a message that lost its reaction, unless it has evidence or tests. */
export function dropProposal(ctx: WithActor<InvestigationContext>, entryId: string): Decision {
  const own = ctx.state.hypotheses.find((hypothesis) => hypothesis.entryId === entryId && hypothesis.state === 'open')
  if (!own || own.evidence.length + own.tests.length > 0) return emptyDecision
  return {
    changes: [
      makeHypothesisClosedChange(ctx, own, {
        state: 'parked',
        verdict: null,
        because: undoneHypothesisReasons.unmarked,
      }),
    ],
    send: [],
  }
}

/** Follows an edit of the message a hypothesis was made from. */
export function restateHypothesis(state: InvestigationState, entryId: string, text: string): Decision {
  const own = state.hypotheses.find((hypothesis) => hypothesis.entryId === entryId)
  const statement = statementOf({ text })
  if (!own || !statement || statement === own.statement) return emptyDecision
  return { changes: [hypothesisRestated({ id: own.id, statement })], send: [] }
}

function makeOpeningChanges(
  ctx: InvestigationContext,
  wording: HypothesisWording,
): [ReturnType<typeof makeHypothesisProposedChange>, ...StateChange[]] {
  const proposed = makeHypothesisProposedChange(ctx, wording)
  const rivals = selectOpenHypotheses(ctx.state.hypotheses).map((hypothesis) => hypothesis.id)
  // A rival challenges every open hypothesis (see `findUnchallengedTriggers` in challenges/triggers.ts).
  return rivals.length > 0 ? [proposed, hypothesisChallenged({ ids: rivals, at: ctx.now })] : [proposed]
}
