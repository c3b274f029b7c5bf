import { describe, expect, it } from 'vitest'
import { readTickedEntries, type SuggestedEntry, suggestionActions } from './controls.ts'

const note = { kind: 'note', channelId: 'C1', ts: 1_772_420_400_000_100n } as const
const action = { kind: 'action', channelId: 'C2', ts: 2n } as const

describe('suggested entries on a button', () => {
  it.each<[string, SuggestedEntry[]]>([
    ['note:C1:1772420400000100', [note]],
    ['note:C1:1772420400000100 action:C2:2', [note, action]],
  ])('are written as %s, and read again', (text, entries) => {
    expect(suggestionActions.add.write({ entries })).toBe(text)
    expect(suggestionActions.add.read(text)).toEqual({ entries })
  })

  it.each([
    '',
    'note',
    'note:C1',
    'note:C1:',
    'note::2',
    'note:C1:2x',
    'note:C1:-2',
    'note:C1:2:3',
    `note:C1:${'9'.repeat(17)}`,
    'deed:C1:2',
    'note:C1:2 deed:C1:2',
    'note:C1:2  note:C1:3',
    Array.from({ length: 9 }, (_, index) => `note:C1:${index}`).join(' '),
  ])('are not read from %j', (text) => expect(suggestionActions.add.read(text)).toBeUndefined())
})

describe('ticked entries', () => {
  it.each<[string, SuggestedEntry[]]>([
    ['', []],
    ['note:C1:1772420400000100,action:C2:2', [note, action]],
    ['deed:C1:2,action:C2:2,note:C1', [action]],
  ])('of %j', (ticked, entries) => expect(readTickedEntries(ticked)).toEqual(entries))
})
