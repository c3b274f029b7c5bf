import { expect, it } from 'vitest'
import { normalizeReplayOutput } from '../../src/replay/comparable.ts'

const [one, other] = ['019aa6c1-0000-7000-8000-00000000000a', '019aa6c1-0000-7000-8000-00000000000b']
const numbered = (count: number) => `00000000-0000-7000-8000-00000000000${count}`

it.each([
  [
    'numbers ids in the order of occurrence',
    `${other} ${one} ${other}`,
    [2, 1, 2].map((n) => numbered(3 - n)).join(' '),
  ],
  [
    "numbers the bot's messages",
    '/p1573061040000003 /p1573061040000001 thread_ts=1573061040.000003&',
    '/p0000000001000000 /p0000000002000000 thread_ts=0000000001.000000&',
  ],
  ["keeps the timestamps of people's messages", '/p1573029545001700', '/p1573029545001700'],
])('%s', (_what, text, expected) => {
  expect(normalizeReplayOutput(text)).toBe(expected)
})
