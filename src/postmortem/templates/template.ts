import type { Liquid, Template as Parsed, Variable } from 'liquidjs'
import { z } from 'zod'
import { parseYaml } from '../../platform/yaml.ts'
import { describeTemplateError, makeEngine } from './engine.ts'
import { makeSampleFieldValues, templateFields } from './fields.ts'
import { firstToken, splitIntoSections } from './tokens.ts'

const TemplateHead = z.strictObject({
  does: z
    .string('must say what the form is for')
    .min(1, 'must say what the form is for')
    .max(75, 'must have at most 75 characters'),
  audience: z.enum(['internal', 'public'], 'must be internal or public').default('internal'),
})

/** A parsed template of the post-mortem. */
export interface Template extends z.infer<typeof TemplateHead> {
  name: string
  engine: Liquid
  parsed: Parsed[]
  /** How many lines precede the Liquid source; added to the line numbers that Liquid reports. */
  offset: number
}

/** A mistake in a template. The message gives the name of the template and, where known, the line. */
export class TemplateError extends Error {}

/** Limit on the output of a template, in characters. A block counts as its packed name. */
const maxTemplateOutputLength = 500_000

/**
 * Parses a template: a YAML head between `---` lines, then Markdown with Liquid. Renders it once with every field filled
 * and once with every field empty, to find mistakes on loading. Throws a TemplateError.
 */
export function parseTemplate(name: string, source: string): Template {
  const [, head = '', body] = /^---[ \t]*\r?\n(.*?\r?\n)??---[ \t]*\r?\n(.*)$/s.exec(`${source}\n`) ?? []
  if (body === undefined) throw new TemplateError(`${name}, line 1: begin with a head: ---, does: …, ---`)
  const strange = firstToken(source)
  if (strange >= 0)
    throw new TemplateError(`${name}, line ${lineNumberAt(source, strange)}: there is a character of private use`)
  const offset = lineNumberAt(source, source.length + 1 - body.length) - 1
  const engine = makeEngine()
  const parsed = rethrowAsTemplateError(name, offset, () => engine.parse(body))
  const template = { name, ...parseHead(name, head), engine, parsed, offset }
  rejectUnknownFields(template)
  for (const values of makeSampleFieldValues()) renderTemplate(template, values)
  return template
}

const lineNumberAt = (source: string, index: number): number => source.slice(0, index).split('\n').length

function parseHead(name: string, source: string): z.infer<typeof TemplateHead> {
  const read = TemplateHead.safeParse(rethrowAsTemplateError(name, 1, () => parseYaml(source)))
  if (read.success) return read.data
  const mistakes = read.error.issues.map(({ path, message }) => [...path, message].join(' '))
  throw new TemplateError(`${name}, in its head: ${mistakes.join('; ')}`)
}

/** How many mistakes one error lists. */
const maxReportedMistakes = 5

/** Rejects unknown fields, including those in branches that rendering would not take. */
function rejectUnknownFields({ name, engine, parsed, offset }: Template): void {
  const { globals } = rethrowAsTemplateError(name, offset, () => engine.analyzeSync(parsed))
  const found = Object.values(globals)
    .flat()
    .filter((variable) => !Object.hasOwn(templateFields, liquidVariableName(variable)))
    .sort((one, other) => one.location.row - other.location.row)
  const mistakes = found.map(
    (variable) => `${name}, line ${variable.location.row + offset}: ${describeUnknownField(variable)}`,
  )
  if (mistakes.length > 0) throw new TemplateError([...new Set(mistakes)].slice(0, maxReportedMistakes).join('; '))
}

const liquidVariableName = (variable: Variable): string => variable.toArray().flat().join('.')

function describeUnknownField(variable: Variable): string {
  const [group = ''] = liquidVariableName(variable).split('.')
  const siblings = Object.keys(templateFields).filter((name) => name.startsWith(`${group}.`))
  const candidates =
    siblings.length > 0 ? siblings : [...new Set(Object.keys(templateFields).map((one) => one.split('.')[0]))]
  return `there is no field "${liquidVariableName(variable)}": one of ${candidates.join(', ')}`
}

/**
 * Renders a template with these field values to Markdown with packed values and blocks (see tokens.ts). Throws a
 * TemplateError if it fails, puts out too much, or contains a section twice.
 */
export function renderTemplate({ name, engine, parsed, offset }: Template, values: object): string {
  const out = rethrowAsTemplateError(name, offset, () => String(engine.renderSync(parsed, values)))
  if (out.length > maxTemplateOutputLength)
    throw new TemplateError(`${name}: it puts out more than ${maxTemplateOutputLength} characters`)
  const keys = splitIntoSections(out).flatMap(({ key }) => key ?? [])
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice) throw new TemplateError(`${name}: the section "${twice}" is put out more than once`)
  return out
}

function rethrowAsTemplateError<T>(name: string, offset: number, run: () => T): T {
  try {
    return run()
  } catch (error) {
    const { line, what } = describeTemplateError(error)
    throw new TemplateError(`${name}${line === null ? '' : `, line ${line + offset}`}: ${what}`)
  }
}
