import { expect, it } from 'vitest'
import { markdownOf } from '../render/markdown-of.ts'
import { heading } from './nodes.ts'
import { parseProse } from './prose.ts'

const between = (prose: string): string =>
  markdownOf([heading(2, 'Before'), ...parseProse(prose), heading(2, 'After')])

it.each([
  ['alone', '<script>alert(1)</script>'],
  ['in a quotation', '> <div>\n> words'],
  ['in a list', '- <div>\n  words\n- more'],
  ['over several lines', '<table>\n<tr>\n</table>'],
  ['in a footnote', 'x[^1]\n\n[^1]: <div>'],
])('HTML that somebody wrote is plain text, %s, and the sections around it stay apart', (_where, prose) => {
  const markdown = between(prose)
  expect(markdown).toMatch(/^## Before\n\n[\s\S]+\n\n## After\n$/)
  expect(markdown.replaceAll('\\<', '')).not.toMatch(/<\w/)
})
