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

/** What the switches in the changed decisions look at, and where they count who came by. */
interface Switches {
  activeMutant?: string | undefined
  currentTestId?: string | undefined
  mutantCoverage?: { static: Passed; perTest: Record<string, Passed> } | undefined
  /** A change that is passed more often than this made a loop endless. */
  hitCount?: number
  hitLimit?: number
}
type Passed = Record<string, number>
declare global {
  var __stryker__: Switches
}
globalThis.__stryker__ = { hitLimit: 200_000 }
const switches = globalThis.__stryker__

// The same examples for every change.
fc.configureGlobal({ seed: 1 })

type Run = () => unknown

/** The tests of these files, with their modules loaded anew. */
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

/** Which tests pass by each change, by its id; and which changes are passed while modules load. */
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

/** Whether a test fails once this change is made before anything is loaded; those beside the decision come first. */
async function isNoticedAtLoad({ file }: Mutant, tables: readonly string[]): Promise<boolean> {
  const isFurther = (table: string) => Number(!table.startsWith(file.replace(/\.ts$/, '')))
  for (const table of tables.toSorted((a, b) => isFurther(a) - isFurther(b))) {
    const runs = await load([table]).catch(() => [failing])
    if (await someFail(runs)) return true
  }
  return false
}

const failing: Run = () => {
  throw new Error('It does not even load.')
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
  expect(await someFail(runs), 'a change left something behind').toBe(false)
  const missed = unnoticed.filter((mutant) => !makesNoDifference(mutant))
  const counted = mutants.length - (unnoticed.length - missed.length)
  const score = (100 * (counted - missed.length)) / counted
  console.log(
    [
      `${name}: ${mutants.length} changes, of ${counted} that make a difference ${score.toFixed(1)} % noticed`,
      ...missed.map(({ file, line, change }) => `  ${file}:${line} ${change}`),
    ].join('\n'),
  )
  expect(score).toBeGreaterThanOrEqual(least)
})
