import type { IncidentState } from '../../core/state.ts'
import { shortTime, slackTime } from '../../messages/mrkdwn.ts'
import { permalink } from '../../messages/permalink.ts'
import { confirmedCause, countOf, leading, openOnes, openSince, stillUnexplained } from './model.ts'
import { since, words } from './rows.ts'

/** Where the ledger stands, in two lines: the cause, or what leads and since when; and what nobody has explained. */
export const standing = (state: IncidentState): string[] => [believed(state), ...unexplained(state)]

function believed({ hypotheses }: IncidentState): string {
  const [cause, lead] = [confirmedCause(hypotheses), leading(hypotheses)]
  const open = openOnes(hypotheses).length
  if (cause)
    return `*Confirmed as the cause:* “${words(cause.statement, 120)}”${open > 0 ? ` · ${open} still open` : ''}`
  if (!lead) return `*Leads:* ${open > 0 ? `none of ${open} open ones` : 'nothing is tracked'}`
  const counts = `${countOf(lead, 'for')} for, ${countOf(lead, 'against')} against`
  const others = open > 1 ? ` · ${open - 1} more open` : ''
  return `*Leads:* “${words(lead.statement, 120)}”, open since ${since(openSince(lead))} · ${counts}${others}`
}

function unexplained(state: IncidentState): string[] {
  const [first, ...others] = stillUnexplained(state.unexplained)
  if (!first) return []
  const when = slackTime(first.since, shortTime(first.since), permalink(state.workspaceUrl, first))
  const more = others.length > 0 ? ` · and ${others.length} more` : ''
  return [`*Unexplained:* “${words(first.text, 120)}” since ${when}${more}`]
}
