import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  changed,
  decided,
  holding,
  momentAt,
  stateWith,
  typesOf,
} from '../../../test/support/situation.ts'
import { listRoleNames, unconfirmedSuffix, wordFor } from '../../core/incident/roles.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { explainRoleIneligibility } from './eligibility.ts'
import { relinquishRole, revokeIneligibleHolder } from './relinquish.ts'

const settings = { reminders: { commander: '7m' } }
const ctx = momentAt(5, settings)
const commandless = {
  type: 'reminder.set',
  incidentId: 'incident',
  reminder: { kind: 'commander', count: 0, lastAt: null, snoozedUntil: at(12), stoppedAt: null },
}

describe('a role that nobody has any more', () => {
  it('is on record as a role, and stands in the way of undoing what came before it', () => {
    const state = stateWith({ roles: [holding('scribe', ana.id)] })
    const decision = decided(relinquishRole(state, 'scribe', ana, momentAt(5)))
    expect(changed(decision, 'entry.added')).toMatchObject([
      { entry: { kind: 'role', text: 'Nobody is scribe (was Ana Alves)', authorId: ana.id } },
    ])
    expect(changed(decision, 'role.relinquished')).toEqual([
      { type: 'role.relinquished', incidentId: 'incident', role: 'scribe', at: at(5) },
    ])
    expect(changed(decision, 'undoable.done')).toMatchObject([
      { subject: 'role scribe', words: 'Nobody is scribe (was Ana Alves)', by: ana.id },
    ])
  })

  it.each(['owner', 'scribe'])('leaves the reminder of a commander alone where it is %s', (role) => {
    const state = stateWith({ roles: [holding(role, ana.id)] })
    expect(typesOf(decided(relinquishRole(state, role, ana, momentAt(5))))).toEqual([
      'entry.added',
      'role.relinquished',
      'undoable.done',
    ])
  })

  it('has the reminder of a commander start over where it is command', () => {
    const state = stateWith({ roles: [holding('commander', ana.id)] })
    expect(changed(decided(relinquishRole(state, 'commander', ana, ctx)), 'reminder.set')).toEqual([commandless])
  })

  it('is told to whoever had it, in the channel and for their eyes only', () => {
    const state = stateWith({ roles: [holding('owner', ana.id)] })
    const { send } = decided(relinquishRole(state, 'owner', ben, ctx))
    expect(send.filter(({ call }) => call.do === 'whisper')).toEqual([
      {
        to: { incident: 'incident' },
        call: { do: 'whisper', to: ana.id, message: sentenceMessage('You are owner of INC-12 no more.') },
      },
    ])
  })
})

describe('a role taken back from an account of no person', () => {
  const bot = { name: 'deploybot', bot: true, gone: false }
  const given = { assignedBy: ana.id, assumedAt: at(1), acknowledgedAt: null }
  const former = { id: 'former', userId: ana.id }
  const takenBack = (role: string, acknowledged: number, before: typeof former | null) => {
    const held = holding(role, ben.id, given)
    const state = stateWith({ roles: [held], incident: { acknowledgedAt: at(acknowledged) } })
    return revokeIneligibleHolder(state, held, bot, before, ctx)
  }

  it('is on record as a role, of which nobody is the author', () => {
    const [added] = changed(takenBack('owner', 1, null), 'entry.added')
    expect(added?.entry).toMatchObject({
      kind: 'role',
      text: 'deploybot is not owner after all',
      recorderId: 'fresheyes',
    })
    expect(added?.entry).not.toHaveProperty('authorId')
  })

  it.each([
    ['command that acknowledged the incident', 'commander', 1, true],
    ['command of an incident acknowledged before', 'commander', 0, false],
    ['another role, given at the minute it was acknowledged', 'owner', 1, false],
  ])('%s: whether the incident is acknowledged no more', (_, role, acknowledged, isUndone) => {
    expect(changed(takenBack(role, acknowledged, null), 'incident.acknowledged')).toEqual(
      isUndone ? [{ type: 'incident.acknowledged', incidentId: 'incident', at: null }] : [],
    )
  })

  it.each([
    ['nobody commands then', 'commander', null, [commandless]],
    ['somebody commands again', 'commander', former, []],
    ['nobody is owner then', 'owner', null, []],
  ] as const)('%s: whether the reminder of a commander starts over', (_, role, before, reminders) => {
    expect(changed(takenBack(role, 0, before), 'reminder.set')).toEqual(reminders)
  })

  it('changes only what is said to change', () => {
    expect(typesOf(takenBack('owner', 0, former))).toEqual(['role.taken_back', 'entry.added'])
  })

  it('is told to whoever gave it, in the channel', () => {
    const { send } = takenBack('owner', 1, null)
    expect(send.find(({ call }) => call.do === 'whisper')).toMatchObject({
      to: { incident: 'incident' },
      call: { to: ana.id },
    })
  })

  it('of somebody who turns out to be a person changes nothing and tells nobody', () => {
    const held = holding('owner', ben.id, given)
    const person = { name: 'Ben Berg', bot: false, gone: false }
    expect(revokeIneligibleHolder(stateWith(), held, person, null, ctx)).toEqual({ changes: [], send: [] })
  })
})

describe('an account', () => {
  it.each([
    ['of a person', { name: 'Ben', bot: false, gone: false }, undefined],
    ['of a person who left', { name: 'Ben', bot: false, gone: true }, "Ben's account is deactivated"],
    ['of a bot that left', { name: 'bot', bot: true, gone: true }, "bot's account is deactivated"],
    ['of a bot', { name: '<bot>', bot: true, gone: false }, '&lt;bot&gt; is a bot'],
    ['that Slack does not know', { name: 'UBEN', bot: true, gone: false }, 'Slack knows no person UBEN'],
  ])('%s: why it can hold no role', (_, account, why) => {
    expect(explainRoleIneligibility(account, 'UBEN')).toBe(why)
  })
})

describe('the words of a role', () => {
  it.each([
    ['commander', 'commander'],
    ['owner', 'owner'],
    ['scribe', 'role scribe'],
  ])('%s is given by “%s”', (role, words) => {
    expect(wordFor(role)).toBe(words)
  })

  it('say that it is not confirmed only where it is not', () => {
    expect(unconfirmedSuffix(undefined)).toBe('')
    expect(unconfirmedSuffix(holding('owner', ben.id))).toBe('')
    expect(unconfirmedSuffix(holding('owner', ben.id, { acknowledgedAt: null }))).toBe(' (not confirmed)')
  })

  it('come in the order people think of them', () => {
    expect(listRoleNames(momentAt(0).settings)).toEqual(['commander', 'owner', 'scribe'])
  })
})
