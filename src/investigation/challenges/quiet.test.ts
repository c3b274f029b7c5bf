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
/** In minutes, seen at a minute: when something may be asked that is due at another. 03:00 UTC on a Monday is 0. */
const asked = (due: number, seen: number, given: Parameters<typeof stateWith>[0] = {}, more = {}) =>
  (deferUntilSomebodyActive(
    at(due).getTime(),
    stateWith({ ...given, incident: { severity: 'SEV3', ...given?.incident } }),
    { ...quiet, ...more },
    at(seen),
  ) -
    start.getTime()) /
  minuteMs

describe('while nobody is there', () => {
  it.each([
    ['before it is due', 60, 59.9, 60],
    ['when it is due', 60, 60, 70],
    ['just before the next look', 60, 69.9, 70],
    ['at the next look', 60, 70, 80],
    ['much later', 60, 125, 130],
  ])('%s the bot looks again every ten minutes', (_, due, seen, expected) => {
    expect(asked(due, seen)).toBe(expected)
  })

  it('a severity that may wake people is asked at once', () => {
    expect(asked(60, 60, { incident: { severity: 'SEV2' } })).toBe(60)
  })
})

describe('somebody was there', () => {
  const shortly = at(30.1)
  const longAgo = at(30)
  it.each<[string, Parameters<typeof stateWith>[0], number]>([
    ['who wrote', { lastSpokeAt: shortly }, 60],
    ['who wrote half an hour before', { lastSpokeAt: longAgo }, 70],
    ['who declared it', { incident: { declaredAt: shortly } }, 60],
    ['who recorded an action', { actions: [actionWith({ recordedAt: shortly })] }, 60],
    ['who recorded one half an hour before', { actions: [actionWith({ recordedAt: longAgo })] }, 70],
    ['who said that it is back', { recurrences: [recurrenceWith({ recordedAt: shortly })] }, 60],
    ['who answered', { challenges: [challengeWith({ answeredAt: shortly })] }, 60],
    ['who answered nothing', { challenges: [challengeWith({ askedAt: shortly })] }, 70],
    ['who proposed', { hypotheses: [hypothesisWith({ openedAt: shortly })] }, 60],
    ['who ruled out', { hypotheses: [hypothesisWith({ closedAt: shortly })] }, 60],
    ['who proposed half an hour before', { hypotheses: [hypothesisWith({ openedAt: longAgo })] }, 70],
  ])('%s', (_, given, expected) => {
    expect(asked(60, 60, given)).toBe(expected)
  })
})

describe('in working hours', () => {
  // Due at 03:00 on Monday, seen so many hours later.
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
    ['where it is ahead', 0.5, 'Asia/Tokyo', true],
    ['where it is half an hour more', 0.5, 'Asia/Kolkata', true],
    ['where it is not 09:00 yet', 0.4, 'Asia/Kolkata', false],
    ['where it is behind', 6, 'America/New_York', false],
    ['where it is still Sunday', 0, 'Pacific/Honolulu', false],
    ['where it is Monday at last', 16, 'Pacific/Honolulu', true],
  ])('%s', (_, hours, zone, expected) => {
    expect(isAsked(hours, zone)).toBe(expected)
  })

  it('also of times before 1970, as clocks count them', () => {
    const dueAt = Date.parse('1969-12-29T10:00:00Z')
    const now = new Date('1969-12-29T11:00:00Z')
    const state = stateWith({ incident: { severity: 'SEV3', declaredAt: new Date('1969-12-01') } })
    expect(deferUntilSomebodyActive(dueAt, state, quiet, now)).toBe(dueAt)
  })
})
