import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { describe, expect, it } from 'vitest'
import { leastWorked } from '../../../test/support/growth.ts'
import { hostile } from '../../../test/support/hostile.ts'
import { materialWith } from '../../../test/support/material.ts'
import { inMarkdown } from '../../../test/support/outlined.ts'
import { parsed } from '../../../test/support/parsed.ts'
import { buildPostMortem } from '../document/build.ts'
import type { WrittenSection } from '../document/model.ts'
import { markdownOf } from '../render/markdown-of.ts'
import { parseProse } from './prose.ts'

const shown = (markdown: string): string => markdownOf(parseProse(markdown))
const textIn = (markdown: string): string =>
  all(parsed(markdown))
    .map((node) => ('value' in node ? node.value : ''))
    .join('')
    .replaceAll('\u2060', '')
const all = (node: Nodes): Nodes[] => [node, ...('children' in node ? node.children.flatMap(all) : [])]

describe('parseProse', () => {
  it.each([
    ['words', 'It was the leak.', 'It was the leak.\n'],
    ['line breaks', 'one\ntwo', 'one\\\ntwo\n'],
    ['a list', '- one\n- two', '- one\n- two\n'],
    ['emphasis and code', '**so** and `kubectl top`', '**so** and `kubectl top`\n'],
    ['a code block with backticks', '````\na ``` b\n````', '````\na ``` b\n````\n'],
    [
      'a code block without its bidi controls',
      '```\u202Ejs\u202E x="1"\nif (a\u202E\u2066 b) {\u0007\n```',
      '```js\nif (a b) {\n```\n',
    ],
    ['a link', '[run](https://x.io/a)', '[run](https://x.io/a)\n'],
    ['a table', '| a | b |\n| - | - |\n| 1 | 2 |', '| a | b |\n| - | - |\n| 1 | 2 |\n'],
    ['a heading below those of the document', '# Big', '### Big\n'],
    ['HTML as typed', '<script>alert(1)</script>', '\\<script>alert(1)\\</script>\n'],
    ['an image as its alt text', '![a cat](https://x.io/c.png)', 'a cat\n'],
    ['a link to a script as its words', '[click](javascript:alert(1))', 'click\n'],
    ['a footnote as plain text', 'so[^1]\n\n[^1]: why', 'so\\[^1]\n\nwhy\n'],
    ['a mention so that it pings nobody', '@dana see #12', '@\u2060dana see #\u206012\n'],
    ['an empty text', '', ''],
  ])('renders %s', (_what, written, expected) => {
    expect(shown(written)).toBe(expected)
  })

  it('yields the same text when parsed again', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 5 }), (parts) => {
        const once = shown(parts.join('\n'))
        expect(textIn(shown(once))).toBe(textIn(once))
      }),
      { numRuns: 200, examples: [[['</td>', 'www.evil.com|@name&#60;']], [['\\~~!', '\u202e~|']]] },
    )
  })

  it.each([
    ['emphasis marks', '*a '.repeat(1_001).trim(), '*a *a *a'],
    ['nested lists', `${'- '.repeat(20_000)}a`, '- - '],
    ['nested quotations', `${'>'.repeat(20_000)} a\n\nb`, '>>>'],
  ])('keeps text with too many %s as typed', (_what, markdown, begins) => {
    const nodes = parseProse(markdown)
    expect(nodes.every(({ type }) => type === 'paragraph')).toBe(true)
    expect(textIn(shown(markdown)).replaceAll('\n', '')).toContain(begins)
  })

  it('parses as many emphasis marks and nested lists as people use', () => {
    const emphasis = parsed(shown('**so** '.repeat(450)))
    expect(all(emphasis).filter(({ type }) => type === 'strong')).toHaveLength(450)
    const lists = parsed(shown('- > 1. - - a'))
    expect(all(lists).filter(({ type }) => type === 'list')).toHaveLength(4)
  })

  // Without a limit, some of these take minutes.
  it.each(['*a', '**a', '~~a', '](a)', 'a\n---\n', '<!--', '- ', '- - a\n', '> '])(
    'stays fast with thousands of “%s”',
    (part) => {
      for (const length of [3_000, 60_000])
        expect(leastWorked(() => shown(part.repeat(length / part.length)))).toBeLessThan(1_500)
    },
  )

  it('yields no HTML, image, unsafe link or top-level heading', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 8 }), (parts) => {
        for (const node of all(parsed(shown(parts.join('\n'))))) {
          expect(['html', 'image', 'definition', 'footnoteDefinition']).not.toContain(node.type)
          if (node.type === 'link') expect(node.url).toMatch(/^(https?|mailto):/i)
          if (node.type === 'heading') expect(node.depth).toBeGreaterThanOrEqual(3)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('a section that somebody edited', () => {
  const document = buildPostMortem(materialWith(() => 'word'))
  const written = (overrides: Partial<WrittenSection>): WrittenSection => ({
    section: 'causes',
    version: 1,
    text: 'The pool was too small.',
    basis: '',
    by: 'Ana',
    at: '2026-03-02T10:00:00.000Z',
    ...overrides,
  })
  const causesOf = (overrides: Partial<WrittenSection>, state: 'draft' | 'published' = 'draft') => {
    const markdown = inMarkdown({ ...document, state, written: [written(overrides)] })
    return markdown.slice(markdown.indexOf('## Causes'), markdown.indexOf('## Detection'))
  }

  it('shows the edit instead of the generated words', () => {
    expect(causesOf({})).toContain('The pool was too small.')
    expect(causesOf({}, 'published')).not.toContain('- word')
  })

  it('shows what changed on record since, until publication', () => {
    expect(causesOf({ basis: '**Contributing**\n\n- old' })).toContain('- - old')
    expect(causesOf({ basis: '' })).toContain('Changed on record since Ana wrote this')
    expect(causesOf({ basis: '' }, 'published')).not.toContain('Changed on record')
  })

  it('keeps its record below the edit', () => {
    const markdown = inMarkdown({
      ...document,
      written: [written({ section: 'timeline', text: 'Read from the bottom.' })],
    })
    const timeline = markdown.slice(markdown.indexOf('## Timeline'), markdown.indexOf('## What we believed'))
    expect(timeline.indexOf('Read from the bottom.')).toBeLessThan(timeline.indexOf('**observation**'))
  })

  it('never changes the headings of the document, whatever the edit contains', () => {
    const headings = (text: string) =>
      parsed(inMarkdown({ ...document, state: 'published', written: [written({ text })] }))
        .children.filter((node) => node.type === 'heading' && node.depth < 3)
        .map((node) =>
          JSON.stringify(
            'children' in node && node.children[0] && 'value' in node.children[0] && node.children[0].value,
          ),
        )
    const expected = headings('word')
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 6 }), (parts) => {
        expect(headings(parts.join('\n'))).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })
})
