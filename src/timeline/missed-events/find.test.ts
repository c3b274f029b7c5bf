import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assertWhereMet } from '../../../test/support/met.ts'
import type { ReactionChanged } from '../../core/input.ts'
import type { MessagePage, ReadMessage, ReadMessagesCall } from '../../core/outbox/read-messages.ts'
import { formatTs } from '../../messages/mrkdwn.ts'
import { formatManualReaction } from '../capture/by-hand.ts'
import type { MissedEventContext, StoredPageState } from './context.ts'
import { findMissed } from './find.ts'

const second = 1_000_000n
const call: ReadMessagesCall = {
  do: 'read_messages',
  aim: 'start',
  from: formatTs(1n * second),
  to: formatTs(1000n * second),
  thread: null,
  cursor: null,
  edge: formatTs(1000n * second),
  left: 2000,
  threads: [],
}
const context: MissedEventContext = {
  incidentId: 'incident',
  workspaceId: 'T1',
  channelId: 'CINC',
  isOwn: true,
  settledBy: 900n * second,
  reactions: new Set(['pushpin', 'mag']),
}
const nothingStored: StoredPageState = { reactions: [], seen: [], entries: [] }

function read(at: bigint, given: Partial<ReadMessage> = {}, text = `said at ${at}`): ReadMessage {
  const ts = at * second
  return {
    message: {
      channelId: 'CINC',
      ts,
      threadTs: null,
      authorId: 'UANA',
      authorName: null,
      text,
      content: [],
      editedTs: null,
      isTalk: true,
    },
    isSaid: true,
    isGone: false,
    editedBy: null,
    reactions: [],
    replies: 0,
    latestReply: null,
    ...given,
  }
}

const page = (...messages: ReadMessage[]): MessagePage => ({ got: 'page', messages, next: null })
const by = (name: string, ...users: string[]) => ({ name, users, count: users.length })
const row = (at: bigint, userId: string, eventAt: bigint, present = true, name = 'pushpin') => ({
  messageTs: at * second,
  userId,
  name,
  present,
  eventTs: eventAt * second,
})
const seenAt = (at: bigint, threadAt: bigint | null = null) => ({
  ts: at * second,
  threadTs: threadAt && threadAt * second,
  editedTs: null,
  deletedAt: null,
})
const reactionsIn = (deeds: readonly { type: string }[]) =>
  deeds
    .filter((input): input is ReactionChanged => input.type === 'reactionChanged')
    .map(({ by: { id }, name, present, eventTs }) => [id, name, present, eventTs] as const)
const deletedIn = (deeds: readonly { type: string; ts?: bigint }[]) =>
  deeds.flatMap((input) => (input.type === 'messageDeleted' && input.ts ? [input.ts / second] : []))

describe('missed reactions', () => {
  it('get the smallest times, in the order Slack shows them', () => {
    const shown = read(10n, {
      reactions: [by('mag', 'UANA', 'UBEN'), by('pushpin', 'UCLEO'), by('tada', 'UANA')],
    })
    expect(reactionsIn(findMissed(call, page(shown), nothingStored, context).changes)).toEqual([
      ['UANA', 'mag', true, 10n * second],
      ['UBEN', 'mag', true, 10n * second + 1n],
      ['UCLEO', 'pushpin', true, 10n * second + 2n],
    ])
  })

  it('are timed after the stored ones that Slack shows before them', () => {
    const shown = read(10n, { reactions: [by('pushpin', 'UANA'), by('mag', 'UBEN')] })
    const stored = { ...nothingStored, reactions: [row(10n, 'UANA', 20n)] }
    expect(reactionsIn(findMissed(call, page(shown), stored, context).changes)).toEqual([
      ['UBEN', 'mag', true, 20n * second + 1n],
    ])
  })

  it('are timed after a stored removal, and missed removals after the stored addition', () => {
    const shown = read(10n, { reactions: [by('pushpin', 'UANA')] })
    const stored = { ...nothingStored, reactions: [row(10n, 'UANA', 30n, false), row(10n, 'UBEN', 40n)] }
    expect(reactionsIn(findMissed(call, page(shown), stored, context).changes)).toEqual([
      ['UANA', 'pushpin', true, 30n * second + 1n],
      ['UBEN', 'pushpin', false, 40n * second + 1n],
    ])
  })

  it.each([
    ['is newer than the page', [row(10n, 'UANA', 901n)], []],
    ['was added by hand', [row(10n, 'UANA', 20n, true, formatManualReaction('action'))], []],
    [
      'may be among those Slack does not list',
      [row(10n, 'UANA', 20n)],
      [{ name: 'pushpin', users: ['UBEN'], count: 9 }],
    ],
    [
      'is stored with its skin tone',
      [row(10n, 'UANA', 20n, true, 'pushpin::skin-tone-3')],
      [by('pushpin::skin-tone-3', 'UANA')],
    ],
  ])('do not include one that %s', (_, reactions, shown) => {
    const { changes: deeds } = findMissed(
      call,
      page(read(10n, { reactions: shown })),
      { ...nothingStored, reactions },
      context,
    )
    expect(reactionsIn(deeds).filter(([id]) => id === 'UANA')).toEqual([])
  })

  it('in another channel are found again for this incident, unless it captured the message', () => {
    const shown = read(10n, { reactions: [by('pushpin', 'UANA')] })
    const stored = { ...nothingStored, reactions: [row(10n, 'UANA', 20n)] }
    const elsewhere = { ...context, isOwn: false }
    expect(reactionsIn(findMissed(call, page(shown), stored, elsewhere).changes)).toHaveLength(1)
    const captured = { ...stored, entries: [seenAt(10n)] }
    expect(reactionsIn(findMissed(call, page(shown), captured, elsewhere).changes)).toEqual([])
  })
})

