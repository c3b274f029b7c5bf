import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Instrumenter } from '@stryker-mutator/instrumenter'
import { areas } from './areas.ts'

/** One small change to a decision (a mutation). */
export interface Mutant {
  id: string
  file: string
  line: number
  /** `a > b → a >= b` */
  change: string
}

const no = () => false
const silently = () => undefined
const quiet = {
  isTraceEnabled: no,
  isDebugEnabled: no,
  isInfoEnabled: no,
  isWarnEnabled: no,
  isErrorEnabled: no,
  isFatalEnabled: no,
  trace: silently,
  debug: silently,
  info: silently,
  warn: silently,
  error: silently,
  fatal: silently,
}

/** The decisions instrumented with every mutant, each behind a switch, and the list of mutants. */
export async function makeMutants(): Promise<{ sources: Map<string, string>; mutants: Mutant[] }> {
  const files = Object.values(areas).flatMap(({ decisions }) => globSync(decisions))
  const contents = new Map(files.map((file) => [resolve(file), readFileSync(file, 'utf8')]))
  const made = await new Instrumenter(quiet).instrument(
    [...contents].map(([name, content]) => ({ name, content, mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: [] },
  )
  const mutants = made.mutants.map(({ id, fileName, replacement, location: { start, end } }) => {
    const lines = (contents.get(fileName) ?? '').split('\n').slice(start.line, end.line + 1)
    const until = end.column - (lines.at(-1)?.length ?? 0)
    const original = lines.join('\n').slice(start.column, until === 0 ? undefined : until)
    const file = files.find((known) => resolve(known) === fileName) ?? fileName
    return { id, file, line: start.line + 1, change: oneLine(`${original} → ${replacement}`) }
  })
  return { sources: new Map(made.files.map(({ name, content }) => [name, content])), mutants }
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')
