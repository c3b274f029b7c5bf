import { describe, expect, it } from 'vitest'
import { apply } from '../../../test/support/apply.ts'
import { known, reacted, seen } from '../../../test/support/captured.ts'
import {
  ana,
  ben,
  callsOf,
  changed,
  contextAt,
  entryWith,
  stateWith,
  typesOf,
} from '../../../test/support/situation.ts'
import type { ReactionChanged } from '../../core/input.ts'
import { entryAdded, pictureFound } from '../../core/record/changes.ts'
import { hypothesisClosed } from '../../investigation/ledger/changes.ts'
import { decideReaction, type MessageContext } from './capture.ts'

const ctx = contextAt(1)
const addedBy = (decision: ReturnType<typeof decideReaction>) => changed(decision, entryAdded)[0]?.entry

describe('a reaction', () => {
  it.each([
    ['pushpin', 'note'],
    ['mag', 'observation'],
    ['bulb', 'hypothesis'],
    ['scales', 'decision'],
    ['hammer_and_wrench', 'action'],
    ['repeat', 'recurrence'],
    ['pushpin::skin-tone-3', 'note'],
  ])('%s makes the message a %s', (name, kind) => {
    const decision = decideReaction({ ...ctx, state: stateWith() }, reacted({ name }), known())
    expect(addedBy(decision)).toMatchObject({
      kind,
      state: 'shown',
      text: 'ALB is <failing>',
      authorId: ana.id,
      authorName: ana.name,
      recorderId: ben.id,
      occurredAt: new Date('2026-03-02T03:00:00.000Z'),
      recordedAt: ctx.now,
      captured: true,
    })
    expect(callsOf(decision)).toContain('react')
  })

  it.each(['+1', 'thumbsup', 'tada', 'eyes', 'memo'])('%s is ignored', (name) => {
    expect(decideReaction({ ...ctx, state: stateWith() }, reacted({ name }), known())).toEqual({
      changes: [],
      send: [],
    })
  })

  it('is ignored once the incident is closed', () => {
    const state = stateWith({ incident: { status: 'closed' } })
    expect(decideReaction({ ...ctx, state }, reacted(), known()).changes).toEqual([])
  })

  it('still counts after the close from the owner, and if it was added before the close', () => {
    const closedAt = new Date('2026-03-02T04:00:00.000Z')
    const roles = [{ role: 'owner', userId: ben.id, assumedAt: closedAt, acknowledgedAt: null }]
    const closed = { status: 'closed', closedAt } as const
    const owned = stateWith({ incident: closed, roles: roles as never })
    const late = reacted({ eventTs: 1_772_427_600_000_000n })
    expect(addedBy(decideReaction({ ...ctx, state: owned }, late, known()))).toMatchObject({ kind: 'note' })
    expect(decideReaction({ ...ctx, state: stateWith({ incident: closed }) }, late, known()).changes).toEqual([])
    expect(
      addedBy(decideReaction({ ...ctx, state: stateWith({ incident: closed }) }, reacted(), known())),
    ).toMatchObject({
      kind: 'note',
    })
  })

  it('on a message already deleted in Slack captures it and marks it as deleted', () => {
    const deletedAt = ctx.now
    expect(addedBy(decideReaction({ ...ctx, state: stateWith() }, reacted(), known({ deletedAt })))).toMatchObject({
      text: 'ALB is <failing>',
      deletedInSlack: deletedAt,
    })
  })

  it('on a message with pictures has them copied', () => {
    const file = { id: 'F1', name: 'a.png', type: 'image/png', size: 9, source: 'https://files.slack.com/a' }
    const content = [{ kind: 'file' as const, title: 'p99', file }]
    const decision = decideReaction(
      { ...ctx, state: stateWith() },
      reacted(),
      known({ seen: { ...seen, text: '', content } }),
    )
    expect(changed(decision, pictureFound)[0]?.picture).toMatchObject({ fileId: 'F1', state: 'wanted' })
    expect(callsOf(decision)).toEqual(['react', 'copy_picture'])
  })

  it('changes nothing if redelivered, or older than the stored one', () => {
    const row = { userId: ben.id, name: 'pushpin', present: true, eventTs: reacted().eventTs }
    const before = known({ reactions: [row], entry: entryWith() })
    expect(decideReaction({ ...ctx, state: stateWith() }, reacted(), before).changes).toEqual([])
    const older = reacted({ present: false, eventTs: row.eventTs - 1n })
    expect(decideReaction({ ...ctx, state: stateWith() }, older, before).changes).toEqual([])
  })

  it('removed before it was added is stored and captures nothing', () => {
    const decision = decideReaction({ ...ctx, state: stateWith() }, reacted({ present: false }), known())
    expect(typesOf(decision)).toEqual(['reaction.noted'])
  })

  it('on an entry that the bot recorded leaves it unchanged', () => {
    const own = entryWith({ captured: false, kind: 'status' })
    expect(typesOf(decideReaction({ ...ctx, state: stateWith() }, reacted(), known({ entry: own })))).toEqual([
      'reaction.noted',
    ])
  })

  it('on a message whose text was never fetched fetches it again', () => {
    const entry = entryWith({ state: 'pending', text: '' })
    const decision = decideReaction({ ...ctx, state: stateWith() }, reacted(), known({ entry, seen: null }))
    expect(callsOf(decision)).toEqual(['fetch_entry'])
  })

  it.each<[string, Partial<MessageContext>]>([
    ['a message that was not stored', { seen: null }],
    ['a message by an unknown author', { names: new Map() }],
    ['a message that mentions an unknown person', { seen: { ...seen, text: 'ask <@UNEW>' } }],
  ])('on %s captures it at once and completes it later', (_, given) => {
    const decision = decideReaction({ ...ctx, state: stateWith() }, reacted({ name: 'bulb' }), known(given))
    expect(addedBy(decision)).toMatchObject({ kind: 'hypothesis', state: 'pending' })
    expect(callsOf(decision)).toEqual(['react', 'fetch_entry'])
    expect(decision.send[1]?.tell).toEqual({ person: ben.id })
    expect(typesOf(decision)).not.toContain('hypothesis.proposed')
  })

  it('withdraws the entry when removed, and sets its untouched hypothesis aside', () => {
    const entry = entryWith({ kind: 'hypothesis', text: 'ALB is failing' })
    const put = decideReaction(
      { ...ctx, state: stateWith() },
      reacted({ name: 'bulb' }),
      known({ entry: { ...entry, kind: 'note' } }),
    )
    const state = apply(stateWith(), put.changes)
    const row = { userId: ben.id, name: 'bulb', present: true, eventTs: 1n }
    const off = decideReaction(
      { ...ctx, state },
      reacted({ name: 'bulb', present: false }),
      known({ entry, reactions: [row] }),
    )
    expect(typesOf(off)).toEqual(['reaction.noted', 'entry.withdrawn', 'hypothesis.closed'])
    expect(changed(off, hypothesisClosed)[0]).toMatchObject({ state: 'parked' })
    expect(callsOf(off)).toContain('unreact')
  })
})

