import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupNearbyMarks, type Mark } from './marks.ts'

const mark = (kind: Mark['kind'], at: number): Mark => ({ kind, at, says: `${kind} ${at}` })
const place = (at: number) => at

describe('grouping nearby marks', () => {
  it('merges marks of one kind into one that lists them in order of time', () => {
    expect(groupNearbyMarks([mark('for', 104), mark('for', 100), mark('for', 120)], place)).toEqual([
      { kind: 'for', x: 100, says: 'for 100\nfor 104' },
      { kind: 'for', x: 120, says: 'for 120' },
    ])
  })

  it('keeps marks of different kinds apart', () => {
    expect(groupNearbyMarks([mark('for', 100), mark('against', 101)], place)).toHaveLength(2)
  })

  it('lists the first of very many and counts the rest', () => {
    const [only, ...others] = groupNearbyMarks(
      Array.from({ length: 500 }, (_, at) => mark('asked', at / 100)),
      place,
    )
    expect(others).toEqual([])
    expect(only?.says.split('\n')).toHaveLength(9)
    expect(only?.says).toContain('and 492 more')
  })

  it('loses no mark, and leaves no two of a kind too close to tell apart', () => {
    const kinds = fc.constantFrom<Mark['kind']>('for', 'against', 'begun')
    const marks = fc.array(fc.tuple(kinds, fc.integer({ min: 0, max: 900 })), { maxLength: 8 })
    fc.assert(
      fc.property(marks, (pairs) => {
        const all = groupNearbyMarks(
          pairs.map(([kind, at]) => mark(kind, at)),
          place,
        )
        expect(all.flatMap(({ says }) => says.split('\n')).sort()).toEqual(
          pairs.map(([kind, at]) => `${kind} ${at}`).sort(),
        )
        for (const kind of ['for', 'against', 'begun']) {
          const positions = all.filter((one) => one.kind === kind).map(({ x }) => x)
          for (const [index, x] of positions.entries())
            if (index > 0) expect(x - (positions[index - 1] ?? 0)).toBeGreaterThanOrEqual(9)
        }
      }),
    )
  })
})
