/** Latin letters that Unicode does not decompose into a base letter and a mark. */
const asciiByLetter: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/**
 * Lower case, full-width characters as plain ones, and no accents. Scripts in which a mark makes another letter, such as
 * Japanese or Hindi, keep theirs.
 */
export const foldLetters = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(
      /([\p{N}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}+/gu,
      '$1',
    )
    .normalize('NFC')
    .replace(/[ßæœøłđðþı]/g, (letter) => asciiByLetter[letter] ?? letter)

/** A word does not begin with a mark: emoji end in one that would otherwise be taken for a word. */
const wordPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu
/** Scripts that put no spaces between words. */
const unspacedPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const wordSegmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** What English leaves of a second word: `ALB's`, `we'll`. */
const cliticPattern = /(?<=[\p{L}\p{N}])'(?:s|ll|re|ve|d|m)(?![\p{L}\p{N}])/gu
/** The same, typed in a hurry: `its`, `thats`. */
const hastyCliticPattern = /(?<![\p{L}\p{N}])(it|that|what|who|where|there|here|how|he|she)s(?![\p{L}\p{N}])/gu
const contractedNotPattern = /(?<=\p{L}n)'(?=t(?![\p{L}\p{N}]))/gu

/**
 * The words of a text, folded. `isn't` is one word, `isnt`; `it's` and `its` are `it`. Every other character that is
 * neither letter nor digit separates two.
 */
export function splitWords(text: string): string[] {
  const plain = foldLetters(text)
    .replaceAll('’', "'")
    .replace(contractedNotPattern, '')
    .replace(cliticPattern, '')
    .replace(hastyCliticPattern, '$1')
  const words = plain.match(wordPattern) ?? []
  return words.flatMap((word) => (unspacedPattern.test(word) ? segmentWord(word) : [word]))
}

const segmentWord = (text: string): string[] => [...wordSegmenter.segment(text)].map(({ segment }) => segment)

/** A text's words with single spaces between them; empty if it has none, such as an emoji. */
export const normalizeWords = (text: string): string => splitWords(text).join(' ')

/** Whether two texts differ at most in case, accents, spaces and punctuation. Texts without words must match exactly. */
export const haveSameWords = (a: string, b: string): boolean =>
  (normalizeWords(a) || a.trim()) === (normalizeWords(b) || b.trim())
