import { z } from 'zod'
import { dayMs, parseDuration } from '../time/durations.ts'

const durationMistake = 'write a duration such as 15m, 2s or 1h30m'

/** A length of time in a settings file, in ms. */
export const durationSchema = z.string(durationMistake).transform((text, ctx) => readDuration(text, ctx))

/** The same, or `off` (null): not at all. */
export const intervalSchema = z
  .string(`${durationMistake}, or off`)
  .transform((text, ctx) => (text === 'off' ? null : readDuration(text, ctx)))

function readDuration(text: string, ctx: z.RefinementCtx): number {
  const ms = parseDuration(text)
  if (ms === undefined) ctx.addIssue(`"${text}" is no duration: ${durationMistake}`)
  else if (ms === 0 || ms > 366 * dayMs) ctx.addIssue(`"${text}" must be more than nothing and at most 366d`)
  return ms ?? 0
}
