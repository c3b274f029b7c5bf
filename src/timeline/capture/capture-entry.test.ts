import { describe, expect, it } from 'vitest'
import { messageTs, react, reacted, reactionWith, seen } from '../../../test/support/captured.ts'
import {
  ana,
  ben,
  callsOf,
  changed,
  entryWith,
  hypothesisWith,
  momentAt,
  typesOf,
} from '../../../test/support/situation.ts'
import type { ReactionChanged } from '../../core/input.ts'
import { instantOf } from '../../core/record/model.ts'
import { formatManualReaction } from './by-hand.ts'
import type { MessageContext } from './capture.ts'

const { now } = momentAt(1)
const happened = instantOf(reacted().eventTs)
const added = (...given: Parameters<typeof react>) => changed(react(...given), 'entry.added')[0]?.entry

describe('the entry of a message', () => {
  it('says all that is known of it', () => {
    const content = [{ kind: 'link' as const, title: 'Runbook', url: 'https://wiki.test' }]
    const deletedAt = new Date(happened.getTime() + 60_000)
    expect(added({}, { seen: { ...seen, threadTs: 7n, content, authorName: 'Ana (SRE)' }, deletedAt })).toEqual({
      id: 'new-1',
      incidentId: 'incident',
      kind: 'note',
      state: 'shown',
      text: 'ALB is <failing>',
      raw: 'ALB is &lt;failing&gt;',
      occurredAt: instantOf(messageTs),
      recordedAt: now,
      recorderId: ben.id,
      authorId: ana.id,
      authorName: 'Ana (SRE)',
      channelId: 'CINC',
      messageTs,
      threadTs: 7n,
      captured: true,
      attachments: content,
      deletedInSlack: deletedAt,
    })
  })

  it('of a message nobody has seen says when it was written, and nothing else', () => {
    expect(added({}, { seen: null })).toMatchObject({
      state: 'pending',
      text: '',
      raw: null,
      authorId: null,
      authorName: null,
      threadTs: null,
      attachments: [],
      deletedInSlack: null,
    })
  })

  it.each<[string, Partial<MessageContext>, string[]]>([
    ['its author', { names: new Map() }, [ana.id]],
    ['who is mentioned', { seen: { ...seen, text: '<@UNEW>' } }, ['UNEW']],
    ['both', { names: new Map(), seen: { ...seen, text: '<@UNEW>' } }, [ana.id, 'UNEW']],
    ['nobody, where it was not seen', { seen: null }, []],
  ])('waits for the name of %s', (_, given, names) => {
    const [, fetch] = react({}, given).send
    expect(fetch?.call).toMatchObject({ do: 'fetch_entry', entryId: 'new-1', names })
  })

  it('without an author is shown once somebody has read it', () => {
    expect(added({}, { seen: { ...seen, authorId: null, authorName: 'deploybot' } })).toMatchObject({
      state: 'shown',
      authorId: null,
      authorName: 'deploybot',
    })
    expect(added({}, { seen: { ...seen, authorId: null } })?.state).toBe('pending')
  })

  it('is proposed as an explanation only where it is one, and its words are there', () => {
    expect(changed(react({ name: 'bulb' }), 'hypothesis.proposed')).toMatchObject([{ by: ben.id }])
    expect(typesOf(react({ name: 'mag' }))).not.toContain('hypothesis.proposed')
    expect(typesOf(react({ name: 'bulb' }, { seen: null }))).not.toContain('hypothesis.proposed')
  })
})

