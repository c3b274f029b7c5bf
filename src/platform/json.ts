import type { z } from 'zod'
import { storable } from './strings.ts'

/** JSON that came back from Slack as text; undefined where it is none, or not of this form. */
export function readJson<S extends z.ZodType>(text: string, schema: S): z.output<S> | undefined {
  try {
    return schema.safeParse(storable(JSON.parse(text))).data
  } catch {
    return undefined
  }
}