describe('the follow-up reaction', () => {
  const dart = (given: Partial<ReactionChanged> = {}) => reacted({ name: 'dart', ...given })
  const row = { userId: ben.id, name: 'dart', present: true, eventTs: 1n }

  it('adds no entry, but the mark', () => {
    const decision = decideReaction({ ...ctx, state: stateWith() }, dart(), known())
    expect(changed(decision, entryAdded)).toEqual([])
    expect(callsOf(decision)).toContain('react')
  })

  it.each<[string, ReactionChanged, Partial<MessageContext>, string[]]>([
    ['adds no second mark beside an entry', dart(), { entry: entryWith() }, []],
    [
      'leaves the mark when removed beside an entry',
      dart({ present: false }),
      { entry: entryWith(), reactions: [row] },
      [],
    ],
    ['removes the mark when removed without an entry', dart({ present: false }), { reactions: [row] }, ['unreact']],
    [
      'leaves the mark while somebody else’s is present',
      dart({ present: false }),
      { reactions: [row, { ...row, userId: ana.id }] },
      [],
    ],
    ['fetches a message that was not stored', dart(), { seen: null }, ['react', 'fetch_entry']],
    [
      'fetches nothing for an entry that the bot recorded',
      dart(),
      { seen: null, entry: entryWith({ captured: false }) },
      ['react'],
    ],
  ])('%s', (_, input, given, calls) => {
    expect(callsOf(decideReaction({ ...ctx, state: stateWith() }, input, known(given)))).toEqual(calls)
  })

  it('keeps the mark when the entry is withdrawn', () => {
    const pin = { ...row, name: 'pushpin' }
    const given = known({ entry: entryWith(), reactions: [row, pin] })
    const decision = decideReaction({ ...ctx, state: stateWith() }, reacted({ present: false }), given)
    expect(typesOf(decision)).toContain('entry.withdrawn')
    expect(callsOf(decision)).toEqual([])
  })
})
