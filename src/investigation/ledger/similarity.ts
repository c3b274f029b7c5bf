/** Words ignored when statements are compared. */
const fillerWords = new Set(
  `a an the this that these those there it its is are was were be been being of in on at to for from by with and or as
  i we our think guess suspect maybe perhaps probably possibly likely could might may must should would can has have
  had so well do does again still just really now some something seems seem looks look like because due caused causing`.split(
    /\s+/,
  ),
)

const negationWords = new Set(
  'not no never none nothing without isnt arent wasnt werent cant cannot doesnt dont didnt wont non'.split(' '),
)

/** The significant words of a statement, in the singular. */
function extractTellingWords(statement: string): Set<string> {
  const words = statement
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word && !fillerWords.has(word))
  return new Set(words.map(toSingular))
}

const toSingular = (word: string): string => (/[^s]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word)

/** One such word makes a different statement: a negation, or a number (a host, a version, a shard). */
const isDistinguishingWord = (word: string): boolean => negationWords.has(word) || /\p{N}/u.test(word)

/** How many shared words each additional word needs. */
const sharedWordsPerAddedWord = 3

/**
 * True when one statement contains all significant words of the other, in any order, and adds at most one word for
 * every three shared. Statements that each have a word of their own ("eu db is slow", "us db is slow") are different.
 */
export function areNearlySameStatements(a: string, b: string): boolean {
  const [one, other] = [extractTellingWords(a), extractTellingWords(b)]
  const [fewer, more] = one.size <= other.size ? [one, other] : [other, one]
  const added = [...more].filter((word) => !fewer.has(word))
  const hasAll = more.size - added.length === fewer.size
  const isSmall = fewer.size >= sharedWordsPerAddedWord * added.length
  return fewer.size > 0 && hasAll && isSmall && !added.some(isDistinguishingWord)
}
