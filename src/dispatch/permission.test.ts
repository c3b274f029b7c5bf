import { describe, expect, it } from 'vitest'
import { followUpWith } from '../../test/support/follow-up.ts'
import { ana, ben, holding, momentAt, stateWith } from '../../test/support/situation.ts'
import type { Status } from '../incident/model.ts'
import { type Act, acts, forbids, permissions } from './permission.ts'

const roles = [holding('commander', ana.id), holding('owner', ben.id), holding('scribe', 'USCRIBE')]
const moment = momentAt(0, { admins: ['UADMIN'] })
const refused = (act: Act, who: string, status: Status) =>
  forbids(act, who, stateWith({ incident: { status }, roles }), moment)

const during: Status[] = ['investigating', 'identified', 'monitoring', 'resolved']
const after: Status[] = ['closed', 'cancelled']
const answerable = [ana.id, ben.id, 'UADMIN']
const others = ['UCLEO', 'USCRIBE']

describe('who may do what', () => {
  it.each(acts)('%s: the table says so, for everyone and every status', (act) => {
    for (const status of [...during, ...after]) {
      const rule = permissions[act][after.includes(status) ? 'after' : 'during']
      for (const who of answerable) expect(refused(act, who, status)).toBeUndefined()
      for (const who of others) expect(refused(act, who, status) === undefined).toBe(rule === 'anyone')
    }
  })

  it.each<[Act, Status, boolean]>([
    ['respond', 'investigating', true],
    ['respond', 'resolved', true],
    ['respond', 'closed', false],
    ['respond', 'cancelled', false],
    ['reopen', 'closed', true],
    ['export', 'investigating', false],
    ['export', 'closed', false],
    ['read', 'closed', true],
    ['declare', 'closed', true],
    ['answer for', 'monitoring', true],
    ['answer for', 'closed', false],
    ['take back', 'closed', true],
  ])('%s while %s: anyone %s', (act, status, allowed) => {
    expect(refused(act, 'UCLEO', status) === undefined).toBe(allowed)
  })

  it('whoever answers for a follow-up may do with it what they like after close, and with no other', () => {
    const followUps = [followUpWith({ ownerId: 'UCLEO' }), followUpWith({ number: 2 })]
    const closed = stateWith({ incident: { status: 'closed' }, roles, followUps })
    const allowed = (act: Act, about: string) => forbids(act, 'UCLEO', closed, moment, about) === undefined
    expect(allowed('answer for', 'f1')).toBe(true)
    expect(allowed('answer for', 'f1:3')).toBe(true)
    expect(allowed('answer for', 'f2')).toBe(false)
    expect(allowed('answer for', '')).toBe(false)
    expect(allowed('respond', 'f1')).toBe(false)
  })

  it('says who may, where somebody may not', () => {
    expect(refused('export', 'UCLEO', 'investigating')).toBe(
      'Only the commander, the owner or an admin may do this. Ask them (commander: Ana Alves, owner: Ben Berg).',
    )
    expect(forbids('respond', 'UCLEO', stateWith({ incident: { status: 'cancelled' } }), moment)).toBe(
      'Only the commander, the owner or an admin may do this. INC-12 is cancelled. Ask them (commander: nobody yet, owner: nobody yet).',
    )
  })
})
