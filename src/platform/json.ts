import type { z } from 'zod'
import { makeStorable } from './strings.ts'

/** Parses JSON that came back from Slack as text. Undefined if it is not JSON or does not match the schema. */
export function parseJsonAs<S extends z.ZodType>(text: string, schema: S): z.output<S> | undefined {
  try {
    return schema.safeParse(makeStorable(JSON.parse(text))).data
  } catch {
    return undefined
  }
}
