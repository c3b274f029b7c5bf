import { shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { makePermalink } from '../../messages/permalink.ts'
import type { InvestigationState } from '../state.ts'
import {
  confirmedCause,
  countOf,
  findLeadingHypothesis,
  openSince,
  selectOpenHypotheses,
  stillUnexplained,
} from './model.ts'
import { clipLedgerText, formatTimeAgo } from './rows.ts'

/** The ledger in one or two lines: the confirmed cause or leading hypothesis, then any unexplained observations. */
export const ledgerSummaryLines = (state: InvestigationState): string[] => [
  causeOrLeadingLine(state),
  ...unexplainedSummaryLines(state),
]

function causeOrLeadingLine({ hypotheses }: InvestigationState): string {
  const [cause, lead] = [confirmedCause(hypotheses), findLeadingHypothesis(hypotheses)]
  const open = selectOpenHypotheses(hypotheses).length
  if (cause)
    return `*Confirmed as the cause:* “${clipLedgerText(cause.statement, 120)}”${open > 0 ? ` · ${open} still open` : ''}`
  if (!lead) return `*Leads:* ${open > 0 ? `none of ${open} open ones` : 'nothing is tracked'}`
  const counts = `${countOf(lead, 'for')} for, ${countOf(lead, 'against')} against`
  const others = open > 1 ? ` · ${open - 1} more open` : ''
  return `*Leads:* “${clipLedgerText(lead.statement, 120)}”, open since ${formatTimeAgo(openSince(lead))} · ${counts}${others}`
}

function unexplainedSummaryLines(state: InvestigationState): string[] {
  const [first, ...others] = stillUnexplained(state.unexplained)
  if (!first) return []
  const when = slackTime(first.since, shortTime(first.since), makePermalink(state.workspaceUrl, first))
  const more = others.length > 0 ? ` · and ${others.length} more` : ''
  return [`*Unexplained:* “${clipLedgerText(first.text, 120)}” since ${when}${more}`]
}
