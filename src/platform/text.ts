/** What people typed, in one line. */
export const toOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** A block of code, to its end or to that of the text. */
const codeBlockPattern = /```[\s\S]*?(?:```|$)/g

/** What people wrote around their code, in one line; of nothing but code, the code without its fences. */
export const extractProse = (text: string): string =>
  toOneLine(text.replace(codeBlockPattern, '\n')) || toOneLine(text.replaceAll('```', '\n'))

/** As much of a text as a line can quote: the first line of its prose. */
export function firstLine(text: string): string {
  const prose = text.replace(codeBlockPattern, '\n')
  const [first = extractProse(text)] = prose.split('\n').map(toOneLine).filter(Boolean)
  return first
}

export const capitalizeFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** `1 test`, `2 tests`, `no test`. */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  count === 0 ? `no ${one}` : `${count} ${count === 1 ? one : many}`

/** `words: rest`, where there is any. */
export const withRest = (words: string, rest: string): string => (rest ? `${words}: ${rest}` : words)
