import fc from 'fast-check'
import { expect } from 'vitest'

/**
 * A property about a case that not every run contains: `check` says how often it met the case, and in at least
 * `atLeast` runs it must have. Without that it would go on holding when the generator no longer makes the case.
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
