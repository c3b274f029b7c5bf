/** The command closest to what was typed, if it is close enough for that to be a typo. */
export function findNearestCommand(typed: string, commands: readonly string[]): string | undefined {
  const word = typed.toLowerCase()
  const ranked = commands.map((name) => ({ name, distance: distanceOf(word, name) }))
  const [best] = ranked.sort((a, b) => a.distance - b.distance)
  return best && best.distance <= maxTyposIn(best.name) ? best.name : undefined
}

/** One typo, or one per five letters in longer commands. With more, about half of all commands would match. */
const maxTyposIn = ({ length }: string): number => Math.max(1, Math.floor(length / 5))

/**
 * The optimal string alignment distance: the number of inserted, missing, wrong or transposed letters. It is 1 if
 * either word is a prefix of the other, as in `com` for `commander` or `hypothesis` for `hyp`.
 */
function distanceOf(typed: string, command: string): number {
  if (typed.length >= 2 && command.startsWith(typed)) return 1
  if (command.length >= 3 && typed.startsWith(command)) return 1
  let before: number[] = []
  let row = Array.from({ length: command.length + 1 }, (_, index) => index)
  for (let i = 0; i < typed.length; i += 1) {
    const next = [i + 1]
    for (let j = 0; j < command.length; j += 1) {
      const change = (row[j] ?? 0) + (typed[i] === command[j] ? 0 : 1)
      const swapped = i > 0 && j > 0 && typed[i] === command[j - 1] && typed[i - 1] === command[j]
      const swap = swapped ? (before[j - 1] ?? 0) + 1 : change
      next.push(Math.min(change, swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row.at(-1) ?? command.length
}
