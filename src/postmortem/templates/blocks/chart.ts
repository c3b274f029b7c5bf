import { tzOffset } from '@date-fns/tz'
import { openSince } from '../../../investigation/ledger/model.ts'
import { minuteMs } from '../../../platform/time/durations.ts'
import type { HypothesisRecord } from '../../document/investigation.ts'
import type { PostMortem } from '../../document/model.ts'
import type { Node } from '../nodes.ts'

/**
 * How long which hypothesis was held, as a Mermaid gantt; a page draws a picture of its own instead. What was named only
 * when all was over (contributing causes, say) led nobody. https://mermaid.js.org/syntax/gantt.html
 */
export function hypothesesChart(document: PostMortem): Node[] {
  const held = hypothesesHeldDuring(document)
  if (held.length === 0) return []
  const { incident, times } = document
  const end = times.resolved?.at ?? times.closed?.at ?? latest(held)
  // One offset for all, since a clock that is set back would put an end before its beginning.
  const shift = offsetOf(held[0] ? openSince(held[0]) : end, incident.zone)
  const lines = [
    'gantt',
    `  title What was believed in ${incident.reference} (${incident.zone})`,
    '  dateFormat YYYY-MM-DDTHH:mm:ss',
    '  axisFormat %H:%M',
    ...held.map((known, index) => task(known, index, end, shift)),
  ]
  return [{ type: 'chart', of: 'hypotheses', mermaid: lines.join('\n') }]
}

/** What was held for some time before the incident was resolved. */
export function hypothesesHeldDuring({ believed, times }: PostMortem): HypothesisRecord[] {
  const over = times.resolved?.at
  return believed.filter(
    (known) => known.closedAt !== openSince(known) && (over === undefined || known.openedAt <= over),
  )
}

const latest = (held: readonly HypothesisRecord[]): string =>
  held
    .map((known) => known.closedAt ?? openSince(known))
    .sort()
    .at(-1) ?? ''

const ganttTags: Record<string, string> = { confirmed: 'crit, ', 'ruled out': 'done, ' }

function task(known: HypothesisRecord, index: number, end: string, shift: number): string {
  const { statement, state, closedAt } = known
  const opened = openSince(known)
  const until = closedAt ?? (end > opened ? end : opened)
  const tag = `${ganttTags[state] ?? 'active, '}h${index + 1}`
  // Numbered, so that no name begins like a word of the language.
  return `  ${index + 1}. ${sanitizeGanttName(statement)} (${state}) :${tag}, ${seconds(opened, shift)}, ${seconds(until, shift)}`
}

const seconds = (at: string, shift: number): string => new Date(Date.parse(at) + shift).toISOString().slice(0, 19)

/** How far the clock of a zone is ahead of UTC then, in ms. */
const offsetOf = (at: string, zone: string): number => tzOffset(zone, new Date(at)) * minuteMs

const longestName = 60

/** What would end a name, or mean something to Mermaid, becomes a space. */
function sanitizeGanttName(statement: string): string {
  const plain = statement
    .replace(/[^\p{L}\p{N} .,'’%/()+-]/gu, ' ')
    .replace(/%+/g, '%')
    .replace(/\s+/g, ' ')
    .trim()
  if (plain === '') return 'unnamed'
  return plain.length > longestName ? `${plain.slice(0, longestName - 1).trimEnd()}…` : plain
}

/** Where a page draws when people were affected and which status it had; elsewhere both are in words. */
export const impactChart = ({ impact, statuses }: PostMortem): Node[] =>
  impact.windows.length + statuses.length === 0 ? [] : [{ type: 'chart', of: 'impact', mermaid: null }]
