import { expect, it } from 'vitest'
import { offerActions } from './controls.ts'

it.each([
  ['', { party: '', about: '' }],
  ['AWS', { party: 'AWS', about: '' }],
  ['AWS: case 123', { party: 'AWS', about: 'case 123' }],
  ['db:5432', { party: 'db:5432', about: '' }],
  ['AWS: case: 123', { party: 'AWS', about: 'case: 123' }],
])('a wait is written as %j', (text, wait) => {
  for (const action of [offerActions.wait, offerActions.waitForm]) {
    expect(action.write({ wait })).toBe(text)
    expect(action.read(text)).toEqual({ wait })
  }
})
