import type { Element, ElementContent } from 'hast'
import { h, s } from 'hastscript'
import { capitalizeFirst } from '../../../../platform/text.ts'
import type { PostMortem } from '../../../document/model.ts'
import { type ChartOutcome, chartOutcomeLabels, chartOutcomeOf } from './hypotheses.ts'
import { describeStatusBand } from './impact.ts'
import { drawMarkShape, type MarkKind, markNames } from './marks.ts'
import { barPatternFill } from './patterns.ts'
import { barHeight } from './rows.ts'

/** Explains only the colours and marks that the chart contains. */
export function hypothesesLegend(document: PostMortem, patterns: string): ElementContent[] {
  const { believed, challenges, recurrences, impact } = document
  const outcomes = new Set(believed.map(chartOutcomeOf))
  const marks: MarkKind[] = [
    ...believed.flatMap(({ evidence, tests }) => [
      ...evidence.map(({ stance }) => stance),
      ...tests.flatMap(({ closedAt }): MarkKind[] => (closedAt ? ['begun', 'told'] : ['begun'])),
    ]),
    ...(challenges.length > 0 ? (['asked', 'answered', 'turned'] as const) : []),
    ...(recurrences.length > 0 ? (['again'] as const) : []),
  ]
  return [
    ...(Object.keys(chartOutcomeLabels) as ChartOutcome[])
      .filter((ending) => outcomes.has(ending))
      .map((ending) => h('li', drawLegendSwatch(ending, barPatternFill(ending, patterns)), chartOutcomeLabels[ending])),
    ...(Object.keys(markNames) as MarkKind[])
      .filter((kind) => marks.includes(kind))
      .map((kind) => h('li', legendMarkIcon(kind), markNames[kind])),
    ...(impact.windows.length > 0 ? [h('li', drawLegendSwatch('affected'), 'people affected')] : []),
  ]
}

export const impactLegend = (document: PostMortem, patterns: string): ElementContent[] => [
  ...(document.impact.windows.length > 0
    ? [h('li', drawLegendSwatch('impact', barPatternFill('impact', patterns)), 'People affected')]
    : []),
  ...describeStatusBand(document).map(({ status, words }) => h('li', drawLegendSwatch(status), words)),
  ...(document.recurrences.length > 0 ? [h('li', legendMarkIcon('again'), capitalizeFirst(markNames.again))] : []),
]

const drawLegendIcon = (inside: ElementContent): Element =>
  s('svg', { viewBox: '0 0 20 20', width: 20, height: 20, ariaHidden: 'true' }, inside)
const legendMarkIcon = (kind: MarkKind): Element => drawLegendIcon(drawMarkShape(kind, 10, 10, ''))
const drawLegendSwatch = (name: string, fill?: string | undefined): Element => {
  const box = { x: 1, y: 3, width: 18, height: barHeight, rx: 2 }
  return drawLegendIcon(
    s('g', { className: ['bar', name] }, [
      s('rect', { className: ['ground'], ...box }),
      ...(fill ? [s('rect', { ...box, fill })] : []),
    ]),
  )
}
