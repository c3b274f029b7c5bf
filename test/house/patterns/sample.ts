import { type AST, RegExpParser } from '@eslint-community/regexpp'

/** Characters to try for a character class: the kinds that people write and patterns distinguish. */
const signs = [...'a0 -A._:/<@|,\n\t"\'`)é–漢\u2028\uD800']
/** Tried when none of `signs` matches. */
const everySign = Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code))
/** At most this many characters represent one class, one per sample. */
const mostSigns = 3
/** At most this many samples are made of one pattern. */
const mostSamples = 24
/** A quantified part is repeated at most this often. */
const mostRepeats = 12

/**
 * Texts that drive a matcher into every part of a pattern, split into one piece per element, so that repeating a few
 * adjacent pieces repeats what one quantifier, or several adjacent ones, match.
 */
export function samplesOf(source: string, flags: string): string[][] {
  const unicode = flags.includes('u')
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode,
    unicodeSets: flags.includes('v'),
  })
  const sampler = new Sampler(flags.replace(/[gyd]/g, ''))
  const count = Math.min(mostSamples, sampler.variants(pattern))
  const samples = Array.from({ length: count }, (_, turn) => sampler.pieces(pattern, turn))
  return [...new Map(samples.map((pieces) => [JSON.stringify(pieces), pieces])).values()]
}

type Branching = AST.Pattern | AST.Group | AST.CapturingGroup
type Part = AST.Pattern | AST.Alternative | AST.Element

class Sampler {
  readonly #flags: string
  readonly #fitting = new Map<string, string[]>()

  constructor(flags: string) {
    this.#flags = flags
  }

  /** How many samples it takes to include every alternative and every character chosen for a class. */
  variants(part: Part): number {
    switch (part.type) {
      case 'Pattern':
      case 'Group':
      case 'CapturingGroup':
        return part.alternatives.length * Math.max(...part.alternatives.map((one) => this.variants(one)))
      case 'Alternative':
        return Math.max(1, ...part.elements.map((one) => this.variants(one)))
      case 'Quantifier':
        return this.variants(part.element)
      case 'CharacterClass':
      case 'CharacterSet':
        return this.#signsOf(part.raw).length
      default:
        return 1
    }
  }

  pieces(part: Part, turn: number): string[] {
    switch (part.type) {
      case 'Pattern':
      case 'Group':
      case 'CapturingGroup':
        return this.#chosen(part, turn)
      case 'Alternative':
        return this.#inRow(part.elements, turn)
      case 'Quantifier':
        return this.#repeated(part, turn)
      case 'Character':
        return [String.fromCodePoint(part.value)]
      case 'CharacterClass':
      case 'CharacterSet': {
        const fitting = this.#signsOf(part.raw)
        return [fitting[turn % fitting.length] ?? '']
      }
      default:
        return []
    }
  }

  #chosen({ alternatives }: Branching, turn: number): string[] {
    const chosen = alternatives[turn % alternatives.length]
    return chosen ? this.#inRow(chosen.elements, Math.floor(turn / alternatives.length)) : []
  }

  /** Joins adjacent literal characters into one piece. */
  #inRow(elements: readonly AST.Element[], turn: number): string[] {
    const pieces: string[] = []
    let isWord = false
    for (const element of elements) {
      const own = this.pieces(element, turn)
      const last = pieces.at(-1)
      if (isWord && element.type === 'Character' && last !== undefined) pieces[pieces.length - 1] = last + own.join('')
      else pieces.push(...own)
      if (own.length > 0) isWord = element.type === 'Character'
    }
    return pieces
  }

  #repeated({ element, min }: AST.Quantifier, turn: number): string[] {
    const once = this.pieces(element, turn)
    return min > 1 ? [once.join('').repeat(Math.min(min, mostRepeats))] : once
  }

  #signsOf(raw: string): string[] {
    const known = this.#fitting.get(raw)
    if (known) return known
    const one = new RegExp(`^(?:${raw})$`, this.#flags)
    const usual = signs.filter((sign) => one.test(sign)).slice(0, mostSigns)
    const fitting = usual.length > 0 ? usual : everySign.filter((sign) => one.test(sign)).slice(0, mostSigns)
    this.#fitting.set(raw, fitting)
    return fitting
  }
}
