/** Joins the lines of a text into one. */
export const toOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** A code block, up to its closing fence or the end of the text. */
const codeBlockPattern = /```[\s\S]*?(?:```|$)/g

/** The text around code blocks, in one line; if there is only code, the code without its fences. */
export const extractProse = (text: string): string =>
  toOneLine(text.replace(codeBlockPattern, '\n')) || toOneLine(text.replaceAll('```', '\n'))

/** The part of a text to quote in one line: the first line of its prose. */
export function firstLine(text: string): string {
  const prose = text.replace(codeBlockPattern, '\n')
  const [first = extractProse(text)] = prose.split('\n').map(toOneLine).filter(Boolean)
  return first
}

export const capitalizeFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** `1 test`, `2 tests`, `no test`. */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  count === 0 ? `no ${one}` : `${count} ${count === 1 ? one : many}`

/** `words: rest`, or only `words` if there is no rest. */
export const withRest = (words: string, rest: string): string => (rest ? `${words}: ${rest}` : words)
