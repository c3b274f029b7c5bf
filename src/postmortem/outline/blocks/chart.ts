import type { PostMortem } from '../../document/model.ts'
import type { Belief } from '../../document/search.ts'
import type { Node } from '../nodes.ts'

/**
 * How long which hypothesis was held, as a Mermaid gantt; a page draws a picture of its own instead.
 * https://mermaid.js.org/syntax/gantt.html
 */
export function hypothesesChart({ believed, incident, times }: PostMortem): Node[] {
  const held = believed.filter(({ openedAt, closedAt }) => closedAt !== openedAt)
  if (held.length === 0) return []
  const end = times.resolved?.at ?? times.closed?.at ?? latest(held)
  const lines = [
    'gantt',
    `  title What was believed in ${incident.reference} (UTC)`,
    '  dateFormat YYYY-MM-DDTHH:mm:ss',
    '  axisFormat %H:%M',
    ...held.map((known, index) => task(known, index, end)),
  ]
  return [{ type: 'chart', of: 'hypotheses', mermaid: lines.join('\n') }]
}

const latest = (held: readonly Belief[]): string =>
  held
    .map(({ openedAt, closedAt }) => closedAt ?? openedAt)
    .sort()
    .at(-1) ?? ''

const tags: Record<string, string> = { confirmed: 'crit, ', 'ruled out': 'done, ' }

function task({ statement, state, openedAt, closedAt }: Belief, index: number, end: string): string {
  const until = closedAt ?? (end > openedAt ? end : openedAt)
  return `  ${named(statement)} (${state}) :${tags[state] ?? 'active, '}h${index + 1}, ${seconds(openedAt)}, ${seconds(until)}`
}

const seconds = (at: string): string => at.slice(0, 19)

/** What would end a name, or mean something to Mermaid, becomes a space. */
const named = (statement: string): string =>
  statement
    .replace(/[^\p{L}\p{N} .,'’%/()+-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60) || 'unnamed'

/** Where a page draws when people were affected and which status it had; elsewhere both are in words. */
export const impactChart = ({ impact, statuses }: PostMortem): Node[] =>
  impact.windows.length + statuses.length === 0 ? [] : [{ type: 'chart', of: 'impact', mermaid: null }]
