import fc from 'fast-check'
import type { Root, RootContent } from 'mdast'
import { describe, expect, it } from 'vitest'
import { everythingKnown, nothingKnown } from '../../../test/support/materials.ts'
import { forms, inMarkdown, outlined } from '../../../test/support/outlined.ts'
import { parsed, textOf } from '../../../test/support/parsed.ts'
import { ana, at } from '../../../test/support/situation.ts'
import type { Mode } from '../../core/incident/model.ts'
import { buildPostMortem } from '../document/build.ts'
import { proseKeys } from '../generated-text.ts'
import type { PostMortemInput } from '../input.ts'

const names = [...forms.templates.keys()]

const numbered = () => {
  let count = 0
  return () => {
    count += 1
    return `words ${count}`
  }
}
const of = (material: PostMortemInput, mode: Mode): PostMortemInput => ({
  ...material,
  state: { ...material.state, incident: { ...material.state.incident, mode } },
})
const read = (material: PostMortemInput, template: string) => inMarkdown(buildPostMortem(material), template)
const headings = (markdown: string): string[] =>
  parsed(markdown).children.flatMap((node) =>
    node.type === 'heading' ? [`${'#'.repeat(node.depth)} ${node.depth === 1 ? 'Title' : textOf(node)}`] : [],
  )

/** Headings without content, and tables and lists without a row. */
function hollow({ children }: Root): string[] {
  const isBare = (node: RootContent, next: RootContent | undefined): boolean => {
    if (node.type === 'heading')
      return node.depth > 1 && (!next || (next.type === 'heading' && next.depth <= node.depth))
    if (node.type === 'table') return node.children.length < 2
    return node.type === 'list' ? node.children.length === 0 : false
  }
  return children.flatMap((node, index) => (isBare(node, children[index + 1]) ? [`${node.type} ${textOf(node)}`] : []))
}

const full = everythingKnown(numbered())
const cases: [string, PostMortemInput][] = [
  ['an incident with everything known', full],
  ['an incident with nothing known', nothingKnown()],
  ['a drill', of(full, 'drill')],
  ['a retrospective', of(full, 'retrospective')],
  ['a retrospective with nothing known', of(nothingKnown(), 'retrospective')],
]

describe.each(names)('the template %s', (template) => {
  it.each(cases)('has no empty heading, table or list for %s', (_, material) => {
    expect(hollow(parsed(read(material, template)))).toEqual([])
  })

  it('says if the incident was a drill or was written up afterwards', () => {
    expect(read(of(full, 'drill'), template)).toContain('A drill.')
    expect(read(of(full, 'retrospective'), template)).toContain('Written up afterwards.')
    expect(read(full, template)).not.toMatch(/A drill\.|Written up afterwards\./)
  })

  it('says what is missing and who should supply it', () => {
    expect(read(nothingKnown(), template)).toMatch(/\*\*Missing\.\*\* .*For the owner/)
  })

  it('shows what people wrote in any of its sections', () => {
    const keys = outlined(buildPostMortem(full), template).sections.flatMap(({ key }) => key ?? [])
    const written = keys.map((section) => ({
      ...{ section, version: 1, text: `By hand in ${section}.`, basis: '' },
      ...{ writtenBy: ana.id, writtenAt: at(200) },
    }))
    const text = read({ ...full, written }, template)
    for (const key of keys) expect(text).toContain(`By hand in ${key}.`)
    expect(hollow(parsed(text))).toEqual([])
  })

  const words = fc
    .array(
      fc.constantFrom(
        '# H',
        '## H',
        '\n',
        '---',
        '{% section x %}',
        '{{ state }}',
        '{% endsection %}',
        '|',
        '`',
        '<b>',
        '\uE001',
        '\uE004',
        '> ',
        '- ',
        'word',
        '1. ',
        '===',
        '\\',
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => `word ${parts.join('')}`)
  it('has the same headings whatever people write', () => {
    const usual = headings(read(full, template))
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 7 }), (texts) => {
        let next = 0
        const material = everythingKnown(() => texts[next++ % texts.length] ?? 'word')
        expect(headings(read(material, template))).toEqual(usual)
      }),
      { numRuns: 12 },
    )
  })
})

it('every template has the headings listed in templates.headings.txt, in brackets if they need content', async () => {
  const lines = (template: string) => {
    const always = headings(read(nothingKnown(), template))
    return headings(read(full, template)).map((line) => (always.includes(line) ? line : `(${line})`))
  }
  const list = names.map((template) => `${template}\n\n${lines(template).join('\n')}\n`).join('\n')
  await expect(list).toMatchFileSnapshot('templates.headings.txt')
})

/** Sections that any template may have. */
const common = [
  ...['facts', 'summary', 'impact', 'timeline', 'believed', 'causes', 'detection', 'actions', 'resolution', 'course'],
  ...['challenges', 'fresh_eyes', 'figures', 'lessons', 'follow_ups', 'open_questions', 'appendix'],
]
/** Sections that only this template has. */
const own: Record<string, string[]> = {
  runbook: ['prevention', 'technical', 'references'],
  public: ['ruled_out', 'story', 'closing_words'],
  retrospective: ['story', 'quotes'],
}
/** Sections that the public template leaves out. */
const withheld = ['detection', 'open_questions']

it.each(names)('%s uses the common section keys, so that edits survive a change of template', (template) => {
  const keys = outlined(buildPostMortem(full), template).sections.flatMap(({ key }) => key ?? [])
  expect(keys.filter((key) => !common.includes(key))).toEqual(own[template] ?? [])
  const wanted = [...proseKeys, 'follow_ups'].filter((key) => template !== 'public' || !withheld.includes(key))
  expect(keys).toEqual(expect.arrayContaining(wanted))
})
