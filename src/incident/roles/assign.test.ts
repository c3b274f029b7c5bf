import { describe, expect, it } from 'vitest'
import { markupIn } from '../../../test/support/pings.ts'
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
  unexplainedWith,
} from '../../../test/support/situation.ts'
import { holderOf } from '../../core/incident/roles.ts'
import type { Actor } from '../../core/input.ts'
import type { IncidentState } from '../../core/state.ts'
import { assignRole, assumeCommand } from './assign.ts'
import type { HandoverContext } from './handover-context.ts'

const ctx = momentAt(5)
const cleo = { id: 'UCLEO', name: 'Cleo Costa' }
const led = stateWith({ roles: [holding('commander', ana.id)] })
const idle: HandoverContext = {
  statusSince: start,
  impact: [],
}

const give = (state: IncidentState, role: string, to: Actor, by: Actor, work: HandoverContext | null = null) =>
  assignRole(state, { role, to, by, work }, ctx)
const shownBy = (outcome: ReturnType<typeof give>): string => JSON.stringify(decided(outcome).answer)

describe('a role', () => {
  it('is taken by whoever asks, which confirms it; the first commander acknowledges the incident', () => {
    const decision = decided(give(stateWith(), 'commander', ana, ana))
    expect(typesOf(decision)).toEqual(['role.assumed', 'entry.added', 'incident.acknowledged', 'undoable.done'])
    expect(linesOf(decision)).toEqual(['*Ana Alves* is commander'])
    expect(changed(decision, 'role.assumed')[0]?.acknowledgedAt).toEqual(at(5))
    expect(changed(decision, 'incident.acknowledged')[0]?.at).toEqual(at(5))
    expect(callsOf(decision)).not.toContain('whisper')
    expect(shownBy(decision)).toContain('You are commander of *INC-12')
    expect(shownBy(decision)).toContain('"Undo"')
  })

  it('is handed over, with who had it and who gave it', () => {
    const acknowledged = { ...led, incident: { ...led.incident, acknowledgedAt: at(1) } }
    const decision = decided(give(acknowledged, 'commander', ben, ana))
    expect(typesOf(decision)).toEqual(['role.assumed', 'entry.added', 'undoable.done'])
    expect(changed(decision, 'role.assumed')[0]).toMatchObject({
      role: 'commander',
      userId: ben.id,
      by: ana.id,
      acknowledgedAt: null,
    })
    expect(changed(decision, 'entry.added')[0]?.entry.text).toBe('Ben Berg is commander (was Ana Alves)')
    expect(linesOf(decision)).toEqual(['*Ben Berg* is commander (was Ana Alves) · by Ana Alves'])
    expect(shownBy(decision)).toContain('I asked them to confirm.')
  })

  it('brings its holder into the channel, tells them alone what it means, and asks them to confirm', () => {
    const decision = decided(give(stateWith(), 'owner', ben, ana))
    expect(callsOf(decision)).toEqual(['invite', 'post', 'whisper'])
    expect(decision.send[0]).toMatchObject({ call: { people: [ben.id] }, tell: { person: ana.id } })
    expect(decision.send[2]).toMatchObject({ call: { to: ben.id } })
    expect(JSON.stringify(decision.send[2])).toContain('You are owner of *INC-12')
    expect(JSON.stringify(decision.send[2])).toContain('I have it')
    expect(typesOf(decision)).not.toContain('incident.acknowledged')
  })

  it('taken from somebody is told them in one line; given away by its holder it is not', () => {
    const taken = decided(give(led, 'commander', ben, ben)).send.filter(({ call }) => call.do === 'whisper')
    expect(taken).toMatchObject([
      {
        call: {
          to: ana.id,
          message: { text: expect.stringContaining('You are commander of INC-12 no more.') },
        },
      },
    ])
    const given = decided(give(led, 'commander', ben, ana)).send.filter(({ call }) => call.do === 'whisper')
    expect(given).toMatchObject([{ call: { to: ben.id } }])
    const moved = decided(give(led, 'commander', ben, cleo)).send.filter(({ call }) => call.do === 'whisper')
    expect(moved.map(({ call }) => 'to' in call && call.to)).toEqual([ben.id, ana.id])
  })

  it('of command comes with what there is to take over; a fresh incident has none', () => {
    const fresh = decided(give(stateWith(), 'commander', ana, ana, idle))
    expect(shownBy(fresh)).not.toContain('What hurts')
    expect(shownBy(give(led, 'commander', ben, ben, idle))).toContain('What hurts')
    expect(JSON.stringify(decided(give(led, 'commander', ben, ana, idle)).send)).toContain('What hurts')
    expect(shownBy(give(stateWith({ unexplained: [unexplainedWith()] }), 'commander', ana, ana, idle))).toContain(
      'What hurts',
    )
  })

  it('of owner brings none of that', () => {
    expect(shownBy(give(stateWith(), 'owner', ana, ana))).not.toContain('What hurts')
  })

  it('goes to somebody nobody knows by their mention', () => {
    expect(linesOf(decided(give(stateWith(), 'owner', { id: 'UNEW' }, ana)))[0]).toContain('<@UNEW>')
  })

  it('of a name that would ping is only a name', () => {
    const sly = { id: 'UX', name: '<!channel>' }
    const decision = decided(give(stateWith(), 'owner', sly, sly))
    expect(linesOf(decision)[0]).toBe('*&lt;!channel&gt;* is owner')
    expect(markupIn([decision.send, decision.answer])).toEqual([])
  })

  it.each([
    ['one has', give(led, 'commander', ana, ana), 'You are commander already.'],
    ['they have', give(led, 'commander', ana, ben), 'Ana Alves is commander already.'],
    [
      'the button where somebody commands',
      assumeCommand(led, ben, idle, ctx),
      'Ana Alves is commander. `/incident commander` takes over.',
    ],
    [
      'commander after the end',
      give(stateWith({ incident: { status: 'closed' } }), 'commander', ana, ana),
      'it needs no commander',
    ],
  ])('%s is refused', (_, outcome, sentence) => {
    expect(refusalOf(outcome)).toContain(sentence)
  })

  it('of owner can still be given after the end', () => {
    const state = stateWith({ incident: { status: 'closed' } })
    expect(typesOf(decided(give(state, 'owner', ben, ana)))).toContain('role.assumed')
  })

  it('is held by at most one', () => {
    expect(holderOf(led.roles, 'commander')).toBe(ana.id)
    expect(holderOf(led.roles, 'owner')).toBeUndefined()
  })
})

describe('taken back', () => {
  it('the role goes to whoever had it, and the incident is as little acknowledged as it was', () => {
    const [first] = changed(decided(give(stateWith(), 'commander', ana, ana)), 'undoable.done')
    expect(first).toMatchObject({
      subject: 'role commander',
      inverse: [
        { type: 'role.taken_back', before: null },
        { type: 'entry.withdrawn' },
        { type: 'incident.acknowledged', at: null },
      ],
    })
    const acknowledged = { ...led, incident: { ...led.incident, acknowledgedAt: at(1) } }
    const [second] = changed(decided(give(acknowledged, 'commander', ben, ben)), 'undoable.done')
    expect(second?.inverse).toMatchObject([
      { type: 'role.taken_back', before: holding('commander', ana.id).id },
      { type: 'entry.withdrawn' },
    ])
  })
})
