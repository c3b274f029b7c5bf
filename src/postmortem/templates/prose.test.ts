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

describe('what people write in a section', () => {
  it.each([
    ['words', 'It was the leak.', 'It was the leak.\n'],
    ['lines, which stay lines', 'one\ntwo', 'one\\\ntwo\n'],
    ['a list', '- one\n- two', '- one\n- two\n'],
    ['emphasis and code', '**so** and `kubectl top`', '**so** and `kubectl top`\n'],
    ['a block of code with backticks', '````\na ``` b\n````', '````\na ``` b\n````\n'],
    [
      'a block of code, without what would turn it around',
      '```\u202Ejs\u202E x="1"\nif (a\u202E\u2066 b) {\u0007\n```',
      '```js\nif (a b) {\n```\n',
    ],
    ['a link', '[run](https://x.io/a)', '[run](https://x.io/a)\n'],
    ['a table', '| a | b |\n| - | - |\n| 1 | 2 |', '| a | b |\n| - | - |\n| 1 | 2 |\n'],
    ['a heading, below those of the document', '# Big', '### Big\n'],
    ['HTML, as it was typed', '<script>alert(1)</script>', '\\<script>alert(1)\\</script>\n'],
    ['a picture, as its words', '![a cat](https://x.io/c.png)', 'a cat\n'],
    ['a link to a script, as its words', '[click](javascript:alert(1))', 'click\n'],
    ['a footnote, without one', 'so[^1]\n\n[^1]: why', 'so\\[^1]\n\nwhy\n'],
    ['a mention, which pings nobody', '@dana see #12', '@\u2060dana see #\u206012\n'],
    ['nothing', '', ''],
  ])('can be %s', (_what, written, expected) => {
    expect(shown(written)).toBe(expected)
  })

  it('says the same when it is read again', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 5 }), (parts) => {
        const once = shown(parts.join('\n'))
        expect(textIn(shown(once))).toBe(textIn(once))
      }),
      { numRuns: 200, examples: [[['</td>', 'www.evil.com|@name&#60;']], [['\\~~!', '\u202e~|']]] },
    )
  })

  it.each([
    ['signs', '*a '.repeat(1_001).trim(), '*a *a *a'],
    ['lists within lists', `${'- '.repeat(20_000)}a`, '- - '],
    ['quotations within quotations', `${'>'.repeat(20_000)} a\n\nb`, '>>>'],
  ])('with too many %s stays as it was typed', (_what, markdown, begins) => {
    const nodes = parseProse(markdown)
    expect(nodes.every(({ type }) => type === 'paragraph')).toBe(true)
    expect(textIn(shown(markdown)).replaceAll('\n', '')).toContain(begins)
  })

  it('may hold as many signs, and as many lists within lists, as people use', () => {
    const emphasis = parsed(shown('**so** '.repeat(450)))
    expect(all(emphasis).filter(({ type }) => type === 'strong')).toHaveLength(450)
    const lists = parsed(shown('- > 1. - - a'))
    expect(all(lists).filter(({ type }) => type === 'list')).toHaveLength(4)
  })

  // Without a bound some of these take minutes.
  it.each(['*a', '**a', '~~a', '](a)', 'a\n---\n', '<!--', '- ', '- - a\n', '> '])(
    'is soon read, full of “%s”',
    (part) => {
      for (const length of [3_000, 60_000])
        expect(leastWorked(() => shown(part.repeat(length / part.length)))).toBeLessThan(1_500)
    },
  )

  it('brings no HTML, no picture, no unsafe link and no heading of the document', () => {
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

describe('what was written in a section', () => {
  const document = buildPostMortem(materialWith(() => 'word'))
  const written = (given: Partial<WrittenSection>): WrittenSection => ({
    section: 'causes',
    version: 1,
    text: 'The pool was too small.',
    basis: '',
    by: 'Ana',
    at: '2026-03-02T10:00:00.000Z',
    ...given,
  })
  const causesOf = (given: Partial<WrittenSection>, state: 'draft' | 'published' = 'draft') => {
    const markdown = inMarkdown({ ...document, state, written: [written(given)] })
    return markdown.slice(markdown.indexOf('## Causes'), markdown.indexOf('## Detection'))
  }

  it('stands in place of what is generated', () => {
    expect(causesOf({})).toContain('The pool was too small.')
    expect(causesOf({}, 'published')).not.toContain('- word')
  })

  it('is followed by what changed on record since, until it is published', () => {
    expect(causesOf({ basis: '**Contributing**\n\n- old' })).toContain('- - old')
    expect(causesOf({ basis: '' })).toContain('Changed on record since Ana wrote this')
    expect(causesOf({ basis: '' }, 'published')).not.toContain('Changed on record')
  })

  it('stands above a record, which stays', () => {
    const markdown = inMarkdown({
      ...document,
      written: [written({ section: 'timeline', text: 'Read from the bottom.' })],
    })
    const timeline = markdown.slice(markdown.indexOf('## Timeline'), markdown.indexOf('## What we believed'))
    expect(timeline.indexOf('Read from the bottom.')).toBeLessThan(timeline.indexOf('**observation**'))
  })

  it('never moves another section, whatever it is', () => {
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
