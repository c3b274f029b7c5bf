/** The known word closest to what was typed, when it is close enough to be a slip. */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const word = typed.toLowerCase()
  const ranked = known.map((name) => ({ name, distance: distanceOf(word, name) }))
  const [best] = ranked.sort((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.max(2, Math.floor(best.name.length / 2)) ? best.name : undefined
}

/** Edits between two words (Levenshtein); a known word that starts as typed counts as one edit. */
function distanceOf(typed: string, known: string): number {
  if (typed.length >= 2 && known.startsWith(typed)) return 1
  let row = Array.from({ length: known.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...typed].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...known].entries()) {
      const change = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? known.length
}
