import { describe, expect, it } from 'vitest'
import { ana, at, ben, holding, settingsOf, start, stateWith } from '../../../test/support/situation.ts'
import type { IncidentState } from '../state.ts'
import type { Reminder } from './model.ts'
import {
  type ApplicableReminder,
  computeNextReminderAt,
  listApplicableReminders,
  markReminderSent,
  restartReminder,
} from './policy.ts'

const settings = settingsOf()
const kindsOf = (state: IncidentState, given = settings): string[] =>
  listApplicableReminders(state, given).map(({ kind }) => kind)
const applicable = (state: IncidentState, kind: string): ApplicableReminder => {
  const found = listApplicableReminders(state, settings).find((want) => want.kind === kind)
  if (!found) throw new Error(`no ${kind} reminder applies`)
  return found
}
const row = (given: Partial<Reminder> = {}): Reminder => ({
  kind: 'commander',
  count: 1,
  lastAt: at(5),
  snoozedUntil: null,
  stoppedAt: null,
  ...given,
})
const led = { roles: [holding('commander', ana.id)] }

describe('the reminders that apply', () => {
  it.each<[string, Parameters<typeof stateWith>[0], string[]]>([
    ['at first: commander and update', {}, ['commander', 'update']],
    ['with a commander: update only', led, ['update']],
    ['in SEV4: no update', { incident: { severity: 'SEV4' } }, ['commander']],
    ['in a severity that is not configured: no update', { incident: { severity: 'P0' } }, ['commander']],
    ['while identified: commander and update', { incident: { status: 'identified' } }, ['commander', 'update']],
    ['while monitoring: commander only, the status says enough', { incident: { status: 'monitoring' } }, ['commander']],
    ['once resolved: none', { incident: { status: 'resolved' } }, []],
    ['once closed: none', { incident: { status: 'closed' } }, []],
    ['once cancelled: none', { incident: { status: 'cancelled' } }, []],
    ['in a retrospective: none', { incident: { mode: 'retrospective' } }, []],
    ['in a drill: as in a live incident', { incident: { mode: 'drill' } }, ['commander', 'update']],
    ['without a channel: none', { incident: { channelId: null } }, []],
    [
      'with an unconfirmed role: its confirmation',
      {
        roles: [holding('commander', ana.id), holding('scribe', ben.id, { assignedBy: ana.id, acknowledgedAt: null })],
      },
      ['update', 'confirm scribe'],
    ],
  ])('%s', (_, given, kinds) => {
    expect(kindsOf(stateWith(given))).toEqual(kinds)
  })

  it('count from a reopening, so nothing is overdue at once', () => {
    const roles = [holding('scribe', ben.id, { assignedBy: ana.id, acknowledgedAt: null })]
    const lastUpdate = { at: at(10), text: 'x' }
    const reopened = stateWith({ roles, lastUpdate, incident: { reopenedAt: at(60) } })
    expect(listApplicableReminders(reopened, settings).map(({ kind, since }) => [kind, since])).toEqual([
      ['commander', at(60)],
      ['update', at(60)],
      ['confirm scribe', at(60)],
    ])
  })

  it('go to the commander, or to the channel without one', () => {
    expect(applicable(stateWith(), 'update').to).toBe('channel')
    expect(applicable(stateWith(led), 'update').to).toEqual({ person: ana.id })
    expect(applicable(stateWith(), 'commander').to).toBe('channel')
  })

  it('count an update from the last one', () => {
    const state = stateWith({ lastUpdate: { at: at(40), text: 'still slow' } })
    expect(computeNextReminderAt(applicable(state, 'update'), undefined)).toEqual(at(70))
    expect(computeNextReminderAt(applicable(stateWith(), 'update'), undefined)).toEqual(at(30))
  })

  it('follow the settings', () => {
    const own = settingsOf({ reminders: { commander: '2m', updates: { SEV1: 'off', SEV4: '10m' }, most: 1 } })
    expect(listApplicableReminders(stateWith(), own)).toMatchObject([{ kind: 'commander', after: 120_000, most: 1 }])
    expect(kindsOf(stateWith({ incident: { severity: 'SEV4' } }), own)).toContain('update')
  })
})

describe('the next reminder', () => {
  const want = applicable(stateWith(), 'commander')

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

  it('ignores reminders, stops and snoozes from before the last update', () => {
    const state = stateWith({ lastUpdate: { at: at(100), text: 'x' } })
    const update = applicable(state, 'update')
    for (const sent of [
      row({ count: 3, lastAt: at(90) }),
      row({ stoppedAt: at(95), lastAt: at(90) }),
      row({ snoozedUntil: at(110), lastAt: at(90) }),
    ]) {
      expect(computeNextReminderAt(update, sent)).toEqual(at(130))
    }
    expect(markReminderSent(update, row({ count: 3, lastAt: at(90) }), at(130)).count).toBe(1)
  })

  it('clears the snooze and the stop when it is sent again', () => {
    expect(markReminderSent(want, row({ snoozedUntil: at(36) }), at(36))).toEqual(row({ count: 2, lastAt: at(36) }))
  })

  it('starts over after the commander steps down', () => {
    const { reminder } = restartReminder('incident', 'commander', at(65))
    expect(computeNextReminderAt(want, reminder)).toEqual(at(65))
    expect(computeNextReminderAt(want, markReminderSent(want, reminder, at(65)))).toEqual(at(75))
  })

  it('is sent once, to the assigner, for an unconfirmed role', () => {
    const roles = [holding('owner', ben.id, { assignedBy: ana.id, acknowledgedAt: null, assumedAt: at(10) })]
    const owner = applicable(stateWith({ roles }), 'confirm owner')
    expect(owner).toMatchObject({ to: { person: ana.id }, most: 1 })
    expect(computeNextReminderAt(owner, undefined)).toEqual(at(15))
    expect(computeNextReminderAt(owner, row({ kind: 'confirm owner', lastAt: at(15) }))).toBeNull()
    expect(computeNextReminderAt(owner, row({ kind: 'confirm owner', lastAt: start }))).toEqual(at(15))
  })
})
