import { describe, expect, it } from 'vitest'
import { leastWorked } from '../../../test/support/growth.ts'
import { renderLineDiff } from './changed.ts'

const numbered = (count: number, word: string): string[] =>
  Array.from({ length: count }, (_, index) => `${word} ${index}`)

describe('what changed', () => {
  it.each([
    ['nothing', 'a\nb', 'a\nb', ''],
    ['a line', 'a\nb\nc', 'a\nB\nc', '- b\n+ B'],
    ['all of it', '', 'a', '+ a'],
    ['its last line', 'a\nb', 'a', '- b'],
  ])('may be %s', (_what, before, after, said) => {
    expect(renderLineDiff(before, after)).toBe(said)
  })

  it('is a line of very many', () => {
    const lines = numbered(5_000, 'line')
    expect(renderLineDiff(lines.join('\n'), lines.with(2_500, 'another').join('\n'))).toBe('- line 2500\n+ another')
  })

  it('is soon found where hardly a line is the same', () => {
    const [before, after] = [numbered(10_000, 'a'), numbered(10_000, 'b')].map((lines) =>
      lines.flatMap((line, index) => (index % 10 === 0 ? [line, 'the same'] : [line])).join('\n'),
    ) as [string, string]
    expect(leastWorked(() => renderLineDiff(before, after))).toBeLessThan(100)
  })
})
