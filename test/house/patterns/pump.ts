import { growsTooFast, worked } from '../../support/growth.ts'
import type { Pattern } from './collect.ts'
import { samplesOf } from './sample.ts'

type Matching = Pick<Pattern, 'source' | 'flags'>

/** A text that grows in its middle. */
interface Pump {
  before: string
  repeated: string
  after: string
}

/** So many pieces of a sample are repeated together at most. */
const widest = 4
/** No class takes the first, and a full stop does not take the second: what came before has to be given back. */
const stranger = '\u0000\n\u0000'

/** Every stretch of every sample, repeated behind what leads there, and followed by what does and does not fit. */
function pumpsOf({ source, flags }: Matching): Pump[] {
  const pumps = samplesOf(source, flags).flatMap((pieces) =>
    pieces.flatMap((_, from) =>
      pieces.slice(from, from + widest).flatMap((__, width) => pumpsAround(pieces, from, from + width + 1)),
    ),
  )
  const full = pumps.filter(({ repeated }) => repeated !== '')
  return [...new Map(full.map((pump) => [JSON.stringify(pump), pump])).values()]
}

function pumpsAround(pieces: readonly string[], from: number, to: number): Pump[] {
  const [before, repeated, rest] = [pieces.slice(0, from), pieces.slice(from, to), pieces.slice(to)].map((some) =>
    some.join(''),
  ) as [string, string, string]
  return [
    ...['', stranger, rest + stranger].map((after) => ({ before, repeated, after })),
    // What is taken at the beginning may be looked for in vain further on.
    ...(from === 0 ? [{ before: stranger, repeated, after: stranger }] : []),
  ]
}

const pumped = ({ before, repeated, after }: Pump, length: number): string =>
  before + repeated.repeat(Math.ceil(length / repeated.length)) + after

function matching({ source, flags }: Matching): (text: string) => void {
  const matcher = new RegExp(source, flags)
  return (text) => {
    matcher.lastIndex = 0
    if (matcher.global) text.replace(matcher, '')
    else matcher.exec(text)
  }
}

/** A text on which the pattern takes disproportionately longer the longer it is; undefined where none is found. */
export function weaknessOf(pattern: Matching): Pump | undefined {
  const match = matching(pattern)
  return pumpsOf(pattern).find((pump) => growsTooFast((length) => pumped(pump, length), match))
}

/** Whether the pattern is done with each text of this length in so many ms. One time is proof enough. */
export function isQuickOver(pattern: Matching, length: number, ms: number): boolean {
  const match = matching(pattern)
  return pumpsOf(pattern).every((pump) => {
    const text = pumped(pump, length)
    return Array.from({ length: 5 }).some(() => worked(() => match(text)) < ms)
  })
}
