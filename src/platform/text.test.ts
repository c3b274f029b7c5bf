import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extractProse, firstLine } from './text.ts'

const command = '```$ kubectl set resources deployment/user-api --limits=memory=1Gi```'

describe('the part of a text quoted in one line', () => {
  it.each([
    ['one line', 'rolled it back', 'rolled it back', 'rolled it back'],
    ['several lines', 'rolled it back\n\nmemory is  flat', 'rolled it back', 'rolled it back memory is flat'],
    ['code at the end', `limit is 1GB\n${command}`, 'limit is 1GB', 'limit is 1GB'],
    ['code at the beginning', `${command}\nlimit is 1GB`, 'limit is 1GB', 'limit is 1GB'],
    ['code in between', 'before ```a\nb``` after', 'before', 'before after'],
    ['code that was cut', 'limit is 1GB ```$ kubectl set', 'limit is 1GB', 'limit is 1GB'],
    ['only code', '```a\nb```', 'a b', 'a b'],
    ['only an open fence', '```a', 'a', 'a'],
    ['nothing', ' \n ', '', ''],
  ])('of %s', (_, text, first, prose) => {
    expect(firstLine(text)).toBe(first)
    expect(extractProse(text)).toBe(prose)
  })

  it('is one line without code fences', () => {
    const text = fc
      .array(fc.constantFrom('```', '`', 'word', ' ', '\n', '$ ls'), { maxLength: 20 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (whole) => {
        for (const quoted of [firstLine(whole), extractProse(whole)]) expect(quoted).not.toMatch(/```|\n/)
      }),
      { numRuns: 500 },
    )
  })
})
