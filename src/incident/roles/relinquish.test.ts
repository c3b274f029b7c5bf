import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  callsOf,
  changed,
  contextAt,
  decided,
  holding,
  linesOf,
  refusalOf,
  stateWith,
  typesOf,
} from '../../../test/support/situation.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import { incidentAcknowledged } from '../lifecycle/changes.ts'
import { assignRole, assumeCommand } from './assign.ts'
import { roleAcknowledged, roleTakenBack } from './changes.ts'
import { confirmRole } from './confirm.ts'
import { relinquishRole, revokeIneligibleHolder } from './relinquish.ts'
import { rolesShown } from './view.ts'

const ctx = contextAt(5)
const led = stateWith({ roles: [holding('commander', ana.id)] })
/** Ana made Ben commander, and he has not confirmed. */
const silent = stateWith({
  roles: [holding('commander', ben.id, { assignedBy: ana.id, acknowledgedAt: null, assumedAt: at(1) })],
})

describe('confirming a role', () => {
  it('records it once and refreshes both live messages', () => {
    const decision = decided(
      confirmRole({ ...contextAt(5, { announcementChannel: 'CNEWS' }), state: silent, by: ben }, 'commander'),
    )
    expect(changed(decision, roleAcknowledged)).toMatchObject([{ userId: ben.id, at: at(5) }])
    expect(decision.send.map(({ call }) => 'liveMessage' in call && call.liveMessage)).toEqual([
      'opening',
      'announcement',
    ])
  })

  it('is the same as taking the role again', () => {
    expect(
      typesOf(decided(assignRole({ ...ctx, state: silent, by: ben }, { role: 'commander', to: ben, work: null }))),
    ).toEqual(['role.acknowledged'])
    expect(typesOf(decided(assumeCommand({ ...ctx, state: silent, by: ben }, null)))).toEqual(['role.acknowledged'])
  })

  it('changes nothing the second time', () => {
    expect(typesOf(decided(confirmRole({ ...ctx, state: led, by: ana }, 'commander')))).toEqual([])
  })

  it.each([
    [
      'somebody else took it',
      confirmRole({ ...ctx, state: led, by: ben }, 'commander'),
      'You are commander no more. Ana Alves is now.',
    ],
    [
      'the role was relinquished',
      confirmRole({ ...ctx, state: stateWith(), by: ben }, 'owner'),
      'You are owner no more. Nobody is now.',
    ],
  ])('is refused after %s', (_, outcome, sentence) => {
    expect(refusalOf(outcome)).toBe(sentence)
  })
})

describe('relinquishing a role', () => {
  it('frees the role, says so, and can be undone', () => {
    const decision = decided(relinquishRole({ ...ctx, state: led, by: ana }, 'commander'))
    expect(linesOf(decision)).toEqual(['Nobody is commander (was Ana Alves) · Ana Alves'])
    expect(typesOf(decision)).toEqual(['entry.added', 'role.relinquished', 'undoable.done', 'reminder.set'])
    expect(changed(decision, undoableDone)[0]?.inverse).toMatchObject([
      { type: 'role.resumed', id: holding('commander', ana.id).id },
      { type: 'entry.withdrawn' },
    ])
    expect(callsOf(decision)).not.toContain('post_ephemeral')
  })

  it('tells the holder if somebody else did it', () => {
    const decision = decided(relinquishRole({ ...ctx, state: led, by: ben }, 'commander'))
    expect(decision.send.find(({ call }) => call.do === 'post_ephemeral')).toMatchObject({ call: { to: ana.id } })
  })

  it('is refused when nobody holds it', () => {
    expect(refusalOf(relinquishRole({ ...ctx, state: stateWith(), by: ana }, 'owner'))).toBe('Nobody is owner.')
  })
})

describe('a role assigned to an ineligible account', () => {
  const [holder = holding('commander', ben.id)] = silent.roles
  const bot = { name: 'deploybot', bot: true, gone: false }

  it('goes back to the former holder, and the assigner is told why', () => {
    const decision = revokeIneligibleHolder({ ...ctx, state: silent }, holder, bot, { id: 'former', userId: ana.id })
    expect(changed(decision, roleTakenBack)).toMatchObject([{ id: holder.id, before: 'former' }])
    expect(linesOf(decision)).toEqual(['Ana Alves is commander again: deploybot is a bot'])
    expect(decision.send.find(({ call }) => call.do === 'post_ephemeral')).toMatchObject({
      call: {
        to: ana.id,
        message: {
          text: 'deploybot is a bot, and a role needs a person. Ana Alves is commander again. `/incident commander @name` gives it to somebody else.',
        },
      },
    })
  })

  it('leaves the role free and the incident unacknowledged without a former holder', () => {
    const state = { ...silent, incident: { ...silent.incident, acknowledgedAt: at(1) } }
    const decision = revokeIneligibleHolder({ ...ctx, state }, holder, { ...bot, bot: false, gone: true }, null)
    expect(typesOf(decision)).toEqual(['role.taken_back', 'entry.added', 'incident.acknowledged', 'reminder.set'])
    expect(linesOf(decision)).toEqual(["Nobody is commander: deploybot's account is deactivated"])
  })

  it.each<[string, string, Date | null, boolean]>([
    ['commander', 'by it', at(1), true],
    ['commander', 'earlier', at(0), false],
    ['commander', 'never', null, false],
    ['owner', 'when the owner was named', at(1), false],
    ['scribe', 'when the scribe was named', at(1), false],
  ])(
    'undoes only an acknowledgement that the assignment caused: %s, acknowledged %s',
    (role, _, acknowledgedAt, isUndone) => {
      const given = holding(role, ben.id, { assignedBy: ana.id, assumedAt: at(1), acknowledgedAt: null })
      const state = stateWith({ roles: [given], incident: { acknowledgedAt } })
      const decision = revokeIneligibleHolder({ ...ctx, state }, given, bot, null)
      expect(changed(decision, incidentAcknowledged)).toEqual(
        isUndone ? [incidentAcknowledged({ incidentId: 'incident', at: null })] : [],
      )
    },
  )

  it.each([
    ['commander', ['reminder.set']],
    ['owner', []],
  ])('restarts a reminder for a commander only: %s', (role, reminders) => {
    const given = holding(role, ben.id, { assignedBy: ana.id })
    const decision = revokeIneligibleHolder({ ...ctx, state: stateWith({ roles: [given] }) }, given, bot, null)
    expect(typesOf(decision).filter((type) => type.startsWith('reminder'))).toEqual(reminders)
  })

  it('stays with a person', () => {
    expect(typesOf(revokeIneligibleHolder({ ...ctx, state: silent }, holder, { ...bot, bot: false }, null))).toEqual([])
  })
})

describe('the role command without arguments', () => {
  it('shows each holder and since when, what is not confirmed, and what is free', () => {
    const { text } = rolesShown(silent, contextAt(0).settings)
    expect(text).toContain('commander: *Ben Berg* (not confirmed), since <!date^')
    expect(text).toContain('owner: _free_\nscribe: _free_')
  })

  it('shows a role no longer configured while somebody holds it', () => {
    const state = stateWith({ roles: [holding('liaison', ana.id)] })
    expect(rolesShown(state, contextAt(0).settings).text).toContain('liaison: *Ana Alves*, since')
  })
})
