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
import { blockNamed, blocks } from './blocks/registry.ts'
import { packSection, packShow, packValue } from './tokens.ts'

/** How long the source of a template may be, in characters, and how long putting it out may take, in ms. */
const longestTemplate = 200_000
const longestRender = 2_000

/** `{% show lessons kind: "well" %}`: one of our blocks. */
class Show extends Tag {
  readonly #shown: { name: string; options: Record<string, string> }

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid)
    this.#shown = parseShow(token.args)
  }

  override render(_ctx: Context, emitter: Emitter): void {
    emitter.write(packShow(this.#shown.name, this.#shown.options))
  }
}

function parseShow(args: string): { name: string; options: Record<string, string> } {
  const [, name = '', rest = ''] = /^\s*([a-z_]*)\s*(.*?)\s*$/s.exec(args) ?? []
  const block = blockNamed(name)
  if (!block)
    throw new Error(`there is nothing called "${name}" to show: one of ${Object.keys(blocks).join(', ')}`)
  const options: Record<string, string> = {}
  for (const [, key = '', value = ''] of rest.matchAll(/([a-z_]+):\s*"([^"]*)",?\s*/g)) {
    const known = block.options?.[key]
    if (!known) throw new Error(`"${name}" has no option "${key}"`)
    if (!known.includes(value)) throw new Error(`${key} of "${name}" is one of ${known.join(', ')}`)
    options[key] = value
  }
  const left = rest.replace(/([a-z_]+):\s*"([^"]*)",?\s*/g, '')
  if (left !== '') throw new Error(`"${left}" cannot be read: write ${name} option: "value"`)
  return { name, options }
}

/** `{% section lessons %} … {% endsection %}`: what people can edit, by its key. */
class Section extends Tag {
  readonly key: string
  readonly #inside: Parsed[] = []

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, remaining, liquid)
    this.key = token.args.trim()
    if (!/^[a-z][a-z0-9_]{0,39}$/.test(this.key))
      throw new Error(
        'a section is named in lower-case letters, digits and _, for example {% section lessons %}',
      )
    let isClosed = false
    const stream = parser
      .parseStream(remaining)
      .on('tag:endsection', () => {
        isClosed = true
        stream.stop()
      })
      .on('tag:section', () => {
        throw new Error(`a section cannot stand within the section "${this.key}"`)
      })
      .on('template', (inside: Parsed) => this.#inside.push(inside))
      .on('end', () => {
        if (!isClosed) throw new Error(`the section "${this.key}" is not closed: write {% endsection %}`)
      })
    stream.start()
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

/** Liquid with our two tags, without files, and with every value packed. https://liquidjs.com */
export function makeEngine(): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: (value: unknown) => packValue(value === null || value === undefined ? '' : String(value)),
    // No template reads another file.
    templates: {},
    parseLimit: longestTemplate,
    renderLimit: longestRender,
    memoryLimit: 10_000_000,
  })
  engine.registerTag('show', Show)
  engine.registerTag('section', Section)
  engine.registerFilter('raw', () => {
    throw new Error('"raw" is not allowed: what people wrote would be read as Markdown')
  })
  return engine
}

/** The line a complaint of Liquid is about, and the complaint. */
export function complaintOf(error: unknown): { line: number | null; what: string } {
  if (!(error instanceof Error)) return { line: null, what: String(error) }
  const line = LiquidError.is(error) ? (/, line:(\d+)/.exec(error.message)?.[1] ?? null) : null
  return {
    line: line === null ? null : Number(line),
    what: error.message.replace(/,? ?(?:file:[^,]*, )?line:\d+, col:\d+$/s, '').split('\n')[0] ?? '',
  }
}
