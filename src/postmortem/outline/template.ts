import type { Liquid, Template as Parsed } from 'liquidjs'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { complaintOf, makeEngine } from './engine.ts'
import { hasTokens } from './tokens.ts'

const Head = z.strictObject({
  does: z.string().min(1).max(75),
  audience: z.enum(['internal', 'public']).default('internal'),
})

/** A form of the post-mortem, as a team can edit it. */
export interface Template extends z.infer<typeof Head> {
  name: string
  engine: Liquid
  parsed: Parsed[]
  /** How many lines stand before what Liquid reads. */
  offset: number
}

/** What is wrong with a template, with its name and line, for whoever can mend it. */
export class TemplateError extends Error {}

/** Reads a template: a head in YAML between `---`, then Markdown with Liquid. Throws a TemplateError. */
export function parseTemplate(name: string, source: string): Template {
  const [, head = '', body] = /^---\r?\n(.*?)\r?\n---\r?\n(.*)$/s.exec(source) ?? []
  if (body === undefined) throw new TemplateError(`${name}, line 1: begin with a head: ---, does: …, ---`)
  if (hasTokens(source)) throw new TemplateError(`${name}: there are characters of private use in it`)
  const offset = source.slice(0, source.length - body.length).split('\n').length - 1
  const engine = makeEngine()
  const parsed = complaining(name, offset, () => engine.parse(body))
  const twice = keysOf(body).find((key, index, all) => all.indexOf(key) !== index)
  if (twice) throw new TemplateError(`${name}: the section "${twice}" stands there twice`)
  return { name, ...parseHead(name, head), engine, parsed, offset }
}

function parseHead(name: string, source: string): z.infer<typeof Head> {
  const read = Head.safeParse(complaining(name, 1, () => parseYaml(source)))
  if (read.success) return read.data
  throw new TemplateError(`${name}, in its head: ${z.prettifyError(read.error)}`)
}

/** Puts a template out. Throws a TemplateError where it names what is not there. */
export const putOut = ({ name, engine, parsed, offset }: Template, fields: object): string =>
  complaining(name, offset, () => String(engine.renderSync(parsed, fields)))

function complaining<T>(name: string, offset: number, run: () => T): T {
  try {
    return run()
  } catch (error) {
    const { line, what } = complaintOf(error)
    throw new TemplateError(`${name}${line === null ? '' : `, line ${line + offset}`}: ${what}`)
  }
}

const keysOf = (body: string): string[] =>
  [...body.matchAll(/\{%-?\s*section\s+(\S+?)\s*-?%\}/g)].map(([, key = '']) => key)
