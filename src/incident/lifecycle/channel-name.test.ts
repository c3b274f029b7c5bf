import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channelName } from './channel-name.ts'

describe('a channel name', () => {
  it.each([
    ['Checkout is slow', 'inc-12-checkout-is-slow'],
    ['  CPU > 90 % on db-1!  ', 'inc-12-cpu-90-on-db-1'],
    ['Größere Störung', 'inc-12-grossere-storung'],
    ['Ødegård & Łódź', 'inc-12-odegard-lodz'],
    ['決済が遅い', 'inc-12'],
    ['🔥🔥', 'inc-12'],
    ['', 'inc-12'],
    ['---', 'inc-12'],
    ['<!channel> everything is down', 'inc-12-channel-everything-is-down'],
  ])('for “%s” is %s', (title, name) => {
    expect(channelName('inc-', 12, title)).toBe(name)
  })

  it('is cut between words unless that leaves too little', () => {
    const name = channelName('inc-', 12, 'word '.repeat(40))
    expect(name).toBe(`inc-12${'-word'.repeat(14)}`)
    expect(channelName('inc-', 12, 'x'.repeat(500))).toBe(`inc-12-${'x'.repeat(69)}`)
  })

  it('is valid for Slack, with room for a suffix, for any title', () => {
    const prefix = fc.stringMatching(/^[a-z0-9_-]{1,20}$/)
    const title = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc.lorem({ maxCount: 30 }),
    )
    fc.assert(
      fc.property(prefix, fc.integer({ min: 1, max: 2 ** 31 - 1 }), title, (before, number, words) => {
        const name = channelName(before, number, words)
        expect(name).toMatch(/^[a-z0-9_-]{1,80}$/)
        expect(`${name}-20`).toMatch(/^[a-z0-9_-]{1,80}$/)
        expect(name.startsWith(`${before}${number}`)).toBe(true)
        expect(name).not.toMatch(/-$/)
      }),
    )
  })
})
