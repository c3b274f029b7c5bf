import { describe, expect, it } from 'vitest'
import { ana, ben, contextAt, holding, stateWith } from '../../../test/support/situation.ts'
import type { Status } from '../incident/model.ts'
import { type Act, explainDenial, permissionActs } from './permission.ts'

const roles = [holding('commander', ana.id), holding('owner', ben.id), holding('scribe', 'USCRIBE')]
const ctx = contextAt(0, { admins: ['UADMIN'] })
const denial = (act: Act, who: string, status: Status) =>
  explainDenial({ ...ctx, state: stateWith({ incident: { status }, roles }), by: { id: who } }, act)

const during: Status[] = ['investigating', 'identified', 'monitoring', 'resolved']
const after: Status[] = ['closed', 'cancelled']
const answerable = [ana.id, ben.id, 'UADMIN']
const everybody = [...answerable, 'USCRIBE', 'UCLEO']

/** The expected permissions, spelled out so that a change of a rule has to be made here as well. */
const table: [act: Act, whileOpen: 'everybody' | 'answerable', onceOver: 'everybody' | 'answerable'][] = [
  ['declare', 'everybody', 'everybody'],
  ['read', 'everybody', 'everybody'],
  ['respond', 'everybody', 'answerable'],
  ['reopen', 'everybody', 'everybody'],
  ['undo', 'everybody', 'everybody'],
  ['manageFollowUp', 'everybody', 'answerable'],
  ['review', 'everybody', 'everybody'],
  ['answerBrief', 'everybody', 'everybody'],
  ['export', 'answerable', 'answerable'],
  ['post-mortem', 'answerable', 'answerable'],
]

describe('who may do what', () => {
  it('is tested for every act', () => {
    expect(table.map(([act]) => act)).toEqual(permissionActs)
  })

  it.each(table)('%s: %s while the incident is open, %s once it is over', (act, whileOpen, onceOver) => {
    const allowedIn = (status: Status) => everybody.filter((who) => denial(act, who, status) === undefined)
    const people = { everybody, answerable }
    for (const status of during) expect(allowedIn(status)).toEqual(people[whileOpen])
    for (const status of after) expect(allowedIn(status)).toEqual(people[onceOver])
  })

  it('lets the owner of a follow-up manage it after close, and no other follow-up', () => {
    const closed = stateWith({ incident: { status: 'closed' }, roles })
    const allowed = (act: Act, isOwn: boolean) =>
      explainDenial({ ...ctx, state: closed, by: { id: 'UCLEO' } }, act, isOwn) === undefined
    expect(allowed('manageFollowUp', true)).toBe(true)
    expect(allowed('manageFollowUp', false)).toBe(false)
    expect(allowed('respond', true)).toBe(false)
  })

  it('names who may do it when the person may not', () => {
    expect(denial('export', 'UCLEO', 'investigating')).toBe(
      'Only the commander, the owner or an admin may do this. Ask them (commander: Ana Alves, owner: Ben Berg).',
    )
    expect(
      explainDenial(
        { ...ctx, state: stateWith({ incident: { status: 'cancelled' } }), by: { id: 'UCLEO' } },
        'respond',
      ),
    ).toBe(
      'Only the commander, the owner or an admin may do this. INC-12 is cancelled. Ask them (commander: nobody yet, owner: nobody yet).',
    )
  })
})
