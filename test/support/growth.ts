/** How much longer a text four times as long may take; linear growth gives 4, quadratic 16. */
const mostGrowth = 9
/** A ratio below this, after a few rounds, needs no further measuring. */
const clearlyInProportion = 5
/** Nor does a ratio above this. */
const clearlyDisproportionate = 13
const [fewRounds, mostRounds] = [2, 6]
/** In ms: long enough to measure. Work that is faster than this for the longest text does not grow fast. */
const measurable = 2
/** Text lengths to measure, in characters. */
const lengths = [1500, 3000, 6000, 12_000]
/** In ms: work that takes longer than this for one of the short `steps` counts as growing too fast. */
const hopeless = 50
/** Shorter lengths tried first, in steps small enough to finish even if the time doubles with every character. */
const steps = [20, 24, 28, 36, 44, 64, 100, 256, 512, 1000]

/** In ms: the resolution of the CPU time of a thread. */
const tick = 4

/**
 * How long this thread works on `run`, in ms: the lower of two clocks, since wall time includes other work of a busy
 * machine and CPU time is coarse.
 */
export function worked(run: () => void): number {
  const [cpu, began] = [process.threadCpuUsage(), performance.now()]
  run()
  const passed = performance.now() - began
  const { user, system } = process.threadCpuUsage(cpu)
  return Math.min(passed, (user + system) / 1000 + tick)
}

/** The shortest time of several runs, in ms: anything longer is interference by other processes. */
export const leastWorked = (run: () => void, times = 3): number =>
  Math.min(...Array.from({ length: times }, () => worked(run)))

/** Whether the time of `work` grows faster than the length of its text. */
export function growsTooFast(textOf: (length: number) => string, work: (text: string) => void): boolean {
  const least = (length: number, times: number): number => {
    const text = textOf(length)
    return leastWorked(() => work(text), times)
  }
  if (steps.some((length) => least(length, 1) > hopeless && least(length, 2) > hopeless)) return true
  // The first run may include compilation.
  const long = lengths.find((length) => least(length, 1) > measurable && least(length, 3) > measurable)
  if (long === undefined) return false
  // A busy machine only adds time, so the minimum of many interleaved runs is close to the real cost.
  const taken = { long: Number.POSITIVE_INFINITY, fourTimes: Number.POSITIVE_INFINITY }
  const growth = () => taken.fourTimes / taken.long
  for (let round = 1; round <= mostRounds; round++) {
    taken.long = Math.min(taken.long, least(long, 3))
    taken.fourTimes = Math.min(taken.fourTimes, least(4 * long, 3))
    const isClear = growth() < clearlyInProportion || growth() > clearlyDisproportionate
    if (round >= fewRounds && isClear) break
  }
  return growth() > mostGrowth
}
