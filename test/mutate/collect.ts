import { expect } from 'vitest'

/**
 * Replaces vitest in the table tests that `npm run mutate` uses: collects the tests, which are then run once for
 * every mutant.
 */

export { expect }

type Run = (...given: unknown[]) => unknown

export const runs: (() => unknown)[] = []

export const it = (_name: string, run: Run) => runs.push(run)
it.each = (rows: readonly unknown[]) => (_name: string, run: Run) =>
  runs.push(...rows.map((row) => () => (Array.isArray(row) ? run(...row) : run(row))))

export const describe = (_name: string, gather: Run) => gather()
describe.each = (rows: readonly unknown[]) => (_name: string, gather: Run) => {
  for (const row of rows) Array.isArray(row) ? gather(...row) : gather(row)
}
