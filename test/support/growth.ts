/** How much longer four times the text may take: in proportion is 4, with the square 16. */
const mostGrowth = 9
/** What a few measurements put below this needs no more of them. */
const clearlyInProportion = 5
const [fewRounds, mostRounds] = [2, 6]
/** In ms: time enough to be measured. Whatever takes less over the longest text does not grow fast. */
const measurable = 2
/** In characters. */
const lengths = [1500, 3000, 6000, 12_000]
/** In ms: what takes so long over less than that need not be measured further. */
const hopeless = 50
/** Lengths on the way there, in steps so small that even what doubles with every character or two ends. */
const steps = [20, 24, 28, 36, 44, 64, 100, 256, 512, 1000]

/** In ms: how often the system counts what a thread has worked. */
const tick = 4

/**
 * How long this thread works on it, in ms. Of two clocks the lower: on one the whole machine counts, where it is busy;
 * the other is coarse.
 */
export function worked(run: () => void): number {
  const [cpu, began] = [process.threadCpuUsage(), performance.now()]
  run()
  const passed = performance.now() - began
  const { user, system } = process.threadCpuUsage(cpu)
  return Math.min(passed, (user + system) / 1000 + tick)
}

/** The least it takes, in ms: what it took longer another time was somebody else's doing. */
export const leastWorked = (run: () => void, times = 3): number =>
  Math.min(...Array.from({ length: times }, () => worked(run)))

/** Whether work takes disproportionately longer the longer the text is that it is done on. */
export function growsTooFast(textOf: (length: number) => string, work: (text: string) => void): boolean {
  const least = (length: number, times: number): number => {
    const text = textOf(length)
    return leastWorked(() => work(text), times)
  }
  if (steps.some((length) => least(length, 1) > hopeless && least(length, 2) > hopeless)) return true
  // The first time may be the one at which it is compiled.
  const long = lengths.find((length) => least(length, 1) > measurable && least(length, 3) > measurable)
  if (long === undefined) return false
  // A busy machine only ever adds time: the least of many measurements, taken in turns, is near what each costs.
  const taken = { long: Number.POSITIVE_INFINITY, fourTimes: Number.POSITIVE_INFINITY }
  const growth = () => taken.fourTimes / taken.long
  for (let round = 1; round <= mostRounds; round++) {
    taken.long = Math.min(taken.long, least(long, 3))
    taken.fourTimes = Math.min(taken.fourTimes, least(4 * long, 3))
    if (round >= fewRounds && growth() < clearlyInProportion) break
  }
  return growth() > mostGrowth
}
