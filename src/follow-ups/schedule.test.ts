import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followUpWith } from '../../test/support/follow-up.ts'
import { ana, at, ben, stateWith } from '../../test/support/situation.ts'
import type { FollowUp } from './model.ts'
import { findReminderZone, nextFollowUpTimerAt, nextReminder, tomorrowMorning } from './schedule.ts'

/** The incident and every follow-up date from Monday 2 March 2026, 03:00 UTC. */
const friday = new Date('2026-03-06')
const due = (overrides: Partial<FollowUp> = {}) => followUpWith({ dueOn: friday, ...overrides })
const next = (followUp: FollowUp, zone = 'UTC') => nextReminder(followUp, zone)?.toISOString().slice(0, 16) ?? null

describe('nextReminder', () => {
  it.each<[string, Partial<FollowUp>, string | null]>([
    ['is at nine on the due date', {}, '2026-03-06T09:00'],
    ['is a day later after the first', { remindedAt: new Date('2026-03-06T09:00Z') }, '2026-03-07T09:00'],
    ['is on the third day after the second', { remindedAt: new Date('2026-03-07T09:00Z') }, '2026-03-09T09:00'],
    ['is on the seventh day after the third', { remindedAt: new Date('2026-03-09T09:00Z') }, '2026-03-13T09:00'],
    ['is none after the fourth', { remindedAt: new Date('2026-03-13T09:00Z') }, null],
    [
      'skips mornings that passed while the bot was down',
      { remindedAt: new Date('2026-03-08T20:00Z') },
      '2026-03-09T09:00',
    ],
    [
      'is on the next morning for a follow-up created after nine',
      { createdAt: new Date('2026-03-06T15:00Z') },
      '2026-03-07T09:00',
    ],
    [
      'waits for the end of a snooze',
      { remindedAt: new Date('2026-03-06T09:00Z'), snoozedUntil: new Date('2026-03-08T09:00Z') },
      '2026-03-08T09:00',
    ],
    [
      'resumes the schedule after a snooze',
      { remindedAt: new Date('2026-03-08T09:00Z'), snoozedUntil: new Date('2026-03-08T09:00Z') },
      '2026-03-09T09:00',
    ],
    ['is none without a due date', { dueOn: null }, null],
    ['is the same for one in progress', { state: 'in_progress' }, '2026-03-06T09:00'],
    ['is none for one that is done', { state: 'done' }, null],
    ['is none for one that is dropped', { state: 'dropped' }, null],
  ])('%s', (_what, overrides, expected) => expect(next(due(overrides))).toBe(expected))

  it('comes at most four times without a snooze, each later than the last', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 * 24 * 4 }), { maxLength: 20 }), (delays) => {
        let followUp = due()
        let count = 0
        for (const delay of [...delays, 0, 0, 0, 0]) {
          const when = nextReminder(followUp, 'UTC')
          if (!when) break
          const woken = new Date(when.getTime() + delay * 60_000)
          followUp = { ...followUp, remindedAt: woken }
          count += 1
          expect(nextReminder(followUp, 'UTC')?.getTime() ?? Number.POSITIVE_INFINITY).toBeGreaterThan(woken.getTime())
        }
        expect(count).toBeLessThanOrEqual(4)
      }),
    )
  })
})

describe('nextFollowUpTimerAt', () => {
  const state = stateWith({
    incident: { zone: 'Europe/Lisbon' },
    followUps: [due({ ownerId: ana.id }), due({ number: 2, ownerId: ben.id }), due({ number: 3, owner: 'platform' })],
    zones: new Map([[ana.id, 'Asia/Kolkata']]),
  })

  it("is the earliest reminder, each in its owner's zone", () => {
    expect(nextFollowUpTimerAt(state)?.toISOString()).toBe('2026-03-06T03:30:00.000Z')
    expect(state.followUps.map((followUp) => findReminderZone(state, followUp))).toEqual([
      'Asia/Kolkata',
      'Europe/Lisbon',
      'Europe/Lisbon',
    ])
  })

  it('is set for drills and closed incidents, not for cancelled ones', () => {
    const timer = (overrides: Parameters<typeof stateWith>[0]) =>
      nextFollowUpTimerAt({ ...state, ...stateWith(overrides), followUps: state.followUps })
    expect(timer({ incident: { mode: 'drill' } })).not.toBeNull()
    expect(timer({ incident: { status: 'closed', closedAt: at(9) } })).not.toBeNull()
    expect(timer({ incident: { status: 'cancelled' } })).toBeNull()
  })

  it('is none when no follow-up has a due date', () =>
    expect(nextFollowUpTimerAt(stateWith({ followUps: [followUpWith()] }))).toBeNull())
})

describe('tomorrowMorning', () => {
  it.each([
    ['UTC', '2026-03-02T03:00:00Z', '2026-03-03T09:00:00.000Z'],
    ['America/New_York', '2026-03-02T03:00:00Z', '2026-03-02T14:00:00.000Z'],
    ['America/New_York', '2026-03-08T03:00:00Z', '2026-03-08T13:00:00.000Z'],
    ['Europe/Lisbon', '2026-10-24T12:00:00Z', '2026-10-25T09:00:00.000Z'],
  ])('in %s, at %s', (zone, now, expected) => {
    expect(tomorrowMorning(zone, new Date(now)).toISOString()).toBe(expected)
  })
})
