import { expect, it } from 'vitest'
import { timeOrderedIds } from './ids.ts'
import { isId } from './is-id.ts'

const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

it('creates unique UUIDs of version 7 that sort in order of creation', () => {
  let now = new Date('2026-03-02T03:00:00.000Z')
  const newId = timeOrderedIds({ now: () => now })
  const made = Array.from({ length: 3_000 }, (_, index) => {
    if (index % 1_000 === 0) now = new Date(now.getTime() + 1)
    return newId()
  })
  expect(made.every((id) => uuid7.test(id) && isId(id))).toBe(true)
  expect(new Set(made).size).toBe(made.length)
  expect(made.toSorted()).toEqual(made)
})

it.each(['', 'none', '-'.repeat(36), '0f8fad5b-d9cb-469f-a165-70867728950', ' 0f8fad5b-d9cb-469f-a165-70867728950e'])(
  '“%s” is not an id',
  (text) => {
    expect(isId(text)).toBe(false)
  },
)
