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
const read = (material: PostMortemInput, form: string) => inMarkdown(buildPostMortem(material), form)
const headings = (markdown: string): string[] =>
  parsed(markdown).children.flatMap((node) =>
    node.type === 'heading' ? [`${'#'.repeat(node.depth)} ${node.depth === 1 ? 'Title' : textOf(node)}`] : [],
  )

/** Headings that nothing follows before the next of their rank, and tables and lists without a row. */
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
  ['of which everything is known', full],
  ['of which nothing is', nothingKnown()],
  ['that was a drill', of(full, 'drill')],
  ['that was written up afterwards', of(full, 'retrospective')],
  ['that was written up afterwards with nothing known', of(nothingKnown(), 'retrospective')],
]

describe.each(names)('the form %s', (form) => {
  it.each(cases)('of an incident %s has no heading, table or list with nothing in it', (_, material) => {
    expect(hollow(parsed(read(material, form)))).toEqual([])
  })

  it('says that it was a drill, or written up afterwards', () => {
    expect(read(of(full, 'drill'), form)).toContain('A drill.')
    expect(read(of(full, 'retrospective'), form)).toContain('Written up afterwards.')
    expect(read(full, form)).not.toMatch(/A drill\.|Written up afterwards\./)
  })

  it('says what is missing where nothing is known, and whose it is', () => {
    expect(read(nothingKnown(), form)).toMatch(/\*\*Missing\.\*\* .*For the owner/)
  })

  it('shows what people wrote in any of its sections, in whatever form they wrote it', () => {
    const keys = outlined(buildPostMortem(full), form).sections.flatMap(({ key }) => key ?? [])
    const written = keys.map((section) => ({
      ...{ section, version: 1, text: `By hand in ${section}.`, basis: '' },
      ...{ writtenBy: ana.id, writtenAt: at(200) },
    }))
    const text = read({ ...full, written }, form)
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
  it('has the same headings whatever people wrote', () => {
    const usual = headings(read(full, form))
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 7 }), (texts) => {
        let next = 0
        const material = everythingKnown(() => texts[next++ % texts.length] ?? 'word')
        expect(headings(read(material, form))).toEqual(usual)
      }),
      { numRuns: 12 },
    )
  })
})

it('each has the headings listed in templates.headings.txt; in brackets, those it has only where something is known', async () => {
  const lines = (form: string) => {
    const always = headings(read(nothingKnown(), form))
    return headings(read(full, form)).map((line) => (always.includes(line) ? line : `(${line})`))
  }
  const list = names.map((form) => `${form}\n\n${lines(form).join('\n')}\n`).join('\n')
  await expect(list).toMatchFileSnapshot('templates.headings.txt')
})

/** The sections that every form may have. */
const common = [
  ...['facts', 'summary', 'impact', 'timeline', 'believed', 'causes', 'detection', 'actions', 'resolution', 'course'],
  ...['challenges', 'fresh_eyes', 'figures', 'lessons', 'follow_ups', 'open_questions', 'appendix'],
]
/** What is a form's own. */
const own: Record<string, string[]> = {
  runbook: ['prevention', 'technical', 'references'],
  public: ['ruled_out', 'story', 'closing_words'],
  retrospective: ['story', 'quotes'],
}
/** What customers are not told. */
const withheld = ['detection', 'open_questions']

it.each(names)('the sections of %s are the common ones, so that what people wrote survives another form', (form) => {
  const keys = outlined(buildPostMortem(full), form).sections.flatMap(({ key }) => key ?? [])
  expect(keys.filter((key) => !common.includes(key))).toEqual(own[form] ?? [])
  const wanted = [...proseKeys, 'follow_ups'].filter((key) => form !== 'public' || !withheld.includes(key))
  expect(keys).toEqual(expect.arrayContaining(wanted))
})
