import fc from 'fast-check'
import { expect } from 'vitest'

/**
 * Asserts a property about a case that not every run contains: `check` returns how often the case occurred, which must
 * be at least once in `atLeast` runs. Otherwise the property would hold vacuously if the generator lost the case.
 */
export function assertWhereMet<Run>(
  runs: fc.Arbitrary<Run>,
  { numRuns, atLeast }: { numRuns: number; atLeast: number },
  check: (run: Run) => number,
): void {
  let met = 0
  fc.assert(
    fc.property(runs, (run) => {
      if (check(run) > 0) met += 1
    }),
    { numRuns },
  )
  expect(met, 'runs that met the case').toBeGreaterThanOrEqual(atLeast)
}
