import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { at } from '../../../test/support/situation.ts'
import { entryData, storedInstant } from './entry-data.ts'

const leftEntry = entryData(
  'person.left',
  z.strictObject({ who: z.string(), since: storedInstant.nullable() }),
  ({ who }, where: string) => `${who} left ${where}`,
)
const stored = { type: 'person.left', who: 'UANA', since: '2026-03-02T03:05:00.000Z' }

describe('entry data', () => {
  it('is worded once, and stored as JSON beside the words', () => {
    expect(leftEntry({ who: 'UANA', since: at(5) }, 'the room')).toEqual({ text: 'UANA left the room', data: stored })
  })

  it('is read back as it was given', () => {
    expect(leftEntry.read({ data: stored })).toEqual({ who: 'UANA', since: at(5) })
  })

  it.each([
    ['nothing', null, false],
    ['no object', 'person.left', false],
    ['no type', { who: 'UANA', since: null }, false],
    ['another type', { ...stored, type: 'person.came' }, false],
    ['a field missing', { type: 'person.left', who: 'UANA' }, true],
    ['a field too many', { ...stored, why: 'tired' }, true],
    ['a field of another shape', { ...stored, since: 'yesterday' }, true],
  ])('reads nothing from %s', (_, data, isOwned) => {
    expect(leftEntry.read({ data })).toBeUndefined()
    expect(leftEntry.owns({ data })).toBe(isOwned)
  })
})
