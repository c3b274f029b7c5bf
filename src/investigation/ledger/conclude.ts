import type { Decision, Refusal } from '../../core/decision.ts'
import type { StateChange, StoredChange } from '../../core/feature/change.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { hypothesisChallenged, hypothesisReopened, leadChanged, observationExplained } from './changes.ts'
import {
  endingWords,
  type HypothesisEnding,
  hypothesisEndedEntry,
  hypothesisReopenedEntry,
  leadEntry,
  sayLead,
} from './entry-data.ts'
import { formatStatement, lookUpOpenHypothesis, makeHypothesisClosedChange, recordLedgerAction } from './ledger.ts'
import { confirmedCause, type Hypothesis, selectOpenHypotheses, stateName, type Verdict } from './model.ts'

/** How a hypothesis is closed. */
interface HypothesisConclusion {
  state: 'ruled_out' | 'confirmed' | 'parked'
  verdict: Verdict | null
}

const hypothesisConclusions: Record<HypothesisEnding, HypothesisConclusion> = {
  ruled_out: { state: 'ruled_out', verdict: null },
  parked: { state: 'parked', verdict: null },
  cause: { state: 'confirmed', verdict: 'cause' },
  contributing: { state: 'confirmed', verdict: 'contributing' },
}

/** Rules out, parks or confirms an open hypothesis. Refuses without a reason: it goes into the post-mortem. */
export function concludeHypothesis(
  ctx: WithActor<InvestigationContext>,
  id: string,
  ending: HypothesisEnding,
  because: string,
): Decision | Refusal {
  const { state } = ctx
  const row = lookUpOpenHypothesis(state, id)
  if ('refusal' in row) return row
  const { hypothesis } = row
  const why = because.trim()
  if (!why) return { refusal: 'Say why in a few words; it goes into the post-mortem.', field: 'because' }
  const { state: end, verdict } = hypothesisConclusions[ending]
  const { id: hypothesisId, leads, statement } = hypothesis
  const action = {
    entry: hypothesisEndedEntry({ hypothesisId, statement, as: ending, because: why }),
    words: `*${endingWords[ending]}:* ${escapeMrkdwn(statement)}`,
    more: `: ${escapeMrkdwn(why)}`,
    subject: `hypothesis ${hypothesisId}`,
    changes: () => [makeHypothesisClosedChange(ctx, hypothesis, { state: end, verdict, because: why })],
    back: (): StoredChange[] => [
      hypothesisReopened({ id: hypothesisId, at: ctx.now, leads }),
      ...restoreExplainedChanges(state, hypothesis),
    ],
  }
  return recordLedgerAction(ctx, action)
}

/** Changes that restore which observations the hypothesis explains; closing it clears them. */
const restoreExplainedChanges = ({ unexplained }: InvestigationState, { id }: Hypothesis): StoredChange[] =>
  unexplained
    .filter((seen) => seen.explainedBy === id)
    .map(({ entryId, explainedAt }) => observationExplained({ entryId, by: id, at: explainedAt }))

/** Reopens a closed hypothesis. As with a new one, the open hypotheses count as challenged by it. */
export function reopenHypothesis(
  ctx: WithActor<InvestigationContext>,
  id: string,
  because: string,
): Decision | Refusal {
  const { state, by } = ctx
  const hypothesis = state.hypotheses.find((candidate) => candidate.id === id)
  if (!hypothesis) return { refusal: 'That hypothesis is not in this ledger.', field: 'hypothesis' }
  if (hypothesis.state === 'open')
    return { refusal: `It is open already: “${escapeMrkdwn(hypothesis.statement)}”.`, field: 'hypothesis' }
  const why = because.trim()
  if (!why) return { refusal: 'What brings it back? A few words are enough.', field: 'because' }
  const { state: end, verdict, closedBecause, closedBy, closedAt, reopenedAt, statement } = hypothesis
  const rivals = selectOpenHypotheses(state.hypotheses).map((rival) => rival.id)
  const rivalsChallenged: StateChange = hypothesisChallenged({ ids: rivals, at: ctx.now })
  const former = { id: closedBy ?? by.id }
  const action = {
    entry: hypothesisReopenedEntry({ hypothesisId: id, statement, because: why }),
    words: `*Reopened:* ${escapeMrkdwn(statement)} (was ${stateName[end]})`,
    more: `: ${escapeMrkdwn(why)}`,
    subject: `hypothesis ${id}`,
    changes: (): StateChange[] => [
      hypothesisReopened({ id, at: ctx.now, reopenedAt: ctx.now }),
      ...(rivals.length > 0 ? [rivalsChallenged] : []),
    ],
    back: () => [
      {
        ...makeHypothesisClosedChange({ ...ctx, now: closedAt ?? ctx.now, by: former }, hypothesis, {
          state: end,
          verdict,
          because: closedBecause,
        }),
        reopenedAt,
      },
    ],
  }
  return recordLedgerAction(ctx, action)
}

/** Marks the hypothesis the team acts on, replacing the previous mark. Refuses once a cause is confirmed. */
export function markLeadingHypothesis(ctx: WithActor<InvestigationContext>, id: string): Decision | Refusal {
  const { state } = ctx
  const row = lookUpOpenHypothesis(state, id)
  if ('refusal' in row) return row
  if (row.hypothesis.leads) return { refusal: `${formatStatement(row.hypothesis)} leads already.` }
  const cause = confirmedCause(state.hypotheses)
  if (cause)
    return {
      refusal: `${formatStatement(cause)} is confirmed as the cause: reopen it before something else leads.`,
    }
  return changeLeadingHypothesis(ctx, row.hypothesis, true)
}

/** Clears the leading mark without giving it to another hypothesis. */
export function unmarkLeadingHypothesis(ctx: WithActor<InvestigationContext>, id: string): Decision | Refusal {
  const row = lookUpOpenHypothesis(ctx.state, id)
  if ('refusal' in row) return row
  if (!row.hypothesis.leads) return { refusal: `${formatStatement(row.hypothesis)} is not marked as leading.` }
  return changeLeadingHypothesis(ctx, row.hypothesis, false)
}

function changeLeadingHypothesis(
  ctx: WithActor<InvestigationContext>,
  { id, statement }: Hypothesis,
  leads: boolean,
): Decision {
  const { state } = ctx
  const { id: incidentId } = state.incident
  const before = selectOpenHypotheses(state.hypotheses).find((hypothesis) => hypothesis.leads)?.id ?? null
  const action = {
    entry: leadEntry({ hypothesisId: id, statement, leads }),
    words: `*${sayLead(leads)}:* ${escapeMrkdwn(statement)}`,
    subject: 'what leads',
    changes: (): StateChange[] => [leadChanged({ incidentId, id: leads ? id : null })],
    back: (): StoredChange[] => [leadChanged({ incidentId, id: before })],
  }
  return recordLedgerAction(ctx, action)
}
