import { expect } from 'vitest'

/**
 * Stands in for vitest in the tables that `npm run mutate` judges: it gathers what vitest would run, to be run once for
 * every change.
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
