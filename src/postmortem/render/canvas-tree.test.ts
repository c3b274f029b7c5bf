import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refusedIn } from '../../../playground/canvas/check.ts'
import { parsed } from '../../../test/support/parsed.ts'
import { canvasMarkdown } from './canvas-markdown.ts'
import { toCanvasNodes } from './canvas-tree.ts'

const canvasOf = (markdown: string): string => canvasMarkdown(toCanvasNodes(parsed(markdown).children)).trimEnd()

const table = (columns: number, rows: number): string =>
  [
    `| ${Array.from({ length: columns }, (_, index) => `h${index}`).join(' | ')} |`,
    `|${'--|'.repeat(columns)}`,
    ...Array.from({ length: rows - 1 }, (_, row) => `| ${Array(columns).fill(`c${row}`).join(' | ')} |`),
  ].join('\n')

describe('converting nodes for a canvas', () => {
  it.each([
    ['a deep heading', '##### a', '### a'],
    ['inline HTML', 'a <b>b</b>', 'a \\<b>b\\</b>'],
    ['a block of HTML', '<script>x</script>', '\\<script>x\\</script>'],
    ['a diagram', 'a\n\n```mermaid\ngantt\n```\n\nb', 'a\n\nb'],
    ['other code', '```sql\nSELECT 1\n```', '```sql\nSELECT 1\n```'],
    ['a URL in angle brackets', '<https://a/b>', '[https://a/b](https://a/b)'],
    ['an image', '![the graph](https://a/b.png)', '[the graph](https://a/b.png)'],
    ['an image with a data URL', '![x](data:image/png;base64,AA)', 'x'],
    ['a mention', '![](@UANA)', '@UANA'],
    ['a javascript: link', '[x](javascript:alert\\(1\\))', 'x'],
    ['bullets under numbers', '1. a\n   - b', '1. a\n   1. b'],
    ['numbers under bullets', '- a\n  1. b', '- a\n  - b'],
    ['a quotation in a list', '- a\n\n  > b', '- a\n\n  b'],
    ['a list in a quotation', '> - a\n> - b', '> a\n>\n> b'],
    ['a heading in a quotation', '> # a', '> **a**'],
    ['a table with an empty heading row', '| | |\n|--|--|\n| a | b |\n| c | *d* |', '- **a**: b\n- **c**: _d_'],
    ['a link whose URL has parentheses', '[x](https://a/b_(c)?d=1&e=2)', '[x](https://a/b_%28c%29?d=1&e=2)'],
    ['a checklist', '- [ ] a\n- [x] b', '- [ ] a\n- [x] b'],
    ['a footnote', 'a[^1]\n\n[^1]: b', 'a'],
  ])('converts %s', (_what, markdown, canvas) => expect(canvasOf(markdown)).toBe(canvas))

  it('splits a long table into several, each with the heading row, without losing a row', () => {
    const canvas = canvasOf(table(3, 250))
    expect(refusedIn(canvas)).toBeUndefined()
    expect(canvas.match(/h0/g)).toHaveLength(3)
    expect(canvas.match(/\| c\d+ +\| c\d+ +\| c\d+ +\|/g)).toHaveLength(249)
  })

  it('turns a table that is too wide to split into a list', () => {
    const canvas = canvasOf(table(301, 2))
    expect(canvas.split('\n')).toHaveLength(2)
    expect(canvas).toContain('- h0 · h1 · h2')
  })

  it('cuts a very long text between characters', () => {
    const canvas = canvasOf('😀'.repeat(20_000))
    expect(canvas.length).toBeLessThan(3_100)
    expect(canvas.isWellFormed()).toBe(true)
    expect(canvas.endsWith('…')).toBe(true)
  })
})

describe('any Markdown', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(
      '# ',
      '#### ',
      '> ',
      '- ',
      '1. ',
      '  - ',
      '   1) ',
      '\n',
      '\n\n',
      '| a | b |\n|--|--|\n',
      '```',
      '<b>',
      '</p>',
      '<https://x>',
      '![a](b)',
      '![](@UBEN)',
      '[^1]',
      '[^1]: x',
      '[a]: b\n',
      '[a]',
      '---\n',
      '**',
      '~~',
      '\t',
      '\\',
      '&lt;',
    ),
  )

  it('becomes a canvas that Slack accepts, and still does when converted again', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const canvas = canvasOf(pieces.join(''))
        expect(refusedIn(canvas)).toBeUndefined()
        expect(refusedIn(canvasOf(canvas))).toBeUndefined()
      }),
      { numRuns: 300 },
    )
  })
})
