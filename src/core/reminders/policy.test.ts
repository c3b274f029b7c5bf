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
const wanting = (state: IncidentState, kind: string): ApplicableReminder => {
  const found = listApplicableReminders(state, settings).find((want) => want.kind === kind)
  if (!found) throw new Error(`${kind} is not wanting`)
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

describe('what is wanting', () => {
  it.each<[string, Parameters<typeof stateWith>[0], string[]]>([
    ['at first: a commander, and a word to stakeholders', {}, ['commander', 'update']],
    ['with a commander: the word', led, ['update']],
    ['SEV4: no word', { incident: { severity: 'SEV4' } }, ['commander']],
    ['a severity nobody knows', { incident: { severity: 'P0' } }, ['commander']],
    ['identified', { incident: { status: 'identified' } }, ['commander', 'update']],
    ['monitoring: somebody still leads; the status says enough', { incident: { status: 'monitoring' } }, ['commander']],
    ['resolved', { incident: { status: 'resolved' } }, []],
    ['closed', { incident: { status: 'closed' } }, []],
    ['cancelled', { incident: { status: 'cancelled' } }, []],
    ['a retrospective', { incident: { mode: 'retrospective' } }, []],
    ['a drill, as in earnest', { incident: { mode: 'drill' } }, ['commander', 'update']],
    ['without a channel there is nowhere to say it', { incident: { channelId: null } }, []],
    [
      'a role nobody confirmed',
      {
        roles: [holding('commander', ana.id), holding('scribe', ben.id, { assignedBy: ana.id, acknowledgedAt: null })],
      },
      ['update', 'confirm scribe'],
    ],
  ])('%s', (_, given, kinds) => {
    expect(kindsOf(stateWith(given))).toEqual(kinds)
  })

  it('counts from a reopening, so that nothing is overdue at that minute', () => {
    const roles = [holding('scribe', ben.id, { assignedBy: ana.id, acknowledgedAt: null })]
    const lastUpdate = { at: at(10), text: 'x' }
    const reopened = stateWith({ roles, lastUpdate, incident: { reopenedAt: at(60) } })
    expect(listApplicableReminders(reopened, settings).map(({ kind, since }) => [kind, since])).toEqual([
      ['commander', at(60)],
      ['update', at(60)],
      ['confirm scribe', at(60)],
    ])
  })

  it('is told the commander, and the channel where there is none', () => {
    expect(wanting(stateWith(), 'update').to).toBe('channel')
    expect(wanting(stateWith(led), 'update').to).toEqual({ person: ana.id })
    expect(wanting(stateWith(), 'commander').to).toBe('channel')
  })

  it('counts from the last update', () => {
    const state = stateWith({ lastUpdate: { at: at(40), text: 'still slow' } })
    expect(computeNextReminderAt(wanting(state, 'update'), undefined)).toEqual(at(70))
    expect(computeNextReminderAt(wanting(stateWith(), 'update'), undefined)).toEqual(at(30))
  })

  it('is as the settings say', () => {
    const own = settingsOf({ reminders: { commander: '2m', updates: { SEV1: 'off', SEV4: '10m' }, most: 1 } })
    expect(listApplicableReminders(stateWith(), own)).toMatchObject([{ kind: 'commander', after: 120_000, most: 1 }])
    expect(kindsOf(stateWith({ incident: { severity: 'SEV4' } }), own)).toContain('update')
  })
})

describe('when it is said', () => {
  const want = wanting(stateWith(), 'commander')

  it.each<[string, Reminder | undefined, Date | null]>([
    ['never said: after 5 minutes', undefined, at(5)],
    ['once: 10 minutes later', row(), at(15)],
    ['twice: 20 minutes later', row({ count: 2, lastAt: at(15) }), at(35)],
    ['three times: no more', row({ count: 3, lastAt: at(35) }), null],
    ['not needed: no more', row({ stoppedAt: at(6) }), null],
    ['snoozed: then', row({ snoozedUntil: at(36) }), at(36)],
    ['snoozed after the last time: once more', row({ count: 3, snoozedUntil: at(66) }), at(66)],
    ['put off before it was ever said', row({ count: 0, lastAt: null, snoozedUntil: at(50) }), at(50)],
    ['put off to before it is due', row({ count: 0, lastAt: null, snoozedUntil: at(1) }), at(5)],
  ])('%s', (_, said, due) => {
    expect(computeNextReminderAt(want, said)).toEqual(due)
  })

  it('what was said before the last update counts no more, nor does what was stopped or snoozed', () => {
    const state = stateWith({ lastUpdate: { at: at(100), text: 'x' } })
    const update = wanting(state, 'update')
    for (const said of [
      row({ count: 3, lastAt: at(90) }),
      row({ stoppedAt: at(95), lastAt: at(90) }),
      row({ snoozedUntil: at(110), lastAt: at(90) }),
    ]) {
      expect(computeNextReminderAt(update, said)).toEqual(at(130))
    }
    expect(markReminderSent(update, row({ count: 3, lastAt: at(90) }), at(130)).count).toBe(1)
  })

  it('said again it is no longer snoozed or stopped', () => {
    expect(markReminderSent(want, row({ snoozedUntil: at(36) }), at(36))).toEqual(row({ count: 2, lastAt: at(36) }))
  })

  it('after a commander has gone it begins anew', () => {
    const { reminder } = restartReminder('incident', 'commander', at(65))
    expect(computeNextReminderAt(want, reminder)).toEqual(at(65))
    expect(computeNextReminderAt(want, markReminderSent(want, reminder, at(65)))).toEqual(at(75))
  })

  it('a role not confirmed is told once, to whoever gave it', () => {
    const roles = [holding('owner', ben.id, { assignedBy: ana.id, acknowledgedAt: null, assumedAt: at(10) })]
    const owner = wanting(stateWith({ roles }), 'confirm owner')
    expect(owner).toMatchObject({ to: { person: ana.id }, most: 1 })
    expect(computeNextReminderAt(owner, undefined)).toEqual(at(15))
    expect(computeNextReminderAt(owner, row({ kind: 'confirm owner', lastAt: at(15) }))).toBeNull()
    expect(computeNextReminderAt(owner, row({ kind: 'confirm owner', lastAt: start }))).toEqual(at(15))
  })
})
