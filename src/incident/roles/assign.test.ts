import { describe, expect, it } from 'vitest'
import { markupIn } from '../../../test/support/pings.ts'
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
  start,
  stateWith,
  typesOf,
  unexplainedWith,
} from '../../../test/support/situation.ts'
import { holderOf } from '../../core/incident/roles.ts'
import type { Actor } from '../../core/input.ts'
import { entryAdded } from '../../core/record/changes.ts'
import type { IncidentState } from '../../core/state.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import { incidentAcknowledged } from '../lifecycle/changes.ts'
import { assignRole, assumeCommand } from './assign.ts'
import { roleAssumed } from './changes.ts'
import type { HandoverContext } from './handover-context.ts'

const ctx = contextAt(5)
const cleo = { id: 'UCLEO', name: 'Cleo Costa' }
const led = stateWith({ roles: [holding('commander', ana.id)] })
const idle: HandoverContext = {
  statusSince: start,
  impact: [],
}

const give = (state: IncidentState, role: string, to: Actor, by: Actor, work: HandoverContext | null = null) =>
  assignRole({ ...ctx, state, by }, { role, to, work })
const shownBy = (outcome: ReturnType<typeof give>): string => JSON.stringify(decided(outcome).answer)

describe('assigning a role', () => {
  it('confirms a role people take themselves; the first commander acknowledges the incident', () => {
    const decision = decided(give(stateWith(), 'commander', ana, ana))
    expect(typesOf(decision)).toEqual(['role.assumed', 'entry.added', 'incident.acknowledged', 'undoable.done'])
    expect(linesOf(decision)).toEqual(['*Ana Alves* is commander'])
    expect(changed(decision, roleAssumed)[0]?.acknowledgedAt).toEqual(at(5))
    expect(changed(decision, incidentAcknowledged)[0]?.at).toEqual(at(5))
    expect(callsOf(decision)).not.toContain('post_ephemeral')
    expect(shownBy(decision)).toContain('You are commander of *INC-12')
    expect(shownBy(decision)).toContain('"Undo"')
  })

  it('records who had the role and who assigned it', () => {
    const acknowledged = { ...led, incident: { ...led.incident, acknowledgedAt: at(1) } }
    const decision = decided(give(acknowledged, 'commander', ben, ana))
    expect(typesOf(decision)).toEqual(['role.assumed', 'entry.added', 'undoable.done'])
    expect(changed(decision, roleAssumed)[0]).toMatchObject({
      role: 'commander',
      userId: ben.id,
      by: ana.id,
      acknowledgedAt: null,
    })
    expect(changed(decision, entryAdded)[0]?.entry.text).toBe('Ben Berg is commander (was Ana Alves)')
    expect(linesOf(decision)).toEqual(['*Ben Berg* is commander (was Ana Alves) · by Ana Alves'])
    expect(shownBy(decision)).toContain('I asked them to confirm.')
  })

  it('invites the holder to the channel, tells them the duties privately, and asks them to confirm', () => {
    const decision = decided(give(stateWith(), 'owner', ben, ana))
    expect(callsOf(decision)).toEqual(['invite', 'post', 'post_ephemeral'])
    expect(decision.send[0]).toMatchObject({ call: { people: [ben.id] }, tell: { person: ana.id } })
    expect(decision.send[2]).toMatchObject({ call: { to: ben.id } })
    expect(JSON.stringify(decision.send[2])).toContain('You are owner of *INC-12')
    expect(JSON.stringify(decision.send[2])).toContain('I have it')
    expect(typesOf(decision)).not.toContain('incident.acknowledged')
  })

  it('tells the former holder in one line, unless they handed it over themselves', () => {
    const taken = decided(give(led, 'commander', ben, ben)).send.filter(({ call }) => call.do === 'post_ephemeral')
    expect(taken).toMatchObject([
      {
        call: {
          to: ana.id,
          message: { text: expect.stringContaining('You are commander of INC-12 no more.') },
        },
      },
    ])
    const given = decided(give(led, 'commander', ben, ana)).send.filter(({ call }) => call.do === 'post_ephemeral')
    expect(given).toMatchObject([{ call: { to: ben.id } }])
    const moved = decided(give(led, 'commander', ben, cleo)).send.filter(({ call }) => call.do === 'post_ephemeral')
    expect(moved.map(({ call }) => 'to' in call && call.to)).toEqual([ben.id, ana.id])
  })

  it('adds the hand-over for a commander, unless the incident is fresh', () => {
    const fresh = decided(give(stateWith(), 'commander', ana, ana, idle))
    expect(shownBy(fresh)).not.toContain('What hurts')
    expect(shownBy(give(led, 'commander', ben, ben, idle))).toContain('What hurts')
    expect(JSON.stringify(decided(give(led, 'commander', ben, ana, idle)).send)).toContain('What hurts')
    expect(shownBy(give(stateWith({ unexplained: [unexplainedWith()] }), 'commander', ana, ana, idle))).toContain(
      'What hurts',
    )
  })

  it('adds no hand-over for an owner', () => {
    expect(shownBy(give(stateWith(), 'owner', ana, ana))).not.toContain('What hurts')
  })

  it('mentions a holder whose name is unknown', () => {
    expect(linesOf(decided(give(stateWith(), 'owner', { id: 'UNEW' }, ana)))[0]).toContain('<@UNEW>')
  })

  it('escapes a name that would ping', () => {
    const sly = { id: 'UX', name: '<!channel>' }
    const decision = decided(give(stateWith(), 'owner', sly, sly))
    expect(linesOf(decision)[0]).toBe('*&lt;!channel&gt;* is owner')
    expect(markupIn([decision.send, decision.answer])).toEqual([])
  })

  it.each([
    ['a role one holds already', give(led, 'commander', ana, ana), 'You are commander already.'],
    ['a role they hold already', give(led, 'commander', ana, ben), 'Ana Alves is commander already.'],
    [
      'the button when somebody else is commander',
      assumeCommand({ ...ctx, state: led, by: ben }, idle),
      'Ana Alves is commander. `/incident commander` takes over.',
    ],
    [
      'a commander once closed',
      give(stateWith({ incident: { status: 'closed' } }), 'commander', ana, ana),
      'it needs no commander',
    ],
  ])('refuses %s', (_, outcome, sentence) => {
    expect(refusalOf(outcome)).toContain(sentence)
  })

  it('assigns an owner once closed', () => {
    const state = stateWith({ incident: { status: 'closed' } })
    expect(typesOf(decided(give(state, 'owner', ben, ana)))).toContain('role.assumed')
  })

  it('has at most one holder', () => {
    expect(holderOf(led.roles, 'commander')).toBe(ana.id)
    expect(holderOf(led.roles, 'owner')).toBeUndefined()
  })
})

describe('undoing an assignment', () => {
  it('restores the former holder and whether the incident was acknowledged', () => {
    const [first] = changed(decided(give(stateWith(), 'commander', ana, ana)), undoableDone)
    expect(first).toMatchObject({
      subject: 'role commander',
      inverse: [
        { type: 'role.taken_back', before: null },
        { type: 'entry.withdrawn' },
        { type: 'incident.acknowledged', at: null },
      ],
    })
    const acknowledged = { ...led, incident: { ...led.incident, acknowledgedAt: at(1) } }
    const [second] = changed(decided(give(acknowledged, 'commander', ben, ben)), undoableDone)
    expect(second?.inverse).toMatchObject([
      { type: 'role.taken_back', before: holding('commander', ana.id).id },
      { type: 'entry.withdrawn' },
    ])
  })
})
