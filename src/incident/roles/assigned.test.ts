import { describe, expect, it } from 'vitest'
import { followUpWith } from '../../../test/support/follow-up.ts'
import {
  ana,
  at,
  ben,
  changed,
  contextAt,
  decided,
  holding,
  refusalOf,
  start,
  stateWith,
  testWith,
} from '../../../test/support/situation.ts'
import type { Actor } from '../../core/input.ts'
import { entryAdded, entryWithdrawn } from '../../core/record/changes.ts'
import { undoableDone } from '../../core/undo/changes.ts'
import { assignRole } from './assign.ts'
import { confirmRole } from './confirm.ts'
import { buildHandoverLines } from './handover.ts'
import type { HandoverContext } from './handover-context.ts'

const idle: HandoverContext = { statusSince: start, impact: [] }
const ctx = contextAt(5, { announcementChannel: 'CNEWS' })
const silent = stateWith({
  roles: [holding('commander', ben.id, { assignedBy: ana.id, acknowledgedAt: null })],
})
const give = (role: string, to: Actor, by: Actor, state = stateWith(), work: HandoverContext | null = null) =>
  decided(assignRole({ ...ctx, state, by }, { role, to, work }))
const answerOf = ({ answer }: ReturnType<typeof decided>) => (answer && 'say' in answer ? answer.say : undefined)

describe('an assigned role', () => {
  it('is recorded as an entry of kind role, with who has it and who had it', () => {
    const cleo = { id: 'UCLEO', name: 'cleo' }
    expect(changed(give('commander', cleo, ana, silent), entryAdded)).toMatchObject([
      {
        entry: {
          kind: 'role',
          text: 'cleo is commander (was Ben Berg)',
          data: { role: 'commander', userId: 'UCLEO', from: ben.id },
        },
      },
    ])
  })

  it('invites and tells its holder in the incident’s channel', () => {
    const calls = give('owner', ben, ana).send.filter(({ call }) => ['invite', 'post_ephemeral'].includes(call.do))
    expect(calls.map(({ to }) => to)).toEqual([{ incident: 'incident' }, { incident: 'incident' }])
  })

  it.each([
    ['commander', ['opening', 'announcement']],
    ['owner', ['announcement']],
  ])('refreshes the live messages that name the %s', (role, liveMessages) => {
    const { send } = give(role, ana, ana)
    expect(send.flatMap(({ call }) => (call.do === 'refresh' ? [call.liveMessage] : []))).toEqual(liveMessages)
  })

  it('withdraws its entry when it is undone', () => {
    const decision = give('owner', ana, ana)
    const [added] = changed(decision, entryAdded)
    expect(changed(decision, undoableDone)[0]?.inverse).toContainEqual(
      entryWithdrawn({ entryId: added?.entry.id ?? '' }),
    )
  })

  it('restores whether the incident was acknowledged when command is undone', () => {
    const undone = (role: string) => changed(give(role, ana, ana), undoableDone)[0]?.inverse.map(({ type }) => type)
    expect(undone('commander')).toEqual(['role.taken_back', 'entry.withdrawn', 'incident.acknowledged'])
    expect(undone('owner')).toEqual(['role.taken_back', 'entry.withdrawn'])
  })

  it.each([
    ['an owner', 'owner', stateWith({ roles: [holding('owner', ben.id)] })],
    ['the commander of a fresh incident', 'commander', stateWith()],
  ])('has no hand-over for %s', (_, role, state) => {
    expect(answerOf(give(role, ana, ana, state, idle))?.blocks).toHaveLength(2)
  })

  it('has a hand-over for the first commander once an update has gone out', () => {
    const updated = stateWith({ lastUpdate: { at: at(2), text: 'Checkout is slow for some.' } })
    expect(answerOf(give('commander', ana, ana, updated, idle))?.blocks.length).toBeGreaterThan(2)
  })

  it('is not assigned again to a holder who has not confirmed', () => {
    const again = assignRole({ ...ctx, state: silent, by: ana }, { role: 'commander', to: ben, work: null })
    expect(refusalOf(again)).toBe('Ben Berg is commander already.')
  })
})

it.each([
  ['for the first time', silent],
  ['again', stateWith({ roles: [holding('commander', ben.id)] })],
])('a holder who confirms %s is told that everybody sees it', (_, state) => {
  expect(answerOf(decided(confirmRole({ ...ctx, state, by: ben }, 'commander')))?.text).toBe(
    'You are commander of *INC-12 · SEV1 · Checkout is slow*, and everybody sees it.',
  )
})

describe('a hand-over', () => {
  it('leaves out follow-ups that are done', () => {
    const followUps = [followUpWith(), followUpWith({ number: 2, text: 'done by now', state: 'done' })]
    expect(buildHandoverLines({ ...contextAt(5), state: stateWith({ followUps }) }, idle)).toContain(
      '*Follow-ups (1):* “raise the pool limit”',
    )
  })

  it('shows both of two tests, with no count of others', () => {
    const otherTests = [testWith({ text: 'one' }), testWith({ id: 't2', text: 'two' })]
    const tests = buildHandoverLines({ ...contextAt(5), state: stateWith({ otherTests }) }, idle).filter((line) =>
      line.startsWith('Test'),
    )
    expect(tests).toEqual(['Test “one” (Ben Berg, due in 10 min)', 'Test “two” (Ben Berg, due in 10 min)'])
  })
})
