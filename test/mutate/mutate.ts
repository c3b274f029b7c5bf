import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { expect, inject, it, vi } from 'vitest'
import { alike } from './alike.ts'
import { areas } from './areas.ts'
import type { Mutant } from './mutants.ts'

declare module 'vitest' {
  interface ProvidedContext {
    mutants: Mutant[]
  }
}

/** Stryker's global state: which mutant is active, and its coverage counters. */
interface Switches {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  mutantCoverage?: { static: Passed; perTest: Record<string, Passed> } | undefined
  /** A mutant that is hit more often than this has caused an endless loop. */
  hitCount?: number
  hitLimit?: number
}
type Passed = Record<string, number>
declare global {
  var __stryker__: Switches
}
globalThis.__stryker__ = { hitLimit: 200_000 }
const switches = globalThis.__stryker__

// Every mutant gets the same generated examples.
fc.configureGlobal({ seed: 1 })

type Run = () => unknown

/** Loads the tests of these files with fresh modules. */
async function load(files: readonly string[]): Promise<Run[]> {
  vi.resetModules()
  switches.mutantCoverage = undefined
  const { runs } = await import('./collect.ts')
  for (const file of files) await import(resolve(file))
  return runs
}

async function fails(run: Run): Promise<boolean> {
  switches.hitCount = 0
  try {
    await run()
    return false
  } catch {
    return true
  }
}

async function someFail(runs: readonly Run[]): Promise<boolean> {
  for (const run of runs) if (await fails(run)) return true
  return false
}

/** Which tests reach each mutant, by its id, and which mutants are reached while modules load. */
async function passing(runs: readonly Run[]) {
  for (const [index, run] of runs.entries()) {
    switches.currentTestId = `${index}`
    await run()
  }
  switches.currentTestId = undefined
  const { static: atLoad = {}, perTest = {} } = switches.mutantCoverage ?? {}
  const tests = Map.groupBy(
    Object.entries(perTest).flatMap(([index, passed]) => Object.keys(passed).map((id) => ({ id, index }))),
    ({ id }) => id,
  )
  const runsOf = (id: string) => (tests.get(id) ?? []).flatMap(({ index }) => runs[Number(index)] ?? [])
  return { runsOf, atLoad: new Set(Object.keys(atLoad)) }
}

/** Whether a test fails with this mutant active during load; tests beside the decision run first. */
async function isNoticedAtLoad({ file }: Mutant, tables: readonly string[]): Promise<boolean> {
  const isFurther = (table: string) => Number(!table.startsWith(file.replace(/\.ts$/, '')))
  for (const table of tables.toSorted((a, b) => isFurther(a) - isFurther(b))) {
    const runs = await load([table]).catch(() => [failing])
    if (await someFail(runs)) return true
  }
  return false
}

const failing: Run = () => {
  throw new Error('the modules failed to load')
}

const makesNoDifference = ({ file, change }: Mutant): boolean =>
  Object.values(alike[file] ?? {}).some((changes) => changes.includes(change))

it.each(Object.entries(areas))('%s', async (name, { decisions, tables, least }) => {
  const [changed, files] = [globSync(decisions), globSync(tables)]
  const mutants = inject('mutants').filter(({ file }) => changed.includes(file))
  const runs = await load(files)
  const { runsOf, atLoad } = await passing(runs)
  const unnoticed: Mutant[] = []
  for (const mutant of mutants) {
    const { id } = mutant
    switches.activeMutant = id
    const isNoticed = atLoad.has(id) ? await isNoticedAtLoad(mutant, files) : await someFail(runsOf(id))
    switches.activeMutant = undefined
    if (!isNoticed) unnoticed.push(mutant)
  }
  expect(await someFail(runs), 'a mutant left state behind').toBe(false)
  const missed = unnoticed.filter((mutant) => !makesNoDifference(mutant))
  const counted = mutants.length - (unnoticed.length - missed.length)
  const score = (100 * (counted - missed.length)) / counted
  console.log(
    [
      `${name}: ${mutants.length} mutants, ${score.toFixed(1)} % of the ${counted} with an effect detected`,
      ...missed.map(({ file, line, change }) => `  ${file}:${line} ${change}`),
    ].join('\n'),
  )
  expect(score).toBeGreaterThanOrEqual(least)
})
