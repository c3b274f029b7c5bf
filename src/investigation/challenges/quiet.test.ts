import { describe, expect, it } from 'vitest'
import {
  actionWith,
  at,
  challengeWith,
  hypothesisWith,
  recurrenceWith,
  settingsOf,
  start,
  stateWith,
} from '../../../test/support/situation.ts'
import { dayMs, hourMs, minuteMs } from '../../platform/time/durations.ts'
import { deferUntilSomebodyActive } from './quiet.ts'

const { quiet } = settingsOf().challenges
/** When a question due at minute `due` may be asked, as seen at minute `seen`. Minute 0 is 03:00 UTC on a Monday. */
const asked = (due: number, seen: number, given: Parameters<typeof stateWith>[0] = {}, more = {}) =>
  (deferUntilSomebodyActive(
    at(due).getTime(),
    stateWith({ ...given, incident: { severity: 'SEV3', ...given?.incident } }),
    { ...quiet, ...more },
    at(seen),
  ) -
    start.getTime()) /
  minuteMs

describe('while nobody is active', () => {
  it.each([
    ['before it is due', 60, 59.9, 60],
    ['when it is due', 60, 60, 70],
    ['just before the next look', 60, 69.9, 70],
    ['at the next look', 60, 70, 80],
    ['much later', 60, 125, 130],
  ])('%s: looks again every ten minutes', (_, due, seen, expected) => {
    expect(asked(due, seen)).toBe(expected)
  })

  it('asks at once for a severity that may wake people', () => {
    expect(asked(60, 60, { incident: { severity: 'SEV2' } })).toBe(60)
  })
})

describe('what counts as activity', () => {
  const shortly = at(30.1)
  const longAgo = at(30)
  it.each<[string, Parameters<typeof stateWith>[0], number]>([
    ['a message', { lastSpokeAt: shortly }, 60],
    ['not a message half an hour before', { lastSpokeAt: longAgo }, 70],
    ['the declaration', { incident: { declaredAt: shortly } }, 60],
    ['an action', { actions: [actionWith({ recordedAt: shortly })] }, 60],
    ['not an action half an hour before', { actions: [actionWith({ recordedAt: longAgo })] }, 70],
    ['a recurrence', { recurrences: [recurrenceWith({ recordedAt: shortly })] }, 60],
    ['an answer', { challenges: [challengeWith({ answeredAt: shortly })] }, 60],
    ['not a question without an answer', { challenges: [challengeWith({ askedAt: shortly })] }, 70],
    ['a hypothesis proposed', { hypotheses: [hypothesisWith({ openedAt: shortly })] }, 60],
    ['a hypothesis ruled out', { hypotheses: [hypothesisWith({ closedAt: shortly })] }, 60],
    ['not a hypothesis proposed half an hour before', { hypotheses: [hypothesisWith({ openedAt: longAgo })] }, 70],
  ])('%s', (_, given, expected) => {
    expect(asked(60, 60, given)).toBe(expected)
  })
})

describe('in working hours', () => {
  // Whether a question due at 03:00 on Monday is asked so many hours later.
  const isAsked = (hours: number, zone = 'UTC', more = {}) =>
    asked(
      0,
      (hours * hourMs) / minuteMs,
      { incident: { zone, declaredAt: new Date(start.getTime() - dayMs) } },
      more,
    ) === 0

  it.each([
    ['08:59', 6 - 1 / 60, 'UTC', false],
    ['09:00', 6, 'UTC', true],
    ['17:59', 15 - 1 / 60, 'UTC', true],
    ['18:00', 15, 'UTC', false],
    ['on Friday', 4 * 24 + 8, 'UTC', true],
    ['on Saturday', 5 * 24 + 8, 'UTC', false],
    ['on Sunday', 6 * 24 + 8, 'UTC', false],
    ['on the next Monday', 7 * 24 + 8, 'UTC', true],
    ['in a zone ahead of UTC', 0.5, 'Asia/Tokyo', true],
    ['at 09:00 in a zone with a half-hour offset', 0.5, 'Asia/Kolkata', true],
    ['before 09:00 in a zone with a half-hour offset', 0.4, 'Asia/Kolkata', false],
    ['in a zone behind UTC', 6, 'America/New_York', false],
    ['in a zone where it is still Sunday', 0, 'Pacific/Honolulu', false],
    ['in the same zone once it is Monday', 16, 'Pacific/Honolulu', true],
  ])('%s', (_, hours, zone, expected) => {
    expect(isAsked(hours, zone)).toBe(expected)
  })

  it('works for times before 1970', () => {
    const dueAt = Date.parse('1969-12-29T10:00:00Z')
    const now = new Date('1969-12-29T11:00:00Z')
    const state = stateWith({ incident: { severity: 'SEV3', declaredAt: new Date('1969-12-01') } })
    expect(deferUntilSomebodyActive(dueAt, state, quiet, now)).toBe(dueAt)
  })
})