describe('missed messages', () => {
  it('are returned oldest first, without the bot’s own and Slack’s system messages', () => {
    const shown = page(read(30n), read(20n, { isSaid: false }), read(10n), read(5n))
    const { messages: spoken } = findMissed(call, shown, { ...nothingStored, seen: [seenAt(5n)] }, context)
    expect(spoken.map(({ message, incidentId }) => [message.ts / second, incidentId])).toEqual([
      [10n, 'incident'],
      [30n, 'incident'],
    ])
  })

  it('include an edit once', () => {
    const shown = read(10n)
    const edited = { ...shown, message: { ...shown.message, editedTs: 50n * second }, editedBy: 'UBEN' }
    const editsFor = (editedTs: bigint | null) =>
      findMissed(call, page(edited), { ...nothingStored, seen: [{ ...seenAt(10n), editedTs }] }, context).changes
    expect(editsFor(null)).toMatchObject([{ type: 'messageEdited', by: { id: 'UBEN' } }])
    expect(editsFor(40n * second)).toHaveLength(1)
    expect(editsFor(50n * second)).toEqual([])
  })

  it.each<[string, StoredPageState['seen'], ReadMessage[], bigint[]]>([
    ['between two on the page', [seenAt(15n)], [read(20n), read(10n)], [15n]],
    ['newer than the newest on the page', [seenAt(25n)], [read(20n), read(10n)], [25n]],
    ['older than the oldest on the page, which Slack may not keep', [seenAt(5n)], [read(20n), read(10n)], []],
    ['newer than the page can tell', [seenAt(950n)], [read(20n), read(10n)], []],
    ['stored as deleted', [{ ...seenAt(15n), deletedAt: new Date(0) }], [read(20n), read(10n)], []],
    ['on an empty page', [seenAt(15n)], [], []],
    ['with a tombstone', [seenAt(15n)], [read(20n), read(15n, { isGone: true, replies: 1 }), read(10n)], [15n]],
    ['a reply to a message without replies', [seenAt(17n, 15n)], [read(20n), read(15n), read(10n)], [17n]],
    ['a reply to a deleted message', [seenAt(17n, 15n)], [read(20n), read(10n)], [17n]],
    ['a reply whose thread is read later', [seenAt(17n, 15n)], [read(15n, { replies: 1 }), read(10n)], []],
  ])('are checked for deletion: %s', (_, seen, shown, gone) => {
    expect(deletedIn(findMissed(call, page(...shown), { ...nothingStored, seen }, context).changes)).toEqual(gone)
  })

  it('include deletions from a thread', () => {
    const thread = { ...call, thread: formatTs(10n * second), edge: formatTs(10n * second) }
    const stored = { ...nothingStored, entries: [seenAt(12n, 10n), seenAt(13n, 10n), seenAt(15n, 10n)] }
    const shown = [
      read(10n, { replies: 1 }),
      { ...read(13n), message: { ...read(13n).message, threadTs: 10n * second } },
    ]
    expect(deletedIn(findMissed(thread, page(...shown), stored, context).changes)).toEqual([12n, 15n])
    const more = { ...page(...shown), next: 'more' }
    expect(deletedIn(findMissed(thread, more, stored, context).changes)).toEqual([12n])
  })
})

it('finds nothing the second time, whatever was stored before', () => {
  const user = fc.constantFrom('UANA', 'UBEN', 'UCLEO')
  const name = fc.constantFrom('pushpin', 'mag', 'tada')
  const shownReactions = fc.uniqueArray(fc.record({ name, users: fc.uniqueArray(user, { minLength: 1 }) }), {
    selector: ({ name: key }) => key,
  })
  const stored = fc.uniqueArray(
    fc.record({ userId: user, name, present: fc.boolean(), eventTs: fc.bigInt({ min: 10n, max: 800n }) }),
    { selector: ({ userId, name: key }) => `${userId} ${key}` },
  )
  assertWhereMet(fc.tuple(shownReactions, stored), { numRuns: 100, atLeast: 40 }, ([shown, rows]) => {
    const message = read(10n, { reactions: shown.map((one) => ({ ...one, count: one.users.length })) })
    const known = rows.map((one) => ({ ...one, messageTs: 10n * second, eventTs: one.eventTs * second }))
    const missed = findMissed(call, page(message), { ...nothingStored, reactions: known }, context).changes
    const after = new Map<string, StoredPageState['reactions'][number]>(
      known.map((one) => [`${one.userId} ${one.name}`, one]),
    )
    for (const [userId, key, present, eventTs] of reactionsIn(missed)) {
      expect(eventTs).toBeGreaterThan(after.get(`${userId} ${key}`)?.eventTs ?? 0n)
      after.set(`${userId} ${key}`, { userId, name: key, present, eventTs, messageTs: 10n * second })
    }
    const again = findMissed(call, page(message), { ...nothingStored, reactions: [...after.values()] }, context)
    expect(reactionsIn(again.changes)).toEqual([])
    const standing = [...after.values()].filter((one) => one.present && one.name !== 'tada')
    const inSlack = shown.flatMap((one) => one.users.map((id) => `${id} ${one.name}`))
    expect(standing.map((one) => `${one.userId} ${one.name}`).toSorted()).toEqual(
      inSlack.filter((one) => !one.endsWith('tada')).toSorted(),
    )
    return rows.length > 0 ? reactionsIn(missed).length : 0
  })
})
