const left = new Set<() => void>()
process.once('exit', () => {
  for (const tidy of left) tidy()
})

/** Runs `tidy` when this process exits; returns a function that cancels it. */
export function atExit(tidy: () => void): () => void {
  left.add(tidy)
  return () => void left.delete(tidy)
}
