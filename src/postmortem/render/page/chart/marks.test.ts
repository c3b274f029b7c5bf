import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupNearbyMarks, type Mark } from './marks.ts'

const mark = (kind: Mark['kind'], at: number): Mark => ({ kind, at, says: `${kind} ${at}` })
const place = (at: number) => at

describe('marks that would cover each other', () => {
  it('are one that tells of all, in the order of their times', () => {
    expect(groupNearbyMarks([mark('for', 104), mark('for', 100), mark('for', 120)], place)).toEqual([
      { kind: 'for', x: 100, says: 'for 100\nfor 104' },
      { kind: 'for', x: 120, says: 'for 120' },
    ])
  })

  it('stay apart where they are of different kinds', () => {
    expect(groupNearbyMarks([mark('for', 100), mark('against', 101)], place)).toHaveLength(2)
  })

  it('of very many, the first are told and the rest counted', () => {
    const [only, ...others] = groupNearbyMarks(
      Array.from({ length: 500 }, (_, at) => mark('asked', at / 100)),
      place,
    )
    expect(others).toEqual([])
    expect(only?.says.split('\n')).toHaveLength(9)
    expect(only?.says).toContain('and 492 more')
  })

  it('none is lost, and no two of a kind are closer than can be told apart', () => {
    const kinds = fc.constantFrom<Mark['kind']>('for', 'against', 'begun')
    const marks = fc.array(fc.tuple(kinds, fc.integer({ min: 0, max: 900 })), { maxLength: 8 })
    fc.assert(
      fc.property(marks, (given) => {
        const all = groupNearbyMarks(
          given.map(([kind, at]) => mark(kind, at)),
          place,
        )
        expect(all.flatMap(({ says }) => says.split('\n')).sort()).toEqual(
          given.map(([kind, at]) => `${kind} ${at}`).sort(),
        )
        for (const kind of ['for', 'against', 'begun']) {
          const own = all.filter((one) => one.kind === kind).map(({ x }) => x)
          for (const [index, x] of own.entries())
            if (index > 0) expect(x - (own[index - 1] ?? 0)).toBeGreaterThanOrEqual(9)
        }
      }),
    )
  })
})
