import { describe, expect, it } from 'vitest'
import { at, recurrenceWith, stateWith } from '../../../test/support/situation.ts'
import { describeRhythm, isRhythmic, listTroubleSpells } from './rhythm.ts'

/** A spell of trouble, in minutes. */
type Stretch = [from: number, to: number | null]
const spells = (...minutes: Stretch[]) =>
  minutes.map(([from, to]) => ({ from: at(from).getTime(), to: to === null ? null : at(to).getTime() }))
const windows = (...minutes: Stretch[]) =>
  minutes.map(([from, to]) => ({ from: at(from), to: to === null ? null : at(to) }))
const back = (...minutes: number[]) => ({
  recurrences: minutes.map((minute) => recurrenceWith({ entryId: `r${minute}`, at: at(minute) })),
})

describe('spells of trouble', () => {
  it.each<[string, Parameters<typeof stateWith>[0], Stretch[], Stretch[]]>([
    ['one, if nothing else was recorded', {}, [], [[0, null]]],
    [
      'one for each recurrence',
      back(20, 40),
      [],
      [
        [0, null],
        [20, null],
        [40, null],
      ],
    ],
    [
      'one for each impact window',
      back(20),
      [
        [0, 5],
        [20, null],
      ],
      [
        [0, 5],
        [20, null],
      ],
    ],
    [
      'from whichever source has more',
      back(20, 40),
      [
        [0, 5],
        [20, 25],
      ],
      [
        [0, null],
        [20, null],
        [40, null],
      ],
    ],
    [
      'none for a recurrence within five minutes',
      back(4.9, 20, 24.9),
      [],
      [
        [0, null],
        [20, null],
      ],
    ],
    [
      'one for a recurrence after five minutes',
      back(5),
      [],
      [
        [0, null],
        [5, null],
      ],
    ],
    [
      'none from before the reopening',
      { ...back(20, 60, 80), incident: { reopenedAt: at(60) } },
      [],
      [
        [60, null],
        [80, null],
      ],
    ],
  ])('%s', (_, given, measured, expected) => {
    expect(listTroubleSpells(stateWith(given), { windows: windows(...measured) })).toEqual(spells(...expected))
  })
})

describe('the rhythm of trouble', () => {
  it.each<[string | undefined, boolean, Stretch[]]>([
    [undefined, false, []],
    [undefined, false, [[0, 20]]],
    [
      'Second time, 1 h 00 min after the first',
      false,
      [
        [0, null],
        [60, null],
      ],
    ],
    [
      'Second time, 1 h 00 min after the first',
      false,
      [
        [0, 20],
        [60, null],
      ],
    ],
    [
      'Second time, 1 h 00 min after the first',
      false,
      [
        [0, null],
        [60, 80],
      ],
    ],
    [
      'Second time, 1 h 00 min after the first',
      false,
      [
        [0, 14],
        [60, 80],
      ],
    ],
    [
      'Second time, about 20 min, like the first',
      true,
      [
        [0, 15],
        [60, 80],
      ],
    ],
    [
      'Second time, about 15 min, like the first',
      true,
      [
        [0, 20],
        [60, 75],
      ],
    ],
    [
      'Third time, 1 h 21 min after the second',
      false,
      [
        [0, null],
        [60, null],
        [141, null],
      ],
    ],
    [
      'Third time, about 1 h 20 min after the last, as before',
      true,
      [
        [0, null],
        [60, null],
        [140, null],
      ],
    ],
    [
      'Third time, about 1 h 00 min after the last, as before',
      true,
      [
        [0, null],
        [80, null],
        [140, null],
      ],
    ],
    [
      'Third time, about 20 min, like the second',
      true,
      [
        [0, 9],
        [60, 80],
        [200, 220],
      ],
    ],
    [
      'Fourth time, about 10 min after the last, as before',
      true,
      [
        [0, null],
        [60, null],
        [70, null],
        [80, null],
      ],
    ],
    [
      'Second time, 1 h 00 min after the first',
      false,
      [
        [0, null],
        [60, 60],
      ],
    ],
    [
      'Second time, 1 h 00 min after the first',
      false,
      [
        [0, 0],
        [60, null],
      ],
    ],
    [
      'Third time, 9 min after the second',
      false,
      [
        [0, 0],
        [1, null],
        [10, null],
      ],
    ],
  ])('%s', (words, rhythmic, minutes) => {
    expect(describeRhythm(spells(...minutes))).toBe(words)
    expect(isRhythmic(spells(...minutes))).toBe(rhythmic)
  })
})
