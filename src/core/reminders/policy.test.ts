import { describe, expect, it } from 'vitest'
import { at, contributions, settingsOf, start, stateWith } from '../../../test/support/situation.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import type { ReminderRule } from '../feature/context.ts'
import type { ApplicableReminder, Reminder } from './model.ts'
import {
  computeNextReminderAt,
  findReminderRule,
  listApplicableReminders,
  markReminderSent,
  restartReminder,
} from './policy.ts'

const five = { after: 5 * minuteMs, most: 3, to: 'channel' as const }
const words = { title: 'it is dark', text: 'It is *dark*.' }
const door: ReminderRule = { listApplicable: () => [{ since: at(10), ...five }], say: () => words }
const lamp: ReminderRule = {
  listApplicable: () => [
    { about: 'left', since: at(20), ...five },
    { about: 'far right', since: at(70), ...five },
  ],
  say: () => words,
}
const rules = { ...contributions, reminders: new Map(Object.entries({ door, lamp })) }

const row = (given: Partial<Reminder> = {}): Reminder => ({
  kind: 'door',
  count: 1,
  lastAt: at(5),
  snoozedUntil: null,
  stoppedAt: null,
  ...given,
})

describe('the reminders that apply', () => {
  const applicable = (given: Parameters<typeof stateWith>[0] = {}) =>
    listApplicableReminders(stateWith(given), { settings: settingsOf(), contributions: rules })

  it.each<[string, Parameters<typeof stateWith>[0], string[]]>([
    ['are those of every rule', {}, ['door', 'lamp left', 'lamp far right']],
    ['are the same in a drill', { incident: { mode: 'drill' } }, ['door', 'lamp left', 'lamp far right']],
    ['are none in a retrospective', { incident: { mode: 'retrospective' } }, []],
    ['are none without a channel', { incident: { channelId: null } }, []],
  ])('%s', (_, given, kinds) => {
    expect(applicable(given).map(({ kind }) => kind)).toEqual(kinds)
  })

  it('count from a reopening, so nothing is overdue at once', () => {
    const since = applicable({ incident: { reopenedAt: at(60) } }).map((want) => want.since)
    expect(since).toEqual([at(60), at(60), at(70)])
  })

  it.each([
    ['door', { rule: door, about: '' }],
    ['lamp left', { rule: lamp, about: 'left' }],
    ['lamp far right', { rule: lamp, about: 'far right' }],
    ['window', undefined],
    ['', undefined],
  ])('are said by the rule of their first word: “%s”', (kind, found) => {
    expect(findReminderRule(kind, rules)).toEqual(found)
  })
})

describe('the next reminder', () => {
  const want: ApplicableReminder = { kind: 'door', since: start, ...five }

  it.each<[string, Reminder | undefined, Date | null]>([
    ['first: after 5 minutes', undefined, at(5)],
    ['after one: 10 minutes later', row(), at(15)],
    ['after two: 20 minutes later', row({ count: 2, lastAt: at(15) }), at(35)],
    ['after three: never', row({ count: 3, lastAt: at(35) }), null],
    ['stopped: never', row({ stoppedAt: at(6) }), null],
    ['snoozed: when the snooze ends', row({ snoozedUntil: at(36) }), at(36)],
    ['snoozed after the last one: once more', row({ count: 3, snoozedUntil: at(66) }), at(66)],
    ['held back before the first: when that ends', row({ count: 0, lastAt: null, snoozedUntil: at(50) }), at(50)],
    ['held back to before it is due: when it is due', row({ count: 0, lastAt: null, snoozedUntil: at(1) }), at(5)],
  ])('%s', (_, sent, due) => {
    expect(computeNextReminderAt(want, sent)).toEqual(due)
  })

  it('ignores reminders, stops and snoozes from before it applied', () => {
    const later = { ...want, since: at(100) }
    for (const sent of [
      row({ count: 3, lastAt: at(90) }),
      row({ stoppedAt: at(95), lastAt: at(90) }),
      row({ snoozedUntil: at(104), lastAt: at(90) }),
    ]) {
      expect(computeNextReminderAt(later, sent)).toEqual(at(105))
    }
    expect(markReminderSent(later, row({ count: 3, lastAt: at(90) }), at(105)).count).toBe(1)
  })

  it('clears the snooze and the stop when it is sent again', () => {
    expect(markReminderSent(want, row({ snoozedUntil: at(36) }), at(36))).toEqual(row({ count: 2, lastAt: at(36) }))
  })

  it('starts over when it is held back', () => {
    const { reminder } = restartReminder('incident', 'door', at(65))
    expect(computeNextReminderAt(want, reminder)).toEqual(at(65))
    expect(computeNextReminderAt(want, markReminderSent(want, reminder, at(65)))).toEqual(at(75))
  })

  it('is none after the only one', () => {
    const once = { ...want, most: 1 }
    expect(computeNextReminderAt(once, row())).toBeNull()
    expect(computeNextReminderAt({ ...once, since: at(6) }, row())).toEqual(at(11))
  })
})
