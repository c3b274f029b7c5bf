import { describe, expect, it } from 'vitest'
import { findNearestCommand } from './nearest.ts'

const words = [
  'declare',
  'commander',
  'owner',
  'status',
  'severity',
  'resolve',
  'list',
  'log',
  'hyp',
  'rule-out',
  'close',
  'export',
  'help',
]

describe('the word nearest to a slip', () => {
  it.each([
    ['declar', 'declare'],
    ['declarre', 'declare'],
    ['declair', undefined],
    ['komandar', undefined],
    ['sevreity', 'severity'],
    ['lot', 'log'],
    ['lots', undefined],
    ['DECLARE', 'declare'],
    ['comander', 'commander'],
    ['com', 'commander'],
    ['stats', 'status'],
    ['sev', 'severity'],
    ['ruleout', 'rule-out'],
    ['hypothesis', 'hyp'],
    ['hlep', 'help'],
    ['lgo', 'log'],
    ['exprot', 'export'],
    ['listt', 'list'],
    ['zzzzzzzz', undefined],
    ['🔥🔥🔥🔥🔥', undefined],
    ['x', undefined],
    ['foo', undefined],
    ['cause', undefined],
    ['start', undefined],
    ['create', undefined],
  ])('%s → %s', (typed, expected) => {
    expect(findNearestCommand(typed, words)).toBe(expected)
  })

  it('is none where nothing is known', () => {
    expect(findNearestCommand('declare', [])).toBeUndefined()
  })
})
