import type { Element } from 'hast'
import { s } from 'hastscript'

/** What lies over the colour of a bar, so that nobody needs to tell colours apart. */
const drawings = {
  'ruled-out': { size: 7, path: 'M-1 1L1-1M0 7L7 0M6 8L8 6' },
  contributing: { size: 6, path: 'M3 0V6' },
  parked: { size: 6, path: 'M2 3H4' },
  impact: { size: 5, path: 'M-1 4L1 6M0 0L5 5M4-1L6 1' },
}

/** The patterns of a chart, by its id: no two charts on a page share an id. */
export const patternsOf = (id: string): Element[] =>
  Object.entries(drawings).map(([name, { size, path }]) =>
    s(
      'pattern',
      { id: `${id}-${name}`, width: size, height: size, patternUnits: 'userSpaceOnUse' },
      s('path', { className: ['pattern'], d: path }),
    ),
  )

/** With which pattern a bar of this kind is filled; some are told by having none. */
export const fillOf = (name: string, id: string): string | undefined =>
  Object.hasOwn(drawings, name) ? `url(#${id}-${name})` : undefined
