import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { microsecondsOf, Stamps } from './stamps.ts'

describe('timestamps', () => {
  it('increase strictly for a slow clock and for any instants a replay asks for', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(5))), (steps) => {
        let now = 1_573_066_500_000
        const stamps = new Stamps({ now: () => now })
        const given = steps.map(([forward, back]) => {
          now += forward
          return back === 0 ? stamps.at(`1573066500.00000${forward}`) : stamps.next()
        })
        expect(new Set(given).size).toBe(given.length)
        const minted = given.filter((_, index) => steps[index]?.[1] !== 0)
        expect([...minted].sort()).toEqual(minted)
      }),
    )
  })

  it('move by one microsecond when the instant is taken', () => {
    const stamps = new Stamps({ now: () => 0 })
    expect(stamps.at('1573066500.000100')).toBe('1573066500.000100')
    expect(stamps.at('1573066500.000100')).toBe('1573066500.000101')
  })

  it('reject what is not a timestamp', () => {
    expect(microsecondsOf('yesterday')).toBeUndefined()
    expect(() => new Stamps({ now: () => 0 }).at('1573066500')).toThrow('is not a Slack timestamp')
  })
})
