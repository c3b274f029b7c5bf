import { describe, expect, it } from 'vitest'
import { findNearestCommand } from './nearest.ts'

const commands = [
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

describe('the command nearest to a typo', () => {
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
    expect(findNearestCommand(typed, commands)).toBe(expected)
  })

  it('is undefined when there are no commands', () => {
    expect(findNearestCommand('declare', [])).toBeUndefined()
  })
})
