import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followUpWith } from '../../test/support/follow-up.ts'
import { ana, at, ben, stateWith } from '../../test/support/situation.ts'
import type { FollowUp } from './model.ts'
import { findReminderZone, nextFollowUpTimerAt, nextReminder, tomorrowMorning } from './schedule.ts'

/** Declared, and every follow-up made, on Monday 2 March 2026 at 03:00 UTC. */
const friday = new Date('2026-03-06')
const due = (given: Partial<FollowUp> = {}) => followUpWith({ dueOn: friday, ...given })
const next = (followUp: FollowUp, zone = 'UTC') => nextReminder(followUp, zone)?.toISOString().slice(0, 16) ?? null

describe('the next reminder', () => {
  it.each<[string, Partial<FollowUp>, string | null]>([
    ['is at nine on the day', {}, '2026-03-06T09:00'],
    ['then a day later', { remindedAt: new Date('2026-03-06T09:00Z') }, '2026-03-07T09:00'],
    ['then on the third day', { remindedAt: new Date('2026-03-07T09:00Z') }, '2026-03-09T09:00'],
    ['then on the seventh', { remindedAt: new Date('2026-03-09T09:00Z') }, '2026-03-13T09:00'],
    ['then never again', { remindedAt: new Date('2026-03-13T09:00Z') }, null],
    [
      'after a long night of the bot is the one that comes next',
      { remindedAt: new Date('2026-03-08T20:00Z') },
      '2026-03-09T09:00',
    ],
    [
      'of one made that afternoon is on the next morning',
      { createdAt: new Date('2026-03-06T15:00Z') },
      '2026-03-07T09:00',
    ],
    [
      'is as late as its owner asked',
      { remindedAt: new Date('2026-03-06T09:00Z'), snoozedUntil: new Date('2026-03-08T09:00Z') },
      '2026-03-08T09:00',
    ],
    [
      'goes on after its sleep',
      { remindedAt: new Date('2026-03-08T09:00Z'), snoozedUntil: new Date('2026-03-08T09:00Z') },
      '2026-03-09T09:00',
    ],
    ['of what has no date is never', { dueOn: null }, null],
    ['of what is in progress comes as of what is open', { state: 'in_progress' }, '2026-03-06T09:00'],
    ['of what is done is never', { state: 'done' }, null],
    ['of what is dropped is never', { state: 'dropped' }, null],
  ])('%s', (_what, given, expected) => expect(next(due(given))).toBe(expected))

  it('is at most four times without anybody asking, and never twice at once', () => {
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

describe('the alarm of an incident', () => {
  const state = stateWith({
    incident: { zone: 'Europe/Lisbon' },
    followUps: [due({ ownerId: ana.id }), due({ number: 2, ownerId: ben.id }), due({ number: 3, owner: 'platform' })],
    zones: new Map([[ana.id, 'Asia/Kolkata']]),
  })

  it('is at the earliest of its mornings, each where its owner is', () => {
    expect(nextFollowUpTimerAt(state)?.toISOString()).toBe('2026-03-06T03:30:00.000Z')
    expect(state.followUps.map((followUp) => findReminderZone(state, followUp))).toEqual([
      'Asia/Kolkata',
      'Europe/Lisbon',
      'Europe/Lisbon',
    ])
  })

  it('is for drills and after close as well, and for nothing that was cancelled', () => {
    const alarm = (given: Parameters<typeof stateWith>[0]) =>
      nextFollowUpTimerAt({ ...state, ...stateWith(given), followUps: state.followUps })
    expect(alarm({ incident: { mode: 'drill' } })).not.toBeNull()
    expect(alarm({ incident: { status: 'closed', closedAt: at(9) } })).not.toBeNull()
    expect(alarm({ incident: { status: 'cancelled' } })).toBeNull()
  })

  it('is none where nothing is due', () =>
    expect(nextFollowUpTimerAt(stateWith({ followUps: [followUpWith()] }))).toBeNull())
})

describe('tomorrow morning', () => {
  it.each([
    ['UTC', '2026-03-02T03:00:00Z', '2026-03-03T09:00:00.000Z'],
    ['America/New_York', '2026-03-02T03:00:00Z', '2026-03-02T14:00:00.000Z'],
    ['America/New_York', '2026-03-08T03:00:00Z', '2026-03-08T13:00:00.000Z'],
    ['Europe/Lisbon', '2026-10-24T12:00:00Z', '2026-10-25T09:00:00.000Z'],
  ])('in %s, said at %s', (zone, now, expected) => {
    expect(tomorrowMorning(zone, new Date(now)).toISOString()).toBe(expected)
  })
})
