import { describe, expect, it } from 'vitest'
import { markupIn } from '../../../test/support/pings.ts'
import {
  ana,
  at,
  ben,
  changed,
  contextAt,
  decided,
  holding,
  refusalOf,
  stateWith,
} from '../../../test/support/situation.ts'
import type { IncidentState } from '../state.ts'
import { timerSet } from '../timers/changes.ts'
import { reminderSet } from './changes.ts'
import type { Reminder } from './model.ts'
import { reconcileReminders, sendDueReminders, silenceReminder } from './remind.ts'
import { reminderLiveMessage, reminderTo } from './view.ts'

const reminded = (kind: string, minutes: number, given: Partial<Reminder> = {}): Reminder => ({
  kind,
  count: 1,
  lastAt: at(minutes),
  snoozedUntil: null,
  stoppedAt: null,
  ...given,
})
const liveMessagesOf = ({ send }: ReturnType<typeof sendDueReminders>): string[] =>
  send.flatMap(({ call }) => (call.do === 'refresh' ? [call.liveMessage] : []))
const liveMessageName = (kind: string, minutes: number): string => `reminder:${kind}:${at(minutes).getTime()}`
const led = { roles: [holding('commander', ana.id)] }
const quiet = { incident: { severity: 'SEV4' } }

describe('the reminder timer', () => {
  it('is set for the first reminder due', () => {
    expect(changed(reconcileReminders({ ...contextAt(0), state: stateWith() }), timerSet)).toMatchObject([
      { dueAt: at(5) },
    ])
    expect(changed(reconcileReminders({ ...contextAt(0), state: stateWith(led) }), timerSet)).toMatchObject([
      { dueAt: at(30) },
    ])
  })

  it('is cleared when no reminder applies', () => {
    const state = stateWith({ incident: { status: 'closed' }, timers: new Map([['reminder', at(5)]]) })
    expect(changed(reconcileReminders({ ...contextAt(4), state }), timerSet)).toMatchObject([{ dueAt: null }])
  })

  it('sends what is due and is set for the next', () => {
    const decision = sendDueReminders({ ...contextAt(5), state: stateWith(quiet) })
    expect(liveMessagesOf(decision)).toEqual([liveMessageName('commander', 5)])
    expect(changed(decision, reminderSet)).toMatchObject([{ reminder: { kind: 'commander', count: 1 } }])
    expect(changed(decision, timerSet)).toMatchObject([{ dueAt: at(15) }])
  })

  it('sends nothing that is moot', () => {
    const state = stateWith({ ...led, timers: new Map([['reminder', at(5)]]) })
    const decision = sendDueReminders({ ...contextAt(5), state })
    expect(decision.send).toEqual([])
    expect(changed(decision, timerSet)).toMatchObject([{ dueAt: at(30) }])
  })

  it('sends a reminder once when it fires twice', () => {
    const state = stateWith({
      ...quiet,
      reminders: [reminded('commander', 5)],
      timers: new Map([['reminder', at(5)]]),
    })
    expect(sendDueReminders({ ...contextAt(5), state }).send).toEqual([])
  })

  it('refreshes the previous reminder when it posts the next, so it loses its buttons', () => {
    const state = stateWith({ ...quiet, reminders: [reminded('commander', 5)] })
    expect(liveMessagesOf(sendDueReminders({ ...contextAt(15), state }))).toEqual([
      liveMessageName('commander', 5),
      liveMessageName('commander', 15),
    ])
  })

  it('reminds the commander in a direct message', () => {
    expect(sendDueReminders({ ...contextAt(30), state: stateWith(led) }).send).toMatchObject([
      { to: { person: ana.id }, call: { do: 'post' } },
    ])
  })
})

describe('reconciling reminders', () => {
  it('resets a moot reminder and refreshes its message', () => {
    const state = stateWith({ ...led, ...quiet, reminders: [reminded('commander', 5, { count: 3 })] })
    const decision = reconcileReminders({ ...contextAt(20), state })
    expect(changed(decision, reminderSet)).toMatchObject([{ reminder: { count: 0, lastAt: null } }])
    expect(decision.send).toMatchObject([{ call: { liveMessage: liveMessageName('commander', 5), only: 'standing' } }])
    const [{ reminder } = { reminder: reminded('', 0) }] = changed(decision, reminderSet)
    expect(reconcileReminders({ ...contextAt(20), state: { ...state, reminders: [reminder] } }).send).toEqual([])
  })

  it('leaves a reminder that still applies unaffected', () => {
    const state = stateWith({
      ...quiet,
      reminders: [reminded('commander', 5)],
      timers: new Map([['reminder', at(15)]]),
    })
    expect(reconcileReminders({ ...contextAt(6), state })).toEqual({ changes: [], send: [] })
  })
})

