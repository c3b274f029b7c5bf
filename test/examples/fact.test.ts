import { expect, it } from 'vitest'
import { type Fact, isSaid, line, on } from './fact.ts'

const sections = new Map([
  ['timeline', '14:31 on call acknowledged (rafa)\n14:35 OOMKilled, exit code 137 (rafa)'],
  ['follow_ups', 'F1: Hotfix · Dev Team · by Sun, 5 Oct 2025'],
])
const said = (section: Fact['section'], ...says: Fact['says'][number][]) =>
  isSaid({ fact: '', section, says }, sections)

it('a fact is found when one of its sections contains all of it', () => {
  expect(said('timeline', 'oomkilled', 'on call')).toBe(true)
  expect(said('timeline', 'OOMKilled', 'evicted')).toBe(false)
  expect(said(['timeline', 'follow_ups'], 'Dev Team')).toBe(true)
  expect(said(['timeline', 'follow_ups'], 'OOMKilled', 'Dev Team')).toBe(false)
})

it('a fact is not found in another section or in one that does not exist', () => {
  expect(said('follow_ups', 'OOMKilled')).toBe(false)
  expect(said('impact', 'OOMKilled')).toBe(false)
})

it('parts that belong together must be on one line, in order', () => {
  expect(said('timeline', line('14:35', 'oomkilled', /exit code \d+/))).toBe(true)
  expect(said('timeline', line('14:31', 'OOMKilled'))).toBe(false)
  expect(said('timeline', line('OOMKilled', '14:35'))).toBe(false)
  expect(said('timeline', line('14:35', 'code.137'))).toBe(false)
})

it('a day is found in any notation, and no other day is', () => {
  expect(said('follow_ups', line('Hotfix', on('2025-10-05')))).toBe(true)
  expect(on('2025-10-05').test('due 2025-10-05')).toBe(true)
  for (const other of ['15 Oct 2025', '5 Nov 2025', '5 Oct 2024']) expect(on('2025-10-05').test(other)).toBe(false)
})
