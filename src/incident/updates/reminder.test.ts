import { expect, it } from 'vitest'
import { ana, at, holding, settingsOf, start, stateWith } from '../../../test/support/situation.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import { updateReminder } from './reminder.ts'

const settings = settingsOf()
const led = { roles: [holding('commander', ana.id)] }
const lastUpdate = { at: at(10), text: 'x' }

type Given = Parameters<typeof stateWith>[0]
const listFor = (given: Given, own = settings) => updateReminder.listApplicable(stateWith(given), own)

it.each<[string, Given, boolean]>([
  ['at first', {}, true],
  ['while identified', { incident: { status: 'identified' } }, true],
  ['while monitoring: the status says enough', { incident: { status: 'monitoring' } }, false],
  ['once resolved', { incident: { status: 'resolved' } }, false],
  ['in SEV4', { incident: { severity: 'SEV4' } }, false],
  ['in a severity that is not configured', { incident: { severity: 'P0' } }, false],
])('an update is due %s', (_, given, applies) => {
  expect(listFor(given)).toHaveLength(applies ? 1 : 0)
})

it('an update is due to the commander, or to the channel without one', () => {
  expect(listFor({})).toMatchObject([{ to: 'channel' }])
  expect(listFor(led)).toMatchObject([{ to: { person: ana.id } }])
  expect(listFor({ ...led, outside: new Set([ana.id]) })).toMatchObject([{ to: 'channel' }])
})

it('an update is due from the last one', () => {
  expect(listFor({})).toMatchObject([{ since: start, after: 30 * minuteMs }])
  expect(listFor({ lastUpdate })).toMatchObject([{ since: at(10), after: 30 * minuteMs }])
})

it('an update is due as the settings say', () => {
  const own = settingsOf({ reminders: { updates: { SEV1: 'off', SEV4: '10m' }, most: 1 } })
  expect(listFor({}, own)).toEqual([])
  expect(listFor({ incident: { severity: 'SEV4' } }, own)).toMatchObject([{ after: 10 * minuteMs, most: 1 }])
})

it('says when stakeholders last heard', () => {
  const say = (given: Given, minutes: number) =>
    updateReminder.say(stateWith(given), '', { now: at(minutes), settings }).text
  expect(say({}, 30)).toBe('*No update to stakeholders in 30 min.* What do they need to know?')
  expect(say({ lastUpdate }, 40)).toBe('*Stakeholders last heard 30 min ago.* What has changed since?')
})
