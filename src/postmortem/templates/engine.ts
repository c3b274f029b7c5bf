import {
  type Context,
  type Emitter,
  Liquid,
  LiquidError,
  type Template as Parsed,
  type Parser,
  Tag,
  type TagToken,
  type TopLevelToken,
} from 'liquidjs'
import { YAMLError } from 'yaml'
import { findTemplateBlock, templateBlocks } from './blocks/registry.ts'
import { packSection, packShow, packValue } from './tokens.ts'

/** As many sections as one Slack menu can offer, given everything else its message contains. */
export const maxSectionsPerTemplate = 40

/** The Liquid tags that a template may use besides our own two. https://liquidjs.com/tags/overview.html */
const allowedLiquidTags = ['if', 'unless', 'case', 'for', 'break', 'continue', 'assign', 'comment', '#'] as const
/** Filters that bypass escaping (`raw`), read the clock (`date`) or pick at random (`sample`). */
const barredFilterPattern = /^(raw|date.*|sample)$/

/** Limits on the source of a template, in characters, and on rendering it, in ms. */
const maxTemplateLength = 200_000
const maxTemplateRenderMs = 2_000

/** `{% show lessons kind: "well" %}`: shows one of our blocks. */
class ShowTag extends Tag {
  readonly #shown: { name: string; options: Record<string, string> }

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid)
    this.#shown = parseShow(token.args)
  }

  override render(_ctx: Context, emitter: Emitter): void {
    emitter.write(packShow(this.#shown.name, this.#shown.options))
  }
}

const blockOptionPattern = /(?<![a-z_])([a-z_]+):\s*"([^"]*)",?\s*/g

function parseShow(args: string): { name: string; options: Record<string, string> } {
  const [, name = '', tail = ''] = /^([a-z_]*)(.*)$/s.exec(args.trim()) ?? []
  const rest = tail.trim()
  const block = findTemplateBlock(name)
  if (!block)
    throw new Error(`there is nothing called "${name}" to show: one of ${Object.keys(templateBlocks).join(', ')}`)
  const options: Record<string, string> = {}
  for (const [, key = '', value = ''] of rest.matchAll(blockOptionPattern)) {
    const allowed = block.options?.[key]
    if (!allowed) throw new Error(`"${name}" has no option "${key}"`)
    if (!allowed.includes(value)) throw new Error(`${key} of "${name}" is one of ${allowed.join(', ')}`)
    options[key] = value
  }
  const left = rest.replace(blockOptionPattern, '')
  if (left !== '') throw new Error(`"${left}" cannot be read: write ${name} option: "value"`)
  return { name, options }
}

/** The section keys seen so far in the template being parsed, and the section that is still open. */
interface SectionParseState {
  keys: Set<string>
  open: string | null
}
const sectionParseStates = new WeakMap<Liquid, SectionParseState>()

/** `{% section lessons %} … {% endsection %}`: a part that people can edit, identified by its key. */
class SectionTag extends Tag {
  readonly key: string
  readonly #inside: Parsed[] = []

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, remaining, liquid)
    const reading = sectionParseStates.get(liquid) ?? { keys: new Set(), open: null }
    sectionParseStates.set(liquid, reading)
    this.key = parseSectionKey(token.args.trim(), reading)
    reading.open = this.key
    let isClosed = false
    const stream = parser
      .parseStream(remaining)
      .on('tag:endsection', () => {
        isClosed = true
        stream.stop()
      })
      .on('template', (inside: Parsed) => this.#inside.push(inside))
    stream.start()
    if (!isClosed) throw new Error(`the section "${this.key}" is not closed: write {% endsection %}`)
    reading.open = null
  }

  override *render(ctx: Context, emitter: Emitter): Generator<unknown, void, string> {
    const inside = yield this.liquid.renderer.renderTemplates(this.#inside, ctx)
    emitter.write(packSection(this.key, String(inside)))
  }

  *children(): Generator<unknown, Parsed[]> {
    yield undefined
    return this.#inside
  }
}

function parseSectionKey(key: string, { keys, open }: SectionParseState): string {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(key))
    throw new Error('a section is named in lower-case letters, digits and _, for example {% section lessons %}')
  if (open !== null) throw new Error(`the section "${key}" stands within the section "${open}", which is not closed`)
  if (keys.has(key)) throw new Error(`the section "${key}" stands there twice`)
  if (keys.size === maxSectionsPerTemplate)
    throw new Error(`the section "${key}" is one too many: people can edit ${maxSectionsPerTemplate} at most`)
  keys.add(key)
  return key
}

/** A Liquid engine with our two tags, no file access, and every value packed (see tokens.ts). https://liquidjs.com */
export function makeEngine(): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: (value: unknown) => packValue(value === null || value === undefined ? '' : String(value)),
    // Templates cannot include files.
    templates: {},
    parseLimit: maxTemplateLength,
    renderLimit: maxTemplateRenderMs,
    memoryLimit: 200_000,
  })
  for (const name of Object.keys(engine.tags).filter((tag) => !allowedLiquidTags.some((allowed) => allowed === tag)))
    delete engine.tags[name]
  for (const name of Object.keys(engine.filters).filter((filter) => barredFilterPattern.test(filter)))
    engine.unregisterFilter(name)
  engine.registerTag('show', ShowTag)
  engine.registerTag('section', SectionTag)
  return engine
}

/** Splits an error of Liquid or YAML into its message and its line; the line is null if the error has none. */
export function describeTemplateError(error: unknown): { line: number | null; what: string } {
  if (!(error instanceof Error)) return { line: null, what: String(error) }
  if (error instanceof YAMLError) {
    const what = error.message.split(' at line')[0] ?? ''
    return { line: error.linePos?.[0].line ?? null, what }
  }
  const line = LiquidError.is(error) ? (/, line:(\d+), col:\d+$/.exec(error.message)?.[1] ?? null) : null
  const message = error.message.replace(/,? ?line:\d+, col:\d+$/, '').split('\n')[0] ?? ''
  return { line: line === null ? null : Number(line), what: rewordLiquidError(message) }
}

/** Rewords a message of Liquid for readers who have never heard of Liquid. */
function rewordLiquidError(message: string): string {
  const [, tag] = /^tag "(.+)" not found$/.exec(message) ?? []
  if (tag) return `there is no tag "${tag}" here: one of section, show, ${allowedLiquidTags.slice(0, -1).join(', ')}`
  const [, filter] = /^undefined filter: (.+)$/.exec(message) ?? []
  if (filter) return `there is no filter "${filter}" here`
  return /limit exceeded/.test(message) ? `${message}: is there a loop that is too long?` : message
}
