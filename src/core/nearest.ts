/** The known word closest to what was typed, when it is close enough to be a slip. */
export function findNearestCommand(typed: string, known: readonly string[]): string | undefined {
  const word = typed.toLowerCase()
  const ranked = known.map((name) => ({ name, distance: distanceOf(word, name) }))
  const [best] = ranked.sort((a, b) => a.distance - b.distance)
  return best && best.distance <= maxTyposIn(best.name) ? best.name : undefined
}

/** A short word may have one slip, a longer one a slip every five letters: with more, half of all words are alike. */
const maxTyposIn = ({ length }: string): number => Math.max(1, Math.floor(length / 5))

/**
 * Slips between two words: a letter too many, too few, wrong, or two that changed places (optimal string alignment).
 * A known word that
 * starts as typed, or was typed longer (`hypothesis`), counts as one.
 */
function distanceOf(typed: string, known: string): number {
  if (typed.length >= 2 && known.startsWith(typed)) return 1
  if (known.length >= 3 && typed.startsWith(known)) return 1
  let before: number[] = []
  let row = Array.from({ length: known.length + 1 }, (_, index) => index)
  for (let i = 0; i < typed.length; i += 1) {
    const next = [i + 1]
    for (let j = 0; j < known.length; j += 1) {
      const change = (row[j] ?? 0) + (typed[i] === known[j] ? 0 : 1)
      const swapped = i > 0 && j > 0 && typed[i] === known[j - 1] && typed[i - 1] === known[j]
      const swap = swapped ? (before[j - 1] ?? 0) + 1 : change
      next.push(Math.min(change, swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row.at(-1) ?? known.length
}
