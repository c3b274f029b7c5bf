import { expect, it } from 'vitest'
import { trimTrailingPunctuation } from './address.ts'

it.each([
  ['https://a.b/c', 'https://a.b/c'],
  ['https://a.b/c.', 'https://a.b/c'],
  ['https://a.b/c).', 'https://a.b/c'],
  ['https://a.b/c.)!?', 'https://a.b/c'],
  ['https://a.b/c_(d)', 'https://a.b/c_(d)'],
  ['https://a.b/c_(d).', 'https://a.b/c_(d)'],
  ['https://a.b/c)d', 'https://a.b/c)d'],
  [')))', ''],
])('trims %s to %s', (url, shown) => {
  expect(trimTrailingPunctuation(url)).toBe(shown)
})
