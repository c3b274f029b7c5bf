import { growsTooFast, worked } from '../../support/growth.ts'
import type { Pattern } from './collect.ts'
import { samplesOf } from './sample.ts'

type Matching = Pick<Pattern, 'source' | 'flags'>

/** A text whose middle part can be repeated. */
interface Pump {
  before: string
  repeated: string
  after: string
}

/** At most this many adjacent pieces of a sample are repeated together. */
const widest = 4
/** Hardly any class matches NUL, and `.` does not match a newline: forces the matcher to backtrack. */
const stranger = '\u0000\n\u0000'

/** Every run of pieces of every sample, repeated after its prefix and followed by a matching and a failing suffix. */
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
    // A part that matches at the start may be searched for in vain further on.
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

/** A text for which matching time grows faster than its length; undefined if none is found. */
export function weaknessOf(pattern: Matching): Pump | undefined {
  const match = matching(pattern)
  return pumpsOf(pattern).find((pump) => growsTooFast((length) => pumped(pump, length), match))
}

/** Whether the pattern handles every text of this length within `ms`. One fast run out of five is enough proof. */
export function isQuickOver(pattern: Matching, length: number, ms: number): boolean {
  const match = matching(pattern)
  return pumpsOf(pattern).every((pump) => {
    const text = pumped(pump, length)
    return Array.from({ length: 5 }).some(() => worked(() => match(text)) < ms)
  })
}