describe('the entry there is', () => {
  it.each<[string, Partial<MessageContext>, string | undefined]>([
    ['of the same kind stays', { entry: entryWith() }, undefined],
    ['of another kind changes', { entry: entryWith({ kind: 'action' }) }, 'shown'],
    ['that was withdrawn is back', { entry: entryWith({ state: 'withdrawn' }) }, 'shown'],
    ['without words waits for them', { entry: entryWith({ state: 'pending', text: '' }) }, 'pending'],
    [
      'with pictures only is shown',
      { entry: entryWith({ state: 'withdrawn', text: '', attachments: [{ kind: 'file', title: 'a' }] }) },
      'shown',
    ],
    ['that is a line of the bot stays', { entry: entryWith({ captured: false, kind: 'status' }) }, undefined],
  ])('%s', (_, given, state) => {
    expect(changed(react({}, given), 'entry.kind')).toEqual(
      state ? [{ type: 'entry.kind', entryId: 'e1', kind: 'note', state, recorderId: ben.id }] : [],
    )
  })

  it('whose words are lacking is asked for once more, but not when a reaction goes', () => {
    const entry = entryWith({ state: 'pending', text: '' })
    expect(react({}, { entry, seen: null }).send).toMatchObject([
      {
        to: { incident: 'incident' },
        call: { do: 'fetch_entry', entryId: 'e1', names: [] },
        tell: { person: ben.id },
      },
    ])
    const reactions = [reactionWith({ name: 'mag', userId: ana.id }), reactionWith({ name: 'pushpin' })]
    expect(callsOf(react({ present: false }, { entry, seen: null, reactions }))).toEqual([])
  })

  it('that is no explanation any more takes the one in the ledger along', () => {
    const hypotheses = [hypothesisWith({ entryId: 'e1' })]
    const entry = entryWith({ kind: 'hypothesis' })
    expect(typesOf(react({}, { entry }, { hypotheses }))).toEqual(['reaction.noted', 'entry.kind', 'hypothesis.closed'])
    const empty = entryWith({ kind: 'note', state: 'pending', text: '' })
    expect(typesOf(react({ name: 'bulb' }, { entry: empty }))).toEqual(['reaction.noted', 'entry.kind'])
  })

  it('without a reaction is withdrawn, or the answer to a challenge again', () => {
    const off = { present: false }
    const reactions = [reactionWith({ name: 'pushpin' })]
    const entry = entryWith()
    expect(react(off, { reactions, entry }).changes.slice(1)).toEqual([{ type: 'entry.withdrawn', entryId: 'e1' }])
    const answer = (authorId: string | null) =>
      react(off, { reactions, entry: { ...entry, authorId }, answersChallenge: true }).changes.slice(1)
    const again = { type: 'entry.kind', entryId: 'e1', kind: 'challenge', state: 'shown' }
    expect(answer(ana.id)).toEqual([{ ...again, recorderId: ana.id }])
    expect(answer(null)).toEqual([{ ...again, recorderId: ben.id }])
  })

  it.each<[string, Partial<MessageContext>]>([
    ['withdrawn before', { entry: entryWith({ state: 'withdrawn' }) }],
    ['an answer already', { entry: entryWith({ kind: 'challenge' }) }],
    ['a line of the bot', { entry: entryWith({ captured: false }) }],
  ])('%s: there is nothing to withdraw, and no mark to take off', (_, given) => {
    const decision = react({ present: false }, given)
    expect(typesOf(decision)).toEqual(['reaction.noted'])
    expect(decision.send).toEqual([])
  })
})

describe('what somebody settled by hand', () => {
  const before = new Date(happened.getTime() - 1)
  it.each<[string, Partial<ReactionChanged>, Parameters<typeof entryWith>[0], boolean]>([
    ['stands, whatever is reacted later', {}, { stateEditedAt: before }, true],
    [
      'stands against what was done by hand before',
      { name: formatManualReaction('note') },
      { stateEditedAt: happened },
      true,
    ],
    [
      'gives way to what is done by hand later',
      { name: formatManualReaction('note') },
      { stateEditedAt: before },
      false,
    ],
    ['and withdrew comes back by a later reaction', {}, { stateEditedAt: before, state: 'withdrawn' }, false],
    ['and withdrew stays so for an earlier one', {}, { stateEditedAt: happened, state: 'withdrawn' }, true],
    ['and withdrew stays so when one goes', { present: false }, { stateEditedAt: before, state: 'withdrawn' }, true],
    [
      'stands when what was done by hand is undone',
      { name: formatManualReaction('note'), present: false },
      { stateEditedAt: before },
      true,
    ],
  ])('%s', (_, input, given, stands) => {
    const entry = entryWith({ kind: 'action', ...given })
    const changes = typesOf(react(input, { entry }))
    expect(changes.slice(1)).toEqual(stands ? [] : ['entry.kind'])
  })

  it('and withdrew has no mark', () => {
    const entry = entryWith({ stateEditedAt: happened, state: 'withdrawn' })
    expect(react({}, { entry }).send).toEqual([])
  })

  it('keeps its mark', () => {
    const entry = entryWith({ kind: 'action', stateEditedAt: before })
    expect(react({ present: false }, { entry, reactions: [reactionWith({ name: 'pushpin' })] }).send).toEqual([])
  })
})

describe('a message elsewhere', () => {
  it('is read where it stands', () => {
    expect(react({ channelId: 'CELSE' }, { seen: null }).send.map(({ to }) => to)).toEqual([{ channel: 'CELSE' }])
  })
})
