import { trimTrailingPunctuation, webAddressPattern } from '../templates/address.ts'

/** Placeholder for an escaped full stop, so that the other replacements do not escape its backslash. */
const escapedDotPlaceholder = '\u0000'

/** Where a piece of text is within its line. */
export interface TextPosition {
  isFirst?: boolean
  isLast?: boolean
  inCell?: boolean
  inLink?: boolean
  /** A link follows: an exclamation mark before it would turn it into an image. */
  isBeforeLink?: boolean
}

/**
 * Escapes user-written text to Markdown that shows exactly that text: no markup, HTML or mention. People also read the
 * source, so characters that mean nothing where they are stay unescaped.
 */
export function escapeMarkdown(text: string, place: TextPosition = {}): string {
  const inside = place.inLink ? escapePart(text) : escapeAroundLinks(text).join('')
  const apart = place.isBeforeLink ? inside.replace(/!$/, '\\!') : inside
  const ended = place.isLast ? escapeLineEnd(apart.trimEnd()) : apart
  const begun = place.isFirst ? escapeLineStart(ended.trimStart()) : ended
  const linked = place.inLink ? begun.replaceAll(']', '\\]') : begun
  return place.inCell ? linked.replaceAll('|', '\\|') : linked
}

/** Turns URLs into links that show their target, and escapes the rest. */
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
 * 1. A backslash is literal unless punctuation follows. At the end of the text anything may follow, so it is escaped.
 * 2. A backtick or an opening bracket can always start code or a link.
 * 3. Emphasis, strikethrough and formulas close only after a non-space character: where none can close, none opens.
 * 4. HTML, autolinks and entities are recognized by the character after the first.
 * 5. `www.` starts an autolink, in which escapes no longer work, so its full stop is escaped.
 */
function escapePart(text: string): string {
  return (
    text
      .replace(/\S+/g, (word, at: number) => protectWwwDots(word, at + word.length === text.length))
      .replace(/\\(?=[!-/:-@[-`{-~]|$)|[`[]/g, '\\$&')
      .replace(/(?<!\s)\*|\*(?!\s)/g, '\\*')
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
      .replace(/(?<=\S)~|~(?![\p{L}\p{N}])/gu, '\\~')
      .replace(/(?<=\S)\$/g, '\\$')
      .replace(/<(?=[a-z/!?]|$)/gi, '\\<')
      .replace(/&(?=#?\w+;|$)/g, '\\&')
      .replaceAll(escapedDotPlaceholder, '\\.')
      // A code host would notify its user of that name, and link to its issue of that number.
      .replace(/(?<![\p{L}\p{N}_.&])(@(?=\w)|#(?=\d))/gu, '$&\u2060')
  )
}

/** Breaks up `www.` where a later character of the word, or whatever follows the text, may have to be escaped. */
function protectWwwDots(word: string, isAtEnd: boolean): string {
  const end = isAtEnd ? word.length : Math.max(0, word.search(/[^a-z0-9./-][a-z0-9./-]*$/i))
  const before = word.slice(0, end).replace(/www\./gi, (www) => www.replace('.', escapedDotPlaceholder))
  return before + word.slice(end)
}

/** Escapes what would start a heading, a list, a quotation or a rule. */
const escapeLineStart = (text: string): string =>
  text
    .replace(/^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|-(?=[-\s]*$)|=(?=[=\s]*$)|>)/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2')

/** Escapes what would close a heading. */
const escapeLineEnd = (text: string): string => text.replace(/(?<=\s|^)#+$/, '\\$&')
