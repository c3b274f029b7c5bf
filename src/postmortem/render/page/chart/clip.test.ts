import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clipToWidth, estimateTextWidth } from './clip.ts'

it.each([
  ['ALB is failing', 500, 'ALB is failing'],
  ['ALB is failing', 80, 'ALB is f…'],
  ['the first word is cut off', 62, 'the fir…'],
  ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 45, '👩‍👩‍👧‍👦👩‍👩‍👧‍👦…'],
  ['no room', 5, ''],
  ['', 100, ''],
])('clips “%s” to %d', (text, width, expected) => {
  expect(clipToWidth(text, width, 13)).toBe(expected)
})

it('shows a prefix of the text that fits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 0, max: 600 }), (text, width) => {
      const shown = clipToWidth(text, width, 13)
      expect(estimateTextWidth(shown, 13)).toBeLessThanOrEqual(Math.max(width, 0))
      if (shown !== text && shown !== '') {
        expect(shown.endsWith('…')).toBe(true)
        expect(text.startsWith(shown.slice(0, -1))).toBe(true)
      }
    }),
  )
})
