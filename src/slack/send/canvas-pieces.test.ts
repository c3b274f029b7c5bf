import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitMarkdown } from './canvas-pieces.ts'

describe('splitting Markdown', () => {
  it('splits between blocks, and keeps the text when joined', () => {
    const markdown = ['# Title', 'some words', '- a\n- b', '```\nx\n\n# y\n```', 'the end'].join('\n\n')
    expect(splitMarkdown(markdown, 1_000)).toEqual([markdown])
    expect(splitMarkdown(markdown, 20)).toEqual(['# Title\n\nsome words', '- a\n- b', '```\nx\n\n# y\n```', 'the end'])
    expect(splitMarkdown(markdown, 1).join('\n\n')).toBe(
      ['# Title', 'some words', '- a', '- b', '```\nx\n\n# y\n```', 'the end'].join('\n\n'),
    )
  })

  it('splits a long list between items, and keeps nested items together', () => {
    expect(splitMarkdown('- one\n  - below\n- two\n- three', 20)).toEqual(['- one\n  - below', '- two\n- three'])
  })

  it('never splits a table or a line', () => {
    const table = '| a | b |\n|--|--|\n| c | d |'
    expect(splitMarkdown(`${table}\n\n${'x'.repeat(50)}`, 10)).toEqual([table, 'x'.repeat(50)])
  })

  it('loses no words', () => {
    const line = fc.stringMatching(/^(- |# |)[a-z]{1,12}$/)
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.integer({ min: 1, max: 80 }), (lines, longest) => {
        const markdown = lines.join('\n\n')
        const words = (text: string) => text.match(/[a-z]+/g) ?? []
        expect(words(splitMarkdown(markdown, longest).join('\n'))).toEqual(words(markdown))
      }),
    )
  })
})
