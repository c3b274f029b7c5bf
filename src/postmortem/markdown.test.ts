import fc from 'fast-check'
import type { Link, Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { describe, expect, it } from 'vitest'
import { materialWith } from '../../test/support/material.ts'
import { buildPostMortem } from './build.ts'
import { renderMarkdown } from './markdown.ts'
import { escapeMarkdown } from './markdown-text.ts'

const parsed = (markdown: string): Root =>
  fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })

const textOf = (node: Nodes): string =>
  'value' in node ? node.value : 'children' in node ? node.children.map(textOf).join('') : ''

/** A link that leads where its text says: an address somebody wrote. */
const isHonest = (node: Link): boolean => {
  const text = textOf(node)
  return (
    [text, `mailto:${text}`, `http://${text}`].includes(node.url) && /^(https?|ftp|mailto):/i.test(node.url)
  )
}

/** The document without its words: kinds of nodes, depths and counts. Addresses count as words. */
function skeleton(node: Nodes): unknown[] {
  if (node.type === 'text' || (node.type === 'link' && isHonest(node))) return []
  const kind = [
    node.type,
    ...('depth' in node ? [node.depth] : []),
    ...('checked' in node ? [node.checked] : []),
  ]
  return [[...kind, ...('children' in node ? node.children.flatMap(skeleton) : [])]]
}

const rendered = (words: readonly string[]): Root => {
  let next = 0
  const say = () => {
    next += 1
    return words[next % words.length] ?? 'word'
  }
  return parsed(renderMarkdown(buildPostMortem(materialWith(say))))
}

const signs = [
  '|',
  '`',
  '```',
  '*',
  '**',
  '_',
  '__',
  '~',
  '~~',
  '$',
  '$$',
  '#',
  '##',
  '-',
  '---',
  '+',
  '>',
  '<',
  '[',
  ']',
  '(',
  ')',
  '!',
  '\\',
  '&',
  '<script>',
  '</td>',
  '<!--',
  '<b>',
  '<https://x>',
  '<a@b.c>',
  '](javascript:alert(1))',
  '[x](https://evil)',
  '![x](y)',
  '[^1]',
  '[ ] ',
  '[a]: ',
  '&lt;',
  '&#60;',
  '@name',
  '#12',
  '1. ',
  '2) ',
  '===',
  'www.evil.com',
  'https://x.io/a|b_(c)',
  'a@b.io',
  ': ',
  '\n',
  '\n\n',
  '\r',
  '\r\n    ',
  '\t',
  '\u2028',
  '\u202E',
  'שלום',
  '🔥',
  '\uD83D',
  '\u0000',
  ' ',
  'word',
  '12',
]
const hostile = fc
  .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...signs) }, fc.string({ maxLength: 4 })), {
    minLength: 1,
    maxLength: 7,
  })
  .map((parts) => parts.join(''))
  .filter((text) => /[^\p{C}\s]/u.test(text))

describe('whatever people wrote', () => {
  const harmless = skeleton(rendered(['word']))

  it('the document has the same headings, tables, lists and links, and no HTML or image', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 12 }), (words) => {
        expect(skeleton(rendered(words))).toEqual(harmless)
      }),
      { numRuns: 100 },
    )
  })

  it('is shown as it was written, on one line', () => {
    const shown = (text: string) => text.replaceAll('\u2060', '').replace(/\s+/g, ' ').trim()
    fc.assert(
      fc.property(hostile, (text) => {
        const written = text
          .toWellFormed()
          .trim()
          .replace(/\s*[\r\n\v\f\u0085\u2028\u2029]\s*/g, ' ⏎ ')
          .replace(/[^\P{Cc}\t]|[\u202A-\u202E\u2066-\u2069]/gu, '')
        expect(shown(textOf(parsed(`- ${escapeMarkdown(text)}`)))).toBe(shown(written))
      }),
      { numRuns: 500 },
    )
  })
})

describe('the draft', () => {
  const markdown = renderMarkdown(buildPostMortem(materialWith(() => 'word')))
  const headings = parsed(markdown).children.flatMap((node) =>
    node.type === 'heading' && node.depth < 3 ? [textOf(node)] : [],
  )

  it('has its sections in their order', () => {
    expect(headings).toEqual([
      'INC-12: word',
      'Facts',
      'Summary',
      'Impact',
      'Timeline',
      'What we believed and when',
      'Causes',
      'Actions',
      'Challenges',
      'Lessons',
      'Follow-ups',
    ])
  })

  it('shows times in the zone of the incident, under the day they fell on', () => {
    expect(markdown).toContain('Times in Europe/Lisbon.')
    expect(markdown).toContain('| Declared | 2 Mar 2026, 03:00 |')
    expect(markdown).toContain('| Mitigated | 2 Mar 2026, 03:50 (50 min after declaration) |')
    expect(markdown).toContain('### Monday, 2 March 2026')
    expect(markdown).toContain('### Tuesday, 3 March 2026')
  })

  it('links every line to its message, in its thread where it was in one', () => {
    expect(markdown).toContain('- [03:00](https://acme.slack.com/archives/CINC/p1772420400000100) **status**')
    expect(markdown).toContain('?thread_ts=1772420400.000100&cid=CINC')
  })

  it('marks what nobody supplied, and who should', () => {
    expect(markdown).toContain('| Impact began | **Missing** |')
    expect(markdown.match(/^> \*\*Missing\.\*\* .* _For word\._/gm)).toHaveLength(5)
  })

  it('says of every hypothesis how it ended, and leaves challenges to their own section', () => {
    expect(markdown).toMatch(/\| word \| word \| .* \| 30 min \| none \| ruled out: word \|/)
    expect(markdown).toMatch(/\| confirmed as contributing: word \|/)
    expect(markdown).not.toContain('**challenge**')
    expect(markdown).toContain('_not answered_')
    expect(markdown).toContain('after 45 min: word')
  })

  it('of an incident without a word says so', () => {
    const { state } = materialWith(() => 'word')
    const bare = { ...state, hypotheses: [], challenges: [] }
    const empty = renderMarkdown(
      buildPostMortem({
        state: bare,
        entries: [],
        roles: [],
        boards: [],
        impact: { windows: [], facts: [] },
      }),
    )
    for (const sentence of [
      'Nothing was recorded.',
      'No hypothesis was tracked.',
      'No action was recorded.',
      'None was due.',
    ])
      expect(empty).toContain(sentence)
  })
})
