import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseJsonAs } from './json.ts'
import { everyString, makeStorable } from './strings.ts'

const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => [key, ...stringsIn(one)])
}

describe('a payload from Slack', () => {
  it('loses NUL and lone surrogates in keys and values at any depth, and nothing else', () => {
    const odd = fc.oneof(fc.constantFrom('a\0b', '\ud83d', 'x\udd25\0', '🔥', '__proto__'), fc.string())
    const payloads = fc
      .jsonValue({ stringUnit: 'binary' })
      .chain((rest) => fc.record({ rest: fc.constant(rest), odd: fc.array(odd), keyed: fc.dictionary(odd, odd) }))
    let cleaned = 0
    fc.assert(
      fc.property(payloads, (payload) => {
        const clean = makeStorable(payload)
        for (const text of stringsIn(clean)) expect(text).toSatisfy(isStorable)
        if (stringsIn(payload).every(isStorable)) expect(clean).toEqual(payload)
        else cleaned += 1
      }),
    )
    expect(cleaned).toBeGreaterThan(10)
  })

  it('may nest arbitrarily deep', () => {
    const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)
    expect(JSON.stringify(everyString(deep, String))).toBe(`${'['.repeat(100)}null${']'.repeat(100)}`)
  })

  it('loses NUL written as an escape in embedded JSON', () => {
    expect(parseJsonAs('{"about":"a\\u0000b"}', z.object({ about: z.string() }))).toEqual({ about: 'ab' })
  })

  it.each(['', '{', '[]', '{"about":1}'])('gives nothing for text that is not our JSON: %j', (text) => {
    expect(parseJsonAs(text, z.object({ about: z.string() }))).toBeUndefined()
  })
})

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
