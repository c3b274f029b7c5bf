import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import { openSince } from '../../../../investigation/ledger/model.ts'
import { formatCount } from '../../../../platform/text.ts'
import type { PostMortem } from '../../../document/model.ts'
import { fullTime } from '../../../templates/times.ts'
import type { PageMedia } from '../tree.ts'
import { type Axis, buildAxis } from './axis.ts'
import { drawChartBackground, questionRow, recurrenceRow } from './course.ts'
import { renderChartFrame } from './frame.ts'
import { chartOutcomeLabels, chartOutcomeOf, hypothesisLaneRows } from './hypotheses.ts'
import { describeStatusBand, impactRow, statusRow } from './impact.ts'
import { hypothesesLegend, impactLegend } from './legend.ts'
import { barPatternElements } from './patterns.ts'
import type { ChartRow } from './rows.ts'

const maxAxisTicks = 12
/** How many lanes fit on one sheet of paper. */
const maxLanesPerSheet = 28

/** Draws the charts of a document; all of them share one axis. */
export function makeChartRenderer(document: PostMortem): PageMedia['chart'] {
  const axis = buildAxis(collectChartTimes(document), document.incident.zone, maxAxisTicks)
  let count = 0
  return (of) => {
    count += 1
    const id = `chart-${count}`
    return of === 'impact' ? [impactFigure(document, axis, id)] : [hypothesesFigure(document, axis, id)]
  }
}

/** The times of everything that a chart shows, in milliseconds since the epoch. */
function collectChartTimes({ times, impact, statuses, believed, challenges, recurrences }: PostMortem): number[] {
  return [
    ...Object.values(times).flatMap((time) => time?.at ?? []),
    ...impact.windows.flatMap(({ from, to }) => [from, to]),
    ...statuses.map(({ from }) => from),
    ...believed.flatMap((hypothesis) => [
      openSince(hypothesis),
      hypothesis.closedAt,
      ...hypothesis.evidence.map(({ at }) => at),
      ...hypothesis.tests.flatMap(({ begunAt, closedAt }) => [begunAt, closedAt]),
    ]),
    ...[...challenges, ...recurrences].map(({ at }) => at),
  ].flatMap((at) => (at === null ? [] : Date.parse(at)))
}

function hypothesesFigure(document: PostMortem, axis: Axis, id: string): Element {
  const before = recurrenceRow(document)
  const after = questionRow(document)
  const all = hypothesisLaneRows(document, id)
  const sheets = Array.from({ length: Math.max(1, Math.ceil(all.length / maxLanesPerSheet)) }, (_, index) =>
    all.slice(index * maxLanesPerSheet, (index + 1) * maxLanesPerSheet),
  )
  const drawn = sheets.map((lanes, index) => {
    const isLast = index === sheets.length - 1
    return drawChartSheet(document, axis, {
      id: index === 0 ? id : `${id}-${index + 1}`,
      patterns: index === 0 ? id : null,
      title: `What was believed in ${document.incident.reference}${index > 0 ? ', continued' : ''}`,
      description: index === 0 ? describeBeliefChart(document) : 'The table below says the same in words.',
      rows: [...(index === 0 ? before : []), ...lanes, ...(isLast ? after : [])],
    })
  })
  return chartFigureElement(drawn, formatChartCaption(document, axis), hypothesesLegend(document, id))
}

function impactFigure(document: PostMortem, axis: Axis, id: string): Element {
  const { reference } = document.incident
  const drawn = drawChartSheet(document, axis, {
    id,
    patterns: id,
    title: `Impact and status of ${reference}`,
    description: `${formatCount(document.impact.windows.length, 'window')} of impact. ${describeStatusBand(document)
      .map(({ words }) => words)
      .join(', ')}.`,
    rows: [...impactRow(document, id), ...statusRow(document), ...recurrenceRow(document)],
  })
  return chartFigureElement([drawn], formatChartCaption(document, axis), impactLegend(document, id))
}

interface ChartSheet {
  id: string
  /** Prefix of the ids of the patterns defined on this sheet; null if an earlier sheet defines them. */
  patterns: string | null
  title: string
  description: string
  rows: ChartRow[]
}

const drawChartSheet = (document: PostMortem, axis: Axis, { patterns, ...sheet }: ChartSheet): Element =>
  renderChartFrame({
    ...sheet,
    axis,
    zone: document.incident.zone,
    patterns: patterns ? barPatternElements(patterns) : [],
    behind: (place, ends) => drawChartBackground(document, place, ends),
  })

const chartFigureElement = (sheets: readonly Element[], words: string, legend: ElementContent[]): Element =>
  h('figure', { className: ['chart'] }, [
    ...sheets.map((sheet) =>
      h('div', { className: ['sideways'], tabIndex: 0, role: 'group', ariaLabel: 'Picture' }, sheet),
    ),
    h('figcaption', h('p', words), h('ul', { className: ['legend'] }, legend)),
  ])

/** The span, its time zone, and whether the clocks changed within it. */
function formatChartCaption({ incident: { zone } }: PostMortem, { span, clockChange }: Axis): string {
  const [from, to] = [span.from, span.to].map((at) => fullTime(new Date(at).toISOString(), zone))
  const change = clockChange === 0 ? '' : ` The clocks were set ${clockChange > 0 ? 'forward' : 'back'} meanwhile.`
  return `${from} – ${to}, ${zone}.${change}`
}

function describeBeliefChart({ believed, incident: { zone } }: PostMortem): string {
  const shown = believed.slice(0, 6).map((hypothesis) => {
    const until = hypothesis.closedAt ? ` – ${fullTime(hypothesis.closedAt, zone)}` : ' on'
    return `“${hypothesis.statement}”: ${fullTime(openSince(hypothesis), zone)}${until}, ${chartOutcomeLabels[chartOutcomeOf(hypothesis)]}.`
  })
  const more = believed.length > shown.length ? ` And ${believed.length - shown.length} more.` : ''
  return `${shown.join(' ')}${more} The table below says the same in words.`
}
