const left = new Set<() => void>()
process.once('exit', () => {
  for (const tidy of left) tidy()
})

/** Tidies up when this process ends before its time; returns what calls that off. */
export function atExit(tidy: () => void): () => void {
  left.add(tidy)
  return () => void left.delete(tidy)
}
