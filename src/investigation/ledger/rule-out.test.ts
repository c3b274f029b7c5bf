import { describe, expect, it } from 'vitest'
import { growsTooFast } from '../../../test/support/growth.ts'
import {
  ana,
  changed,
  contextAt,
  decided,
  hypothesisWith,
  refusalOf,
  stateWith,
} from '../../../test/support/situation.ts'
import { hypothesisClosed } from './changes.ts'
import { ruleOutFromCommand } from './rule-out.ts'

const hypotheses = ['db: eu is slow', 'the cache is cold'].map((statement, index) =>
  hypothesisWith({ id: `h${index + 1}`, number: index + 1, statement }),
)
const state = stateWith({ hypotheses })

describe('ruleOutFromCommand with colons', () => {
  it.each([
    ['the cache is cold: hit rate is 99 %', 'h2', 'hit rate is 99 %'],
    ['2: hit rate is 99 %', 'h2', 'hit rate is 99 %'],
    ['db: eu is slow: 3 ms at 12:30', 'h1', '3 ms at 12:30'],
    ['the cache is cold:12:30 it was warm', 'h2', '12:30 it was warm'],
  ])('splits “%s”', (words, id, because) => {
    expect(
      changed(decided(ruleOutFromCommand({ ...contextAt(5), state, by: ana }, words)), hypothesisClosed),
    ).toMatchObject([{ id, because }])
  })

  it.each(['', 'DDoS', ': why', 'DDoS:', '::'])('asks for what and why when given “%s”', (words) => {
    expect(refusalOf(ruleOutFromCommand({ ...contextAt(5), state, by: ana }, words))).toMatch(/^What, and why\?/)
  })

  it.each([' :', ':', ': '])('runs in linear time on repeated “%s”', (part) => {
    const hypotheses = Array.from({ length: 300 }, (_, index) =>
      hypothesisWith({ id: `h${index}`, number: index, statement: `host ${index} is slow` }),
    )
    const crowded = stateWith({ hypotheses })
    const rule = (words: string) => ruleOutFromCommand({ ...contextAt(5), state: crowded, by: ana }, words)
    expect(growsTooFast((length) => `x${part.repeat(length / part.length)}y`, rule)).toBe(false)
  })
})
