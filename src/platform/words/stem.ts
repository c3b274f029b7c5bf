const inflections = 'ings?|ied|ies|ed|es|s'
const derivations = 'izations?|ations?|itions?|ions?|ures?|ments?|ably|able|ers?|ors?|ly'

const inflectionPattern = new RegExp(`(?:${inflections})$`)
const endingPattern = new RegExp(`(?:${inflections}|${derivations})$`)

/**
 * The stem of an English word in lower case: `leak`, `leaks`, `leaked` and `leaking` have the same. What does something
 * stays apart from what is done: an `indexer` is no `index`, a `connector` no `connection`.
 */
export const stemWord = (word: string): string => stripEnding(word, inflectionPattern)

/** What a whole family of words has in common: `expire`, `expired` and `expiration`, but also `index` and `indexer`. */
export const rootWord = (word: string): string => stripEnding(word, endingPattern)

function stripEnding(word: string, pattern: RegExp): string {
  const isSingular = /(?:ss|us|is)$/.test(word)
  const singular = isSingular ? word : word.replace(/s$/, '')
  const stripped = isSingular ? word : word.replace(pattern, '')
  const bare = (isLongEnough(stripped) ? stripped : singular).replace(/[eiy]$/, '')
  const stem = [bare, singular].find(isLongEnough) ?? word
  return stem.replace(/([bdfgklmnprt])\1$/, '$1')
}

const isLongEnough = ({ length }: string): boolean => length >= 3
