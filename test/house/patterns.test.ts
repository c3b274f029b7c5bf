import { describe, expect, it } from 'vitest'
import { constructedAt, type Pattern, patternsIn, patternsOfProgram } from './patterns/collect.ts'
import { isQuickOver, weaknessOf } from './patterns/pump.ts'

/** Regular expressions that are too slow for long texts and never get one. */
interface Bound {
  file: string
  /** The start of their source; all patterns of the file by default. */
  begins?: string
  /** The longest text they get, in characters. */
  longest: number
  because: string
}
const bounds: Bound[] = [
  { file: 'src/timeline/listening/clues.ts', longest: 400, because: 'classify.ts cuts a sentence at that' },
  {
    file: 'src/timeline/listening/classify.ts',
    begins: "\\b(?:let'?s|let us|should",
    longest: 400,
    because: 'it cuts a sentence at that',
  },
  {
    file: 'src/investigation/fresh-eyes/mask.ts',
    begins: '(?:\\b[a-z][a-z0-9+.-]*:',
    longest: 600,
    because: 'build.ts reads no more of an entry',
  },
]

/** In ms: how long a pattern may take for the longest text it gets. */
const patience = 5

const { literals, constructions } = patternsOfProgram()
const constructed = constructedAt(constructions)

const boundOf = ({ at, source }: Pattern): Bound | undefined =>
  bounds.find(({ file, begins = '' }) => at.startsWith(`${file}:`) && source.startsWith(begins))

const everyPattern = [
  ...new Map([...literals, ...constructed].map((pattern) => [`${pattern.source}/${pattern.flags}`, pattern])).values(),
]

describe('the regular expressions of the program', () => {
  it('are found, including those constructed at run time', () => {
    expect(literals.length).toBeGreaterThan(200)
    // No import executes the places reported here: exercise them in constructed-patterns-child.ts.
    const made = new Set(constructed.map(({ at }) => at))
    expect(constructions.filter((place) => !made.has(place))).toEqual([])
  })

  it('take time at most proportional to the length of the text', () => {
    const weak = everyPattern
      .filter((pattern) => !boundOf(pattern))
      .flatMap((pattern) => {
        const text = weaknessOf(pattern)
        return text ? [{ ...pattern, text }] : []
      })
    expect(weak).toEqual([])
  })

  it.each(bounds)('$file, bounded by $longest because $because, are quick up to that length', (bound) => {
    const own = everyPattern.filter((pattern) => boundOf(pattern) === bound)
    expect(own.length).toBeGreaterThan(0)
    expect(own.filter((pattern) => !isQuickOver(pattern, bound.longest, patience))).toEqual([])
  })
})

describe('the search for slow regular expressions', () => {
  const pattern = (regex: RegExp): Pattern => ({ at: '', source: regex.source, flags: regex.flags })

  it.each([
    [/^(?:a+)+$/, 'doubles with each letter'],
    [/(?:a|b|ab)*c/, 'doubles with each pair'],
    [/\s+$/, 'starts over at each space'],
    [/\s*\n\s*/g, 'starts over at each space'],
    [/^(.*?)[\s,]+in\s+(\d+)$/is, 'splits spaces between two parts'],
    [/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, 'scans the whole text for the end of each mention'],
    [/www\.(?=\S*\W\s)/gi, 'looks ahead to the end from each position'],
    [/^done\b\s*:?\s*(.*)$/i, 'splits spaces among three parts'],
    [/(?:^| )by (?!.*(?:^| )by )/i, 'looks for a later match from each match'],
  ])('finds that %s %s', (regex) => {
    expect(weaknessOf(pattern(regex))).toBeDefined()
  })

  it.each([
    [/^(?:a)+$/],
    [/(?<!\s)\s+$/],
    [/(?<!\s)\s*\n\s*/g],
    [/<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g],
    [/^\s*(\S*)\s*(.*)$/s],
    [/\S{0,80}$/],
  ])('accepts %s', (regex) => {
    expect(weaknessOf(pattern(regex))).toBeUndefined()
  })

  it('tells literals and constructions from strings and comments', () => {
    const code = `// /no/ é
const one = /a+\\/b/giu, two = '/no/', three = 6 / 2 / 1
type T = { four: RegExp }
const five = (x: string) =>
  new RegExp(x) ?? RegExp(\`\${x}+\`)`
    expect(patternsIn('f.ts', code)).toEqual({
      literals: [{ at: 'f.ts:2', source: 'a+\\/b', flags: 'giu' }],
      constructions: ['f.ts:5', 'f.ts:5'],
    })
  })
})
