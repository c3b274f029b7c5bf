import type { z } from 'zod'
import { makeStorable } from './strings.ts'

/** JSON that came back from Slack as text; undefined where it is none, or not of this form. */
export function parseJsonAs<S extends z.ZodType>(text: string, schema: S): z.output<S> | undefined {
  try {
    return schema.safeParse(makeStorable(JSON.parse(text))).data
  } catch {
    return undefined
  }
}
