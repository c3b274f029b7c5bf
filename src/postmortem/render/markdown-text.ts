import { trimTrailingPunctuation, webAddressPattern } from '../templates/address.ts'

/** Stands for an escaped full stop while the other signs are escaped. */
const dot = '\u0000'

/** Where a piece of text stands in its line. */
export interface TextPosition {
  isFirst?: boolean
  isLast?: boolean
  inCell?: boolean
  inLink?: boolean
  /** A link follows: with an exclamation mark before it, it would be a picture. */
  isBeforeLink?: boolean
}

/**
 * User-written text → Markdown that shows exactly that text: no markup, HTML or ping. Tired people read the raw
 * Markdown too, so what can mean nothing where it stands is left as it is.
 */
export function escapeMarkdown(text: string, place: TextPosition = {}): string {
  const inside = place.inLink ? escapePart(text) : escapeAroundLinks(text).join('')
  const apart = place.isBeforeLink ? inside.replace(/!$/, '\\!') : inside
  const ended = place.isLast ? atEnd(apart.trimEnd()) : apart
  const begun = place.isFirst ? atStart(ended.trimStart()) : ended
  const linked = place.inLink ? begun.replaceAll(']', '\\]') : begun
  return place.inCell ? linked.replaceAll('|', '\\|') : linked
}

/** Addresses become links that show where they lead; the rest is escaped. */
function escapeAroundLinks(text: string): string[] {
  const parts: string[] = []
  let done = 0
  for (const { index, 0: found } of text.matchAll(webAddressPattern)) {
    const url = trimTrailingPunctuation(found)
    if (url.endsWith('://')) continue
    parts.push(escapePart(text.slice(done, index)), `<${url}>`)
    done = index + url.length
  }
  return [...parts, escapePart(text.slice(done))]
}

/**
 * 1. A backslash is one unless punctuation follows, or the end, where anything may.
 * 2. Code and links begin with a sign that always counts.
 * 3. Emphasis, strike-through and formulas end only behind a letter: where nothing can end, nothing begins.
 * 4. HTML, addresses and entities are known by what follows their first sign.
 * 5. `www.` makes an address of all that follows, in which nothing can be escaped any more.
 */
function escapePart(text: string): string {
  return (
    text
      .replace(/\S+/g, (word, at: number) => withDots(word, at + word.length === text.length))
      .replace(/\\(?=[!-/:-@[-`{-~]|$)|[`[]/g, '\\$&')
      .replace(/(?<!\s)\*|\*(?!\s)/g, '\\*')
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
      .replace(/(?<=\S)~|~(?![\p{L}\p{N}])/gu, '\\~')
      .replace(/(?<=\S)\$/g, '\\$')
      .replace(/<(?=[a-z/!?]|$)/gi, '\\<')
      .replace(/&(?=#?\w+;|$)/g, '\\&')
      .replaceAll(dot, '\\.')
      // A code host would notify whoever has that name there, and link to what has that number.
      .replace(/(?<![\p{L}\p{N}_.&])(@(?=\w)|#(?=\d))/gu, '$&\u2060')
  )
}

/** Where a later sign of the word, or what comes after the text, may have to be escaped. */
function withDots(word: string, isAtEnd: boolean): string {
  const end = isAtEnd ? word.length : Math.max(0, word.search(/[^a-z0-9./-][a-z0-9./-]*$/i))
  const before = word.slice(0, end).replace(/www\./gi, (www) => www.replace('.', dot))
  return before + word.slice(end)
}

/** Signs that begin a heading, a list, a quotation or a rule. */
const atStart = (text: string): string =>
  text
    .replace(/^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|-(?=[-\s]*$)|=(?=[=\s]*$)|>)/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2')

/** Signs that would count as the end of a heading. */
const atEnd = (text: string): string => text.replace(/(?<=\s|^)#+$/, '\\$&')
