import { describe, expect, it } from 'vitest'
import { ana, at, ben, holding, settingsOf, start, stateWith } from '../../../test/support/situation.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import { roleReminders } from './reminders.ts'

const { commander, confirm } = roleReminders
const settings = settingsOf()
const now = at(30)
const unconfirmed = holding('scribe', ben.id, { assignedBy: ana.id, acknowledgedAt: null, assumedAt: at(10) })

type Given = Parameters<typeof stateWith>[0]

describe('the reminder that nobody is commander', () => {
  it.each<[string, Given, boolean]>([
    ['applies at first', {}, true],
    ['applies while monitoring', { incident: { status: 'monitoring' } }, true],
    ['does not apply with a commander', { roles: [holding('commander', ana.id)] }, false],
    ['does not apply once resolved', { incident: { status: 'resolved' } }, false],
    ['does not apply once closed', { incident: { status: 'closed' } }, false],
    ['does not apply once cancelled', { incident: { status: 'cancelled' } }, false],
  ])('%s', (_, given, applies) => {
    expect(commander.listApplicable(stateWith(given), settings)).toHaveLength(applies ? 1 : 0)
  })

  it('follows the settings, and goes to the channel', () => {
    const own = settingsOf({ reminders: { commander: '2m', most: 1 } })
    expect(commander.listApplicable(stateWith(), own)).toEqual([
      { since: start, after: 2 * minuteMs, most: 1, to: 'channel' },
    ])
  })

  it.each<[string, Given, string]>([
    ['somebody is', { roles: [holding('commander', ben.id)] }, 'Ben Berg is commander.'],
    ['it is over', { incident: { status: 'closed' } }, 'A commander is no longer needed.'],
  ])('is settled when %s', (_, given, words) => {
    expect(commander.outcome?.settled(stateWith(given))).toBe(words)
  })
})

describe('the reminder that a role is not confirmed', () => {
  const of = (given: Given) => confirm.listApplicable(stateWith(given), settings)

  it('goes to the assigner, once', () => {
    expect(of({ roles: [holding('commander', ana.id), unconfirmed] })).toEqual([
      { about: 'scribe', since: at(10), after: 5 * minuteMs, most: 1, to: { person: ana.id } },
    ])
    expect(of({ roles: [unconfirmed], incident: { status: 'resolved' } })).toHaveLength(1)
  })

  it.each<[string, Given]>([
    ['the incident is closed', { roles: [unconfirmed], incident: { status: 'closed' } }],
    ['it is confirmed', { roles: [{ ...unconfirmed, acknowledgedAt: at(11) }] }],
    ['they took it themselves', { roles: [{ ...unconfirmed, assignedBy: ben.id }] }],
    ['the assigner has left', { roles: [unconfirmed], outside: new Set([ana.id]) }],
  ])('does not apply when %s', (_, given) => {
    expect(of(given)).toEqual([])
  })

  it('says what to do', () => {
    const { text } = confirm.say(stateWith({ roles: [unconfirmed] }), 'scribe', { now, settings })
    expect(text).toMatch(/^\*Ben Berg has not confirmed that they are scribe\*, asked <!date\^/)
    expect(text).toContain('Ask them, or `/incident role scribe @name`.')
    expect(confirm.say(stateWith(), 'owner', { now, settings }).text).toBe(
      '*somebody has not confirmed that they are owner*. Ask them, or `/incident owner @name`.',
    )
  })
})
