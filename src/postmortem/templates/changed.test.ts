import { describe, expect, it } from 'vitest'
import { leastWorked } from '../../../test/support/growth.ts'
import { renderLineDiff } from './changed.ts'

const numbered = (count: number, word: string): string[] =>
  Array.from({ length: count }, (_, index) => `${word} ${index}`)

describe('renderLineDiff', () => {
  it.each([
    ['nothing for equal texts', 'a\nb', 'a\nb', ''],
    ['a changed line', 'a\nb\nc', 'a\nB\nc', '- b\n+ B'],
    ['an added text', '', 'a', '+ a'],
    ['a removed last line', 'a\nb', 'a', '- b'],
  ])('shows %s', (_what, before, after, expected) => {
    expect(renderLineDiff(before, after)).toBe(expected)
  })

  it('finds one changed line among thousands', () => {
    const lines = numbered(5_000, 'line')
    expect(renderLineDiff(lines.join('\n'), lines.with(2_500, 'another').join('\n'))).toBe('- line 2500\n+ another')
  })

  it('stays fast if hardly any line is the same', () => {
    const [before, after] = [numbered(10_000, 'a'), numbered(10_000, 'b')].map((lines) =>
      lines.flatMap((line, index) => (index % 10 === 0 ? [line, 'the same'] : [line])).join('\n'),
    ) as [string, string]
    expect(leastWorked(() => renderLineDiff(before, after))).toBeLessThan(100)
  })
})