describe('silencing a reminder', () => {
  const standing = stateWith({ ...quiet, reminders: [reminded('commander', 5)] })

  it('snoozes it for 30 minutes, or stops it for good', () => {
    const snoozed = decided(silenceReminder({ ...contextAt(6), state: standing }, 'commander', 'snooze'))
    expect(changed(snoozed, reminderSet)).toMatchObject([{ reminder: { snoozedUntil: at(36), count: 1 } }])
    const stopped = decided(silenceReminder({ ...contextAt(6), state: standing }, 'commander', 'stop'))
    expect(changed(stopped, reminderSet)).toMatchObject([{ reminder: { stoppedAt: at(6) } }])
  })

  it.each<[string, IncidentState, string]>([
    ['somebody took command', stateWith({ ...led, reminders: [reminded('commander', 5)] }), 'That is settled'],
    ['no reminder at all', stateWith(), 'That is settled'],
    ['close', stateWith({ incident: { status: 'closed' }, reminders: [reminded('commander', 5)] }), 'INC-12 is closed'],
  ])('is refused after %s', (_, state, sentence) => {
    expect(refusalOf(silenceReminder({ ...contextAt(6), state }, 'commander', 'snooze'))).toContain(sentence)
    expect(refusalOf(silenceReminder({ ...contextAt(6), state }, 'commander', 'stop'))).toContain(sentence)
  })

  it('is refused for an unknown kind', () => {
    expect(refusalOf(silenceReminder({ ...contextAt(6), state: standing }, 'whatever', 'stop'))).toContain(
      'That is settled',
    )
  })
})

describe('a reminder in the channel', () => {
  const render = (state: IncidentState, kind = 'commander') =>
    reminderLiveMessage(state, kind, at(5).getTime(), contextAt(6))
  const shown = (state: IncidentState, kind?: string): string => JSON.stringify(render(state, kind))
  const withRow = (given: Partial<Reminder>) => stateWith({ reminders: [reminded('commander', 5, given)] })

  it('has buttons while it applies, and pings nobody', () => {
    const message = render(withRow({}))
    expect(message.text).toBe('Nobody is commander')
    for (const label of ['Nobody is commander.', 'I take command', 'Snooze 30 min', 'Not needed']) {
      expect(JSON.stringify(message)).toContain(label)
    }
    expect(markupIn(message)).toEqual([])
  })

  it.each<[string, IncidentState, string]>([
    ['taken', stateWith({ roles: [holding('commander', ben.id)] }), 'Ben Berg is commander.'],
    ['sent again', withRow({ lastAt: at(15), count: 2 }), 'Asked again below.'],
    ['snoozed', withRow({ snoozedUntil: at(36) }), 'Asked again at 2026-03-02 03:36 UTC.'],
    ['stopped', withRow({ stoppedAt: at(6) }), 'No commander is needed.'],
  ])('has no buttons once %s', (_, state, words) => {
    expect(shown(state)).toContain(words)
    expect(shown(state)).not.toContain('button')
  })

  it('is settled if no feature reminds of it any more', () => {
    expect(shown(withRow({}), 'nonsense')).toContain('That is settled.')
  })
})

describe('a reminder to one person', () => {
  it('names the incident, and has buttons if it can be silenced', () => {
    const message = reminderTo(stateWith(led), 'update', contextAt(30))
    expect(message.text).toBe('INC-12: an update is due')
    for (const part of ['INC-12 · SEV1 · Checkout is slow <#CINC>', 'Write update', 'Snooze 30 min', 'Not needed'])
      expect(JSON.stringify(message)).toContain(part)
  })

  it('has no buttons for an unconfirmed role', () => {
    const roles = [holding('scribe', ben.id, { assignedBy: ana.id, acknowledgedAt: null })]
    const message = reminderTo(stateWith({ roles }), 'confirm scribe', contextAt(5))
    expect(message.text).toBe('INC-12: scribe not confirmed')
    expect(JSON.stringify(message)).not.toContain('button')
  })
})
