import { describe, expect, it } from 'vitest'
import { refusedIn } from './check.ts'

const table = (rows: number) => `| a | b | c |\n|--|--|--|\n${'| 1 | 2 | 3 |\n'.repeat(rows - 1)}`

describe('a canvas accepts', () => {
  it.each([
    ['headings to the third level', '# a\n\n## b\n\n### c'],
    ['lists of one kind in each other', '- a\n  - b\n    - c\n\n1. a\n   1. b'],
    ['checklists', '- [ ] a\n- [x] b'],
    ['code, a rule, a quotation and emphasis', '```\n<b>\n```\n\n---\n\n> *a* **b** ~~c~~ `<i>`'],
    ['links, people, channels and pages', '[a](https://a) https://b ![](@UANA) ![](#COPS) ![](https://c)'],
    ['a table of three hundred cells', table(100)],
  ])('%s', (_what, markdown) => expect(refusedIn(markdown)).toBeUndefined())
})

describe('a canvas rejects', () => {
  it.each([
    ['deeper headings', 'a\n\n#### b', 'line 3: Unsupported heading depth (4)'],
    ['a larger table', table(101), 'line 1: Unsupported table size (303 cells)'],
    ['HTML', 'a <b>c</b>', 'line 1: Unsupported input'],
    ['a block of HTML', '<script>alert(1)</script>', 'line 1: Unsupported input'],
    ['an address in angle brackets', 'see <https://a>', 'line 1: Unsupported input'],
    ['an image without a URL', '![a](data:image/png;base64,AA)', 'line 1: Unsupported input'],
    ['a footnote', 'a[^1]\n\n[^1]: b', 'line 1: Unsupported input'],
    ['bullets under numbers', '1. a\n   - b', 'line 2: Unsupported list type in list'],
    ['numbers under bullets', '- a\n  1. b', 'line 2: Unsupported list type in list'],
    ['a quotation in a list', '- a\n\n  > b', 'line 3: Unsupported blockquote in listItem'],
    ['a list in a quotation', '> - a', 'line 1: Unsupported list in blockquote'],
    ['a heading in a list', '- # a', 'line 1: Unsupported heading in listItem'],
    ['a table in a list', `- a\n\n  | b |\n  |--|\n`, 'line 3: Unsupported table in listItem'],
  ])('%s', (_what, markdown, problem) => expect(refusedIn(markdown)).toBe(problem))
})
