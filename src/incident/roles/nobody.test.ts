import { describe, expect, it } from 'vitest'
import {
  ana,
  at,
  ben,
  changed,
  contextAt,
  decided,
  holding,
  stateWith,
  typesOf,
} from '../../../test/support/situation.ts'
import { listRoleNames, roleCommandWords, unconfirmedSuffix } from '../../core/incident/roles.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { reminderSet } from '../../core/reminders/changes.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { incidentAcknowledged } from '../lifecycle/changes.ts'
import { roleRelinquished } from './changes.ts'
import { explainRoleIneligibility } from './eligibility.ts'
import { relinquishRole, revokeIneligibleHolder } from './relinquish.ts'

const settings = { reminders: { commander: '7m' } }
const ctx = contextAt(5, settings)
const commandless = reminderSet({
  incidentId: 'incident',
  reminder: { kind: 'commander', count: 0, lastAt: null, snoozedUntil: at(12), stoppedAt: null },
})

describe('relinquishing a role', () => {
  it('is recorded as a role entry, and blocks undoing earlier changes of that role', () => {
    const state = stateWith({ roles: [holding('scribe', ana.id)] })
    const decision = decided(relinquishRole({ ...contextAt(5), state, by: ana }, 'scribe'))
    expect(changed(decision, entryAdded)).toMatchObject([
      { entry: { kind: 'role', text: 'Nobody is scribe (was Ana Alves)', authorId: ana.id } },
    ])
    expect(changed(decision, roleRelinquished)).toEqual([
      roleRelinquished({ incidentId: 'incident', role: 'scribe', at: at(5) }),
    ])
    expect(changed(decision, undoableDone)).toMatchObject([
      { subject: 'role scribe', words: 'Nobody is scribe (was Ana Alves)', by: ana.id },
    ])
  })

  it.each(['owner', 'scribe'])('leaves the commander reminder unaffected for %s', (role) => {
    const state = stateWith({ roles: [holding(role, ana.id)] })
    expect(typesOf(decided(relinquishRole({ ...contextAt(5), state, by: ana }, role)))).toEqual([
      'entry.added',
      'role.relinquished',
      'undoable.done',
    ])
  })

  it('restarts the commander reminder when the commander steps down', () => {
    const state = stateWith({ roles: [holding('commander', ana.id)] })
    expect(changed(decided(relinquishRole({ ...ctx, state, by: ana }, 'commander')), reminderSet)).toEqual([
      commandless,
    ])
  })

  it('tells the former holder in an ephemeral message in the channel', () => {
    const state = stateWith({ roles: [holding('owner', ana.id)] })
    const { send } = decided(relinquishRole({ ...ctx, state, by: ben }, 'owner'))
    expect(send.filter(({ call }) => call.do === 'post_ephemeral')).toEqual([
      {
        to: { incident: 'incident' },
        call: { do: 'post_ephemeral', to: ana.id, message: sentenceMessage('You are owner of INC-12 no more.') },
      },
    ])
  })
})

describe('revoking a role from an ineligible account', () => {
  const bot = { name: 'deploybot', bot: true, gone: false }
  const given = { assignedBy: ana.id, assumedAt: at(1), acknowledgedAt: null }
  const former = { id: 'former', userId: ana.id }
  const revoke = (role: string, acknowledged: number, before: typeof former | null) => {
    const holder = holding(role, ben.id, given)
    const state = stateWith({ roles: [holder], incident: { acknowledgedAt: at(acknowledged) } })
    return revokeIneligibleHolder({ ...ctx, state }, holder, bot, before)
  }

  it('is recorded as a role entry without an author', () => {
    const [added] = changed(revoke('owner', 1, null), entryAdded)
    expect(added?.entry).toMatchObject({
      kind: 'role',
      text: 'deploybot is not owner after all',
      recorderId: 'fresheyes',
    })
    expect(added?.entry).not.toHaveProperty('authorId')
  })

  it.each([
    ['commander, which acknowledged the incident', 'commander', 1, true],
    ['commander of an incident acknowledged before', 'commander', 0, false],
    ['another role, assigned when it was acknowledged', 'owner', 1, false],
  ])('undoes the acknowledgement only if the role caused it: %s', (_, role, acknowledged, isUndone) => {
    expect(changed(revoke(role, acknowledged, null), incidentAcknowledged)).toEqual(
      isUndone ? [incidentAcknowledged({ incidentId: 'incident', at: null })] : [],
    )
  })

  it.each([
    ['commander, with nobody before', 'commander', null, [commandless]],
    ['commander, with somebody before', 'commander', former, []],
    ['owner, with nobody before', 'owner', null, []],
  ] as const)('restarts the commander reminder only if nobody is commander: %s', (_, role, before, reminders) => {
    expect(changed(revoke(role, 0, before), reminderSet)).toEqual(reminders)
  })

  it('changes only the role and the timeline for an owner', () => {
    expect(typesOf(revoke('owner', 0, former))).toEqual(['role.taken_back', 'entry.added'])
  })

  it('tells the assigner in an ephemeral message in the channel', () => {
    const { send } = revoke('owner', 1, null)
    expect(send.find(({ call }) => call.do === 'post_ephemeral')).toMatchObject({
      to: { incident: 'incident' },
      call: { to: ana.id },
    })
  })

  it('changes nothing and tells nobody for a person', () => {
    const holder = holding('owner', ben.id, given)
    const person = { name: 'Ben Berg', bot: false, gone: false }
    expect(revokeIneligibleHolder({ ...ctx, state: stateWith() }, holder, person, null)).toEqual({
      changes: [],
      send: [],
    })
  })
})

describe('role eligibility', () => {
  it.each([
    ['an active person', { name: 'Ben', bot: false, gone: false }, undefined],
    ['a deactivated person', { name: 'Ben', bot: false, gone: true }, "Ben's account is deactivated"],
    ['a deactivated bot', { name: 'bot', bot: true, gone: true }, "bot's account is deactivated"],
    ['a bot', { name: '<bot>', bot: true, gone: false }, '&lt;bot&gt; is a bot'],
    ['an account unknown to Slack', { name: 'UBEN', bot: true, gone: false }, 'Slack knows no person UBEN'],
  ])('explains why an account cannot hold a role: %s', (_, account, why) => {
    expect(explainRoleIneligibility(account, 'UBEN')).toBe(why)
  })
})

describe('role names', () => {
  it.each([
    ['commander', 'commander'],
    ['owner', 'owner'],
    ['scribe', 'role scribe'],
  ])('assign %s with the command “%s”', (role, words) => {
    expect(roleCommandWords(role)).toBe(words)
  })

  it('are marked as not confirmed only until the holder confirms', () => {
    expect(unconfirmedSuffix(undefined)).toBe('')
    expect(unconfirmedSuffix(holding('owner', ben.id))).toBe('')
    expect(unconfirmedSuffix(holding('owner', ben.id, { acknowledgedAt: null }))).toBe(' (not confirmed)')
  })

  it('are listed as commander, owner, then the configured ones', () => {
    expect(listRoleNames(contextAt(0).settings)).toEqual(['commander', 'owner', 'scribe'])
  })
})
