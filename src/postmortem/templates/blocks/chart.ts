import { openSince } from '../../../investigation/ledger/model.ts'
import { zoneOffsetMs } from '../../../platform/time/calendar.ts'
import type { HypothesisRecord } from '../../document/investigation.ts'
import type { PostMortem } from '../../document/model.ts'
import type { Node } from '../nodes.ts'

/**
 * How long each hypothesis was held, as a Mermaid gantt chart; the HTML page draws its own. Leaves out hypotheses that
 * were named only after the resolution (contributing causes, say): they led nobody. https://mermaid.js.org/syntax/gantt.html
 */
export function hypothesesChart(document: PostMortem): Node[] {
  const hypotheses = hypothesesHeldDuring(document)
  if (hypotheses.length === 0) return []
  const { incident, times } = document
  const end = times.resolved?.at ?? times.closed?.at ?? findLatestHypothesisTime(hypotheses)
  // Use one offset for all bars: if clocks went back in between, a bar could end before it begins.
  const shift = zoneOffsetMs(Date.parse(hypotheses[0] ? openSince(hypotheses[0]) : end), incident.zone)
  const lines = [
    'gantt',
    `  title What was believed in ${incident.reference} (${incident.zone})`,
    '  dateFormat YYYY-MM-DDTHH:mm:ss',
    '  axisFormat %H:%M',
    ...hypotheses.map((hypothesis, index) => formatGanttTask(hypothesis, index, end, shift)),
  ]
  return [{ type: 'chart', of: 'hypotheses', mermaid: lines.join('\n') }]
}

/** Hypotheses that were held for some time, and proposed before the resolution. */
export function hypothesesHeldDuring({ believed, times }: PostMortem): HypothesisRecord[] {
  const over = times.resolved?.at
  return believed.filter(
    (hypothesis) =>
      hypothesis.closedAt !== openSince(hypothesis) && (over === undefined || hypothesis.openedAt <= over),
  )
}

const findLatestHypothesisTime = (hypotheses: readonly HypothesisRecord[]): string =>
  hypotheses
    .map((hypothesis) => hypothesis.closedAt ?? openSince(hypothesis))
    .sort()
    .at(-1) ?? ''

const ganttTags: Record<string, string> = { confirmed: 'crit, ', 'ruled out': 'done, ' }

function formatGanttTask(hypothesis: HypothesisRecord, index: number, end: string, shift: number): string {
  const { statement, state, closedAt } = hypothesis
  const opened = openSince(hypothesis)
  const until = closedAt ?? (end > opened ? end : opened)
  const tag = `${ganttTags[state] ?? 'active, '}h${index + 1}`
  // Number the names, so that none begins with a keyword of Mermaid.
  return `  ${index + 1}. ${sanitizeGanttName(statement)} (${state}) :${tag}, ${formatGanttTime(opened, shift)}, ${formatGanttTime(until, shift)}`
}

const formatGanttTime = (at: string, shift: number): string =>
  new Date(Date.parse(at) + shift).toISOString().slice(0, 19)

const maxGanttNameLength = 60

/** Replaces characters that would end the name, or mean something to Mermaid, with spaces. */
function sanitizeGanttName(statement: string): string {
  const plain = statement
    .replace(/[^\p{L}\p{N} .,'’%/()+-]/gu, ' ')
    .replace(/%+/g, '%')
    .replace(/\s+/g, ' ')
    .trim()
  if (plain === '') return 'unnamed'
  return plain.length > maxGanttNameLength ? `${plain.slice(0, maxGanttNameLength - 1).trimEnd()}…` : plain
}

/** A chart of the impact periods and the status, drawn only on the HTML page. */
export const impactChart = ({ impact, statuses }: PostMortem): Node[] =>
  impact.windows.length + statuses.length === 0 ? [] : [{ type: 'chart', of: 'impact', mermaid: null }]
