import { expect, it } from 'vitest'
import { leastWorked } from '../../../test/support/growth.ts'
import { materialWith } from '../../../test/support/material.ts'
import { forms } from '../../../test/support/outlined.ts'
import { entryWith } from '../../../test/support/situation.ts'
import type { PostMortemInput } from '../input.ts'
import { type FileRequest, renderDocument } from './document.ts'

/** Repeated text that can make a parser or a regular expression backtrack. */
const repeated = [
  '\t',
  ' ',
  ' \u2028',
  'x\n',
  'www.',
  'a@',
  'a.',
  ').',
  'https://x) ',
  '[',
  '`',
  '*a_',
  '<',
  '&',
  '@ana ',
]

/** An incident with captured messages of `length` characters each. */
function materialOf(length: number): PostMortemInput {
  const material = materialWith(() => 'the cache is cold')
  const pasted = repeated.map((part, index) =>
    entryWith({ id: `pasted ${index}`, kind: 'note', text: `x${part.repeat(length / part.length)}x` }),
  )
  return { ...material, entries: [...material.entries, ...pasted] }
}

const file = (request: FileRequest) => (material: PostMortemInput) =>
  void renderDocument(material, request, forms, new Map())

it.each([
  ['Markdown', file({ format: 'md', template: null })],
  ['HTML', file({ format: 'html', template: null })],
  ['JSON', file({ format: 'json', template: null })],
  ['Markdown for the public', file({ format: 'md', template: 'public' })],
])('renders captured messages as %s in time linear in their length', (_as, write) => {
  write(materialOf(100))
  const [short, long] = [materialOf(2_500), materialOf(10_000)].map((material) =>
    leastWorked(() => write(material)),
  ) as [number, number]
  expect(long).toBeLessThan(7 * Math.max(short, 10))
})
