import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from '@swc/core'
import { z } from 'zod'
import { root } from '../tree.ts'

/** A regular expression and its position in the source, `at`, as `path:line`. */
export interface Pattern {
  at: string
  source: string
  flags: string
}

/** The regular expression literals of a file, and where it constructs others at run time (`path:line`). */
interface Found {
  literals: Pattern[]
  constructions: string[]
}

const Literal = z.object({
  type: z.literal('RegExpLiteral'),
  pattern: z.string(),
  flags: z.string(),
  span: z.object({ start: z.number() }),
})
const Construction = z.object({
  type: z.enum(['NewExpression', 'CallExpression']),
  callee: z.object({ type: z.literal('Identifier'), value: z.literal('RegExp') }),
  span: z.object({ start: z.number() }),
})

export function patternsIn(path: string, code: string): Found {
  const found: Found = { literals: [], constructions: [] }
  const bytes = Buffer.from(code)
  // SWC's spans count bytes, from 1.
  const place = ({ span }: { span: { start: number } }) =>
    `${path}:${bytes.subarray(0, span.start - 1).filter((byte) => byte === 10).length + 1}`
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return
    const literal = Literal.safeParse(node).data
    if (literal) found.literals.push({ at: place(literal), source: literal.pattern, flags: literal.flags })
    const construction = Construction.safeParse(node).data
    if (construction) found.constructions.push(place(construction))
    for (const child of Object.values(node)) visit(child)
  }
  visit(parseSync(code, { syntax: 'typescript', target: 'esnext' }))
  return found
}

/** Every regular expression in `src`, without tests and generated code. */
export function patternsOfProgram(): Found {
  const paths = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('generated'))
    .map((name) => join('src', name))
  const files = paths.map((path) => patternsIn(path, readFileSync(join(root, path), 'utf8')))
  return {
    literals: files.flatMap(({ literals }) => literals),
    constructions: files.flatMap(({ constructions }) => constructions),
  }
}

const Recorded = z.array(z.object({ at: z.string(), source: z.string(), flags: z.string() }))

/** Runs the code at these places in a child process and returns the patterns that it constructed. */
export function constructedAt(constructions: readonly string[]): Pattern[] {
  const files = [...new Set(constructions.map((place) => place.split(':')[0] ?? ''))]
  const child = join(root, 'test/support/constructed-patterns-child.ts')
  return Recorded.parse(JSON.parse(execFileSync(process.execPath, [child, ...files], { cwd: root, encoding: 'utf8' })))
}
