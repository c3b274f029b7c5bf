import { describe, expect, it } from 'vitest'
import { messageTs, react, reacted, reactionWith, seen } from '../../../test/support/captured.ts'
import {
  ana,
  ben,
  callsOf,
  challengeWith,
  changed,
  contextAt,
  entryWith,
  hypothesisWith,
  typesOf,
} from '../../../test/support/situation.ts'
import type { ReactionChanged } from '../../core/input.ts'
import { entryAdded, entryReclassified, entryWithdrawn } from '../../core/record/changes.ts'
import type { EntryState } from '../../core/record/model.ts'
import { instantOf } from '../../core/record/model.ts'
import { hypothesisProposed } from '../../investigation/ledger/changes.ts'
import { formatManualReaction } from './by-hand.ts'
import type { MessageContext } from './capture.ts'

const { now } = contextAt(1)
const happened = instantOf(reacted().eventTs)
const added = (...given: Parameters<typeof react>) => changed(react(...given), entryAdded)[0]?.entry

describe('the entry of a new capture', () => {
  it('holds everything stored about the message', () => {
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

  it('has only the time of a message that was not stored', () => {
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
    ['the author', { names: new Map() }, [ana.id]],
    ['somebody mentioned', { seen: { ...seen, text: '<@UNEW>' } }, ['UNEW']],
    ['both', { names: new Map(), seen: { ...seen, text: '<@UNEW>' } }, [ana.id, 'UNEW']],
    ['nobody, if it was not stored', { seen: null }, []],
  ])('fetches the message with the name of %s', (_, given, names) => {
    const [, fetch] = react({}, given).send
    expect(fetch?.call).toMatchObject({ do: 'fetch_entry', entryId: 'new-1', names })
  })

  it('is shown without an author id if the author has a name, and pending otherwise', () => {
    expect(added({}, { seen: { ...seen, authorId: null, authorName: 'deploybot' } })).toMatchObject({
      state: 'shown',
      authorId: null,
      authorName: 'deploybot',
    })
    expect(added({}, { seen: { ...seen, authorId: null } })?.state).toBe('pending')
  })

  it('enters the ledger only as a hypothesis with text', () => {
    expect(changed(react({ name: 'bulb' }), hypothesisProposed)).toMatchObject([{ by: ben.id }])
    expect(typesOf(react({ name: 'mag' }))).not.toContain('hypothesis.proposed')
    expect(typesOf(react({ name: 'bulb' }, { seen: null }))).not.toContain('hypothesis.proposed')
  })
})

describe('an existing entry', () => {
  it.each<[string, Partial<MessageContext>, EntryState | undefined]>([
    ['stays if the kind is the same', { entry: entryWith() }, undefined],
    ['changes to another kind', { entry: entryWith({ kind: 'action' }) }, 'shown'],
    ['is restored if it was withdrawn', { entry: entryWith({ state: 'withdrawn' }) }, 'shown'],
    ['stays pending without text', { entry: entryWith({ state: 'pending', text: '' }) }, 'pending'],
    [
      'is shown with pictures only',
      { entry: entryWith({ state: 'withdrawn', text: '', attachments: [{ kind: 'file', title: 'a' }] }) },
      'shown',
    ],
    ['stays if the bot recorded it', { entry: entryWith({ captured: false, kind: 'status' }) }, undefined],
  ])('%s', (_, given, state) => {
    expect(changed(react({}, given), entryReclassified)).toEqual(
      state ? [entryReclassified({ entryId: 'e1', kind: 'note', state, recorderId: ben.id })] : [],
    )
  })

  it('without text is fetched again by a new reaction, not by a removed one', () => {
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

  it('closes its hypothesis in the ledger when it gets another kind', () => {
    const hypotheses = [hypothesisWith({ entryId: 'e1' })]
    const entry = entryWith({ kind: 'hypothesis' })
    expect(typesOf(react({}, { entry }, { hypotheses }))).toEqual(['reaction.noted', 'entry.kind', 'hypothesis.closed'])
    const empty = entryWith({ kind: 'note', state: 'pending', text: '' })
    expect(typesOf(react({ name: 'bulb' }, { entry: empty }))).toEqual(['reaction.noted', 'entry.kind'])
  })

  it('is withdrawn with its last reaction, or becomes the answer to a challenge again', () => {
    const off = { present: false }
    const reactions = [reactionWith({ name: 'pushpin' })]
    const entry = entryWith()
    expect(react(off, { reactions, entry }).changes.slice(1)).toEqual([entryWithdrawn({ entryId: 'e1' })])
    const challenges = [challengeWith({ state: 'answered', answerKind: 'reply', replyTs: messageTs })]
    const answer = (authorId: string | null) =>
      react(off, { reactions, entry: { ...entry, authorId } }, { challenges }).changes.slice(1)
    const again = (recorderId: string) =>
      entryReclassified({ entryId: 'e1', kind: 'challenge', state: 'shown', recorderId })
    expect(answer(ana.id)).toEqual([again(ana.id)])
    expect(answer(null)).toEqual([again(ben.id)])
  })

  it.each<[string, Partial<MessageContext>]>([
    ['was withdrawn before', { entry: entryWith({ state: 'withdrawn' }) }],
    ['is already an answer', { entry: entryWith({ kind: 'challenge' }) }],
    ['was recorded by the bot', { entry: entryWith({ captured: false }) }],
  ])('stays unchanged without its reaction if it %s', (_, given) => {
    const decision = react({ present: false }, given)
    expect(typesOf(decision)).toEqual(['reaction.noted'])
    expect(decision.send).toEqual([])
  })
})

describe('an entry whose kind or state was edited by hand', () => {
  const before = new Date(happened.getTime() - 1)
  it.each<[string, Partial<ReactionChanged>, Parameters<typeof entryWith>[0], boolean]>([
    ['keeps its kind after a later reaction', {}, { stateEditedAt: before }, true],
    [
      'keeps its kind after an earlier manual reaction',
      { name: formatManualReaction('note') },
      { stateEditedAt: happened },
      true,
    ],
    [
      'changes its kind after a later manual reaction',
      { name: formatManualReaction('note') },
      { stateEditedAt: before },
      false,
    ],
    ['is restored by a later reaction if it was withdrawn', {}, { stateEditedAt: before, state: 'withdrawn' }, false],
    ['stays withdrawn after an earlier reaction', {}, { stateEditedAt: happened, state: 'withdrawn' }, true],
    [
      'stays withdrawn when a reaction is removed',
      { present: false },
      { stateEditedAt: before, state: 'withdrawn' },
      true,
    ],
    [
      'keeps its kind when a manual reaction is undone',
      { name: formatManualReaction('note'), present: false },
      { stateEditedAt: before },
      true,
    ],
  ])('%s', (_, input, given, stands) => {
    const entry = entryWith({ kind: 'action', ...given })
    const changes = typesOf(react(input, { entry }))
    expect(changes.slice(1)).toEqual(stands ? [] : ['entry.kind'])
  })

  it('gets no mark if it was withdrawn', () => {
    const entry = entryWith({ stateEditedAt: happened, state: 'withdrawn' })
    expect(react({}, { entry }).send).toEqual([])
  })

  it('keeps its mark when the last reaction is removed', () => {
    const entry = entryWith({ kind: 'action', stateEditedAt: before })
    expect(react({ present: false }, { entry, reactions: [reactionWith({ name: 'pushpin' })] }).send).toEqual([])
  })
})

describe('a message in another channel', () => {
  it('is fetched from that channel', () => {
    expect(react({ channelId: 'CELSE' }, { seen: null }).send.map(({ to }) => to)).toEqual([{ channel: 'CELSE' }])
  })
})
