/** Line ends of every kind, with the space around them. */
const lineEnds = /\s*[\r\n\v\f\u0085\u2028\u2029]\s*/g
/** Control characters, and those that would turn the direction of all that follows on the line. */
const unseen = /[^\P{Cc}\t]|[\u202A-\u202E\u2066-\u2069]/gu
const address = /(?:https?|ftp):\/\/[^\s<>|`\\]+/gi
/** Stands for an escaped full stop while the other signs are escaped. */
const dot = '\u0000'
const trailing = /[.,;:!?'"\]}…]+$|\)+(?=[.,;:!?]*$)/

/**
 * User-written text → Markdown that shows exactly that text on one line: no markup, HTML or ping. Tired people read
 * the raw Markdown too, so what can mean nothing where it stands is left as it is.
 */
export function escapeMarkdown(text: string): string {
  const oneLine = text.toWellFormed().trim().replace(lineEnds, ' ⏎ ').replace(unseen, '').trim()
  return atStart(atEnd(partsOf(oneLine).join('')))
}

/** The same for a cell of a table. */
export const escapeCell = (text: string): string => escapeMarkdown(text).replaceAll('|', '\\|')

/** Addresses become links that show where they lead; the rest is escaped. */
function partsOf(text: string): string[] {
  const parts: string[] = []
  let done = 0
  for (const { index, 0: found } of text.matchAll(address)) {
    const url = withoutTrail(found)
    if (url.endsWith('://')) continue
    parts.push(escapePart(text.slice(done, index)), `<${url}>`)
    done = index + url.length
  }
  return [...parts, escapePart(text.slice(done))]
}

/** A full stop or a bracket behind an address belongs to the sentence, unless the bracket was opened inside. */
function withoutTrail(url: string): string {
  const cut = url.replace(trailing, (trail) => (trail.startsWith(')') && url.includes('(') ? trail : ''))
  return cut === url ? url : withoutTrail(cut)
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
      .replace(/www\.(?=\S*[^a-z0-9\s./-])/gi, (www) => www.replace('.', dot))
      .replace(/\\(?=[!-/:-@[-`{-~]|$)|[`[]/g, '\\$&')
      .replace(/(?<!\s)\*|\*(?!\s)/g, '\\*')
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
      .replace(/(?<=\S)~|~(?![\p{L}\p{N}])/gu, '\\~')
      .replace(/(?<=\S)\$/g, '\\$')
      .replace(/<(?=[a-z/!?]|$)/gi, '\\<')
      .replace(/&(?=#?\w+;)/g, '\\&')
      .replaceAll(dot, '\\.')
      // A code host would notify whoever has that name there, and link to what has that number.
      .replace(/(?<![\p{L}\p{N}_.&])(@(?=\w)|#(?=\d))/gu, '$&\u2060')
  )
}

/** Signs that begin a heading, a list, a quotation or a rule. */
const atStart = (text: string): string =>
  text
    .replace(/^(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|-(?=[-\s]*$)|>)/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')

/** Signs that would count as the end of a heading. */
const atEnd = (text: string): string => text.replace(/(?<=\s)#+$/, '\\$&')

/** A link whose text is ours and whose address came from Slack. */
export const markdownLink = (text: string, url: string): string =>
  /^https:\/\/[^\s<>()"']+$/.test(url) ? `[${text}](${url})` : text
