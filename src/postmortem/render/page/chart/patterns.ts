import type { Element } from 'hast'
import { s } from 'hastscript'

/** Patterns drawn over the colour of a bar, so that the chart can be read without telling colours apart. */
const barPatterns = {
  'ruled-out': { size: 7, path: 'M-1 1L1-1M0 7L7 0M6 8L8 6' },
  contributing: { size: 6, path: 'M3 0V6' },
  parked: { size: 6, path: 'M2 3H4' },
  impact: { size: 5, path: 'M-1 4L1 6M0 0L5 5M4-1L6 1' },
}

/** SVG pattern definitions for a chart. Their ids start with the id of the chart, which is unique on the page. */
export const barPatternElements = (id: string): Element[] =>
  Object.entries(barPatterns).map(([name, { size, path }]) =>
    s(
      'pattern',
      { id: `${id}-${name}`, width: size, height: size, patternUnits: 'userSpaceOnUse' },
      s('path', { className: ['pattern'], d: path }),
    ),
  )

/** The `fill` of the pattern for a bar of this kind; undefined for kinds without a pattern. */
export const barPatternFill = (name: string, id: string): string | undefined =>
  Object.hasOwn(barPatterns, name) ? `url(#${id}-${name})` : undefined
