import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  callsOf,
  changed,
  decided,
  holding,
  linesOf,
  momentAt,
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

const ctx = momentAt(5)
const led = stateWith({ roles: [holding('commander', ana.id)] })
/** Ana made Ben commander, and he has not confirmed. */
const silent = stateWith({
  roles: [holding('commander', ben.id, { assignedBy: ana.id, acknowledgedAt: null, assumedAt: at(1) })],
})

describe('confirming a role', () => {
  it('records it once and refreshes both live messages', () => {
    const decision = decided(confirmRole(silent, 'commander', ben, momentAt(5, { announcementChannel: 'CNEWS' })))
    expect(changed(decision, roleAcknowledged)).toMatchObject([{ userId: ben.id, at: at(5) }])
    expect(decision.send.map(({ call }) => 'liveMessage' in call && call.liveMessage)).toEqual([
      'opening',
      'announcement',
    ])
  })

  it('is the same as taking the role again', () => {
    expect(typesOf(decided(assignRole(silent, { role: 'commander', to: ben, by: ben, work: null }, ctx)))).toEqual([
      'role.acknowledged',
    ])
    expect(typesOf(decided(assumeCommand(silent, ben, null, ctx)))).toEqual(['role.acknowledged'])
  })

  it('changes nothing the second time', () => {
    expect(typesOf(decided(confirmRole(led, 'commander', ana, ctx)))).toEqual([])
  })

  it.each([
    ['somebody else took it', confirmRole(led, 'commander', ben, ctx), 'You are commander no more. Ana Alves is now.'],
    ['the role was relinquished', confirmRole(stateWith(), 'owner', ben, ctx), 'You are owner no more. Nobody is now.'],
  ])('is refused after %s', (_, outcome, sentence) => {
    expect(refusalOf(outcome)).toBe(sentence)
  })
})

describe('relinquishing a role', () => {
  it('frees the role, says so, and can be undone', () => {
    const decision = decided(relinquishRole(led, 'commander', ana, ctx))
    expect(linesOf(decision)).toEqual(['Nobody is commander (was Ana Alves) · Ana Alves'])
    expect(typesOf(decision)).toEqual(['entry.added', 'role.relinquished', 'undoable.done', 'reminder.set'])
    expect(changed(decision, undoableDone)[0]?.inverse).toMatchObject([
      { type: 'role.resumed', id: holding('commander', ana.id).id },
      { type: 'entry.withdrawn' },
    ])
    expect(callsOf(decision)).not.toContain('post_ephemeral')
  })

  it('tells the holder if somebody else did it', () => {
    const decision = decided(relinquishRole(led, 'commander', ben, ctx))
    expect(decision.send.find(({ call }) => call.do === 'post_ephemeral')).toMatchObject({ call: { to: ana.id } })
  })

  it('is refused when nobody holds it', () => {
    expect(refusalOf(relinquishRole(stateWith(), 'owner', ana, ctx))).toBe('Nobody is owner.')
  })
})

describe('a role assigned to an ineligible account', () => {
  const [holder = holding('commander', ben.id)] = silent.roles
  const bot = { name: 'deploybot', bot: true, gone: false }

  it('goes back to the former holder, and the assigner is told why', () => {
    const decision = revokeIneligibleHolder(silent, holder, bot, { id: 'former', userId: ana.id }, ctx)
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
    const decision = revokeIneligibleHolder(state, holder, { ...bot, bot: false, gone: true }, null, ctx)
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
      const decision = revokeIneligibleHolder(state, given, bot, null, ctx)
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
    const decision = revokeIneligibleHolder(stateWith({ roles: [given] }), given, bot, null, ctx)
    expect(typesOf(decision).filter((type) => type.startsWith('reminder'))).toEqual(reminders)
  })

  it('stays with a person', () => {
    expect(typesOf(revokeIneligibleHolder(silent, holder, { ...bot, bot: false }, null, ctx))).toEqual([])
  })
})

describe('the role command without arguments', () => {
  it('shows each holder and since when, what is not confirmed, and what is free', () => {
    const { text } = rolesShown(silent, momentAt(0).settings)
    expect(text).toContain('commander: *Ben Berg* (not confirmed), since <!date^')
    expect(text).toContain('owner: _free_\nscribe: _free_')
  })

  it('shows a role no longer configured while somebody holds it', () => {
    const state = stateWith({ roles: [holding('liaison', ana.id)] })
    expect(rolesShown(state, momentAt(0).settings).text).toContain('liaison: *Ana Alves*, since')
  })
})
