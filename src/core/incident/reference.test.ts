import { describe, expect, it } from 'vitest'
import { parseReference } from './model.ts'

describe('parsing an incident reference', () => {
  it.each([
    ['INC-12', 12],
    ['inc-12', 12],
    [' 12 ', 12],
    ['INC-', undefined],
    ['INC-12x', undefined],
    ['SEV-12', undefined],
    ['1234567890', undefined],
    ['', undefined],
  ])('parses “%s” as %s', (text, number) => {
    expect(parseReference(text)).toBe(number)
  })
})
