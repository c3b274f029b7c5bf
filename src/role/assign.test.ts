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
  start,
  stateWith,
  typesOf,
} from '../../test/support/situation.ts'
import { parseReference } from '../incident/model.ts'
import { assign, takeCommand } from './assign.ts'
import { holderOf } from './model.ts'

const moment = momentAt(5)
const led = stateWith({
  roles: [holding('commander', ana.id)],
})

describe('a role', () => {
  it('is taken by whoever asks; the first commander acknowledges the incident', () => {
    const decision = decided(assign(stateWith(), 'commander', ana, ana, moment))
    expect(typesOf(decision)).toEqual(['role.assumed', 'entry.added', 'incident.acknowledged'])
    expect(linesOf(decision)).toEqual(['*Ana Alves* is commander'])
    expect(changed(decision, 'incident.acknowledged')[0]?.at).toEqual(at(5))
  })

  it('is handed over, with who had it and who gave it', () => {
    const acknowledged = { ...led, incident: { ...led.incident, acknowledgedAt: at(1) } }
    const decision = decided(assign(acknowledged, 'commander', ben, ana, moment))
    expect(typesOf(decision)).toEqual(['role.assumed', 'entry.added'])
    expect(changed(decision, 'role.assumed')[0]).toMatchObject({
      role: 'commander',
      userId: ben.id,
      by: ana.id,
    })
    expect(changed(decision, 'entry.added')[0]?.entry.text).toBe('Ben Berg is commander (was Ana Alves)')
    expect(linesOf(decision)).toEqual(['*Ben Berg* is commander (was Ana Alves) · by Ana Alves'])
  })

  it('brings its holder into the channel and tells them alone what it means', () => {
    const decision = decided(assign(stateWith(), 'owner', ben, ana, moment))
    expect(callsOf(decision)).toEqual(['invite', 'post', 'whisper'])
    expect(decision.send[0]).toMatchObject({ call: { people: [ben.id] }, tell: { person: ana.id } })
    expect(decision.send[2]).toMatchObject({ call: { to: ben.id } })
    expect(JSON.stringify(decision.send[2])).toContain('You are owner of *INC-12')
    expect(typesOf(decision)).not.toContain('incident.acknowledged')
  })

  it('goes to somebody nobody knows by their mention', () => {
    const decision = decided(assign(stateWith(), 'owner', { id: 'UNEW' }, ana, moment))
    expect(linesOf(decision)[0]).toContain('<@UNEW>')
  })

  it('of a name that would ping is only a name', () => {
    const sly = { id: 'UX', name: '<!channel>' }
    expect(linesOf(decided(assign(stateWith(), 'owner', sly, sly, moment)))[0]).toBe(
      '*&lt;!channel&gt;* is owner',
    )
  })

  it.each([
    ['one has', assign(led, 'commander', ana, ana, moment), 'You are commander already.'],
    ['they have', assign(led, 'commander', ana, ben, moment), 'Ana Alves is commander already.'],
    [
      'the button where somebody commands',
      takeCommand(led, ben, moment),
      'Ana Alves is commander. `/incident commander` takes over.',
    ],
    [
      'commander after the end',
      assign(stateWith({ incident: { status: 'closed' } }), 'commander', ana, ana, moment),
      'it needs no commander',
    ],
  ])('%s is refused', (_, outcome, sentence) => {
    expect(refusalOf(outcome)).toContain(sentence)
  })

  it('of owner can still be given after the end', () => {
    const state = stateWith({ incident: { status: 'closed' } })
    expect(typesOf(decided(assign(state, 'owner', ben, ana, moment)))).toContain('role.assumed')
  })

  it('is held by at most one', () => {
    expect(holderOf(led.roles, 'commander')).toBe(ana.id)
    expect(holderOf(led.roles, 'owner')).toBeUndefined()
  })
})

describe('a reference', () => {
  it.each([
    ['INC-12', 12],
    ['inc-12', 12],
    [' 12 ', 12],
    ['INC-', undefined],
    ['INC-12x', undefined],
    ['SEV-12', undefined],
    ['1234567890', undefined],
    ['', undefined],
  ])('“%s” is %s', (text, number) => {
    expect(parseReference(text)).toBe(number)
  })
})
