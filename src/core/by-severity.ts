import { z } from 'zod'
import { intervalSchema } from '../platform/config/durations.ts'

/** Lengths of time by severity, in ms; null: never. */
export type BySeverity = Record<string, number | null>

/** Without any names nobody can tell, and every name passes. */
const isSeverity = (name: string, names: readonly string[]): boolean => names.length === 0 || names.includes(name)
const noSeverityText = (names: readonly string[]): string => `is none of ${names.join(', ')}`

/** Lengths of time for some of the severities with these names. */
export const bySeveritySchema = (names: readonly string[]) =>
  z.record(
    z.string().refine((name) => isSeverity(name, names), noSeverityText(names)),
    intervalSchema,
  )

/** Some of the severities with these names. */
export const severityListSchema = (names: readonly string[]) =>
  z.array(z.string()).superRefine((given, ctx) => {
    for (const name of given) if (!isSeverity(name, names)) ctx.addIssue(`"${name}" ${noSeverityText(names)}`)
  })

/** The usual lengths for the first, second, … severity; what a team set for some of them goes before. */
export const fillBySeverity = (names: readonly string[], usual: readonly number[], own: BySeverity): BySeverity => ({
  ...Object.fromEntries(names.map((name, rank) => [name, usual[rank] ?? null])),
  ...own,
})
