import { z } from 'zod'
import { type Json, jsonOf } from '../json.ts'
import type { World } from '../world.ts'
import { ApiError, invalidArguments } from './error.ts'

export interface Method {
  /** Holding any one of these scopes allows the call. */
  needs: string[]
  token: 'bot' | 'app'
  call: (args: Json, world: World) => Json
}

interface Definition<Args extends z.ZodRawShape> {
  needs?: string[]
  token?: 'bot' | 'app'
  args: Args
  run: (args: z.output<z.ZodObject<Args>>, world: World) => Json
}

export function method<Args extends z.ZodRawShape>(definition: Definition<Args>): Method {
  const schema = z.object(definition.args)
  const call = (args: Json, world: World) => {
    const parsed = schema.safeParse(args)
    if (!parsed.success) throw invalidArguments(parsed.error.issues.map(wordsFor))
    return definition.run(parsed.data, world)
  }
  return { needs: definition.needs ?? [], token: definition.token ?? 'bot', call }
}

function wordsFor(issue: z.core.$ZodIssue): string {
  const name = issue.path.join('/')
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined
  const pointer = `[json-pointer:/${name}]`
  return isMissing ? `missing required field: ${name}` : `${issue.message} ${pointer}`
}

export function requireScope(world: World, ...anyOf: string[]): void {
  if (anyOf.length === 0 || anyOf.some((scope) => world.app.may(scope))) return
  throw new ApiError('missing_scope', { needed: anyOf.join(','), provided: world.app.scopes.join(',') })
}

/** In a form every argument is text; in JSON it may have its own type. The schemas below accept both. */
export const text = z.string()
export const filledText = z.string().min(1)

export const flag = z.preprocess(
  (value) =>
    value === 'true' || value === '1' || value === 1 ? true : value === 'false' || value === '0' ? false : value,
  z.boolean(),
)

export function count(fallback: number, max: number) {
  const parsed = z.coerce.number().int().min(1)
  return z
    .preprocess((value) => (value === undefined || value === '' ? fallback : value), parsed)
    .transform((given) => Math.min(given, max))
}

/** JSON inside a form field. Text that is not JSON is passed on for the method to reject. */
export const embedded = z.unknown().transform((value) => (typeof value === 'string' ? (jsonOf(value) ?? value) : value))

export const idList = z
  .union([z.array(text), text.transform((value) => value.split(','))])
  .transform((ids) => ids.map((id) => id.trim()).filter((id) => id !== ''))
