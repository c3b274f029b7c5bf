import { describe, expect, it } from 'vitest'
import { at, incidentWith, start } from '../../../test/support/situation.ts'
import type { Send } from '../../core/outbox/call.ts'
import type { CallCompleted, CallOutcome } from '../../core/outbox/outcome.ts'
import { maxReadMessages, type ReadMessage, type ReadMessagesCall, readRange } from '../../core/outbox/read-messages.ts'
import { formatTs } from '../../messages/mrkdwn.ts'
import { computePageLimit, hasReadingEnded, maxReadThreads, nextReading, requestChannelRead } from './walk.ts'

const second = 1_000_000n
const reading = (sends: readonly Send[]): ReadMessagesCall => {
  const [send] = sends
  if (send?.call.do !== 'read_messages') throw new Error('expected a read_messages call')
  return send.call
}
const first = reading(requestChannelRead(incidentWith(), 'close', at(60)))

const message = (ts: bigint, replies = 0, latest: bigint | null = null): ReadMessage => ({
  message: {
    channelId: 'CINC',
    ts: ts * second,
    threadTs: null,
    authorId: 'UANA',
    authorName: null,
    text: 'said',
    content: [],
    editedTs: null,
    isTalk: true,
  },
  isSaid: true,
  isGone: false,
  editedBy: null,
  reactions: [],
  replies,
  latestReply: latest && latest * second,
})

const answered = (call: ReadMessagesCall, outcome: CallOutcome): CallCompleted => ({
  type: 'callCompleted',
  outboxCallId: 'd',
  incidentId: 'incident',
  send: { to: { incident: 'incident' }, call },
  attempts: 1,
  createdAt: start,
  outcome,
})
const page = (messages: ReadMessage[], next: string | null = null): CallOutcome => ({
  kind: 'done',
  result: { got: 'page', messages, next },
})
const following = (call: ReadMessagesCall, outcome: CallOutcome) => nextReading(answered(call, outcome))

describe('a reading', () => {
  it('starts with the newest page since the declaration', () => {
    expect(first).toMatchObject({
      from: formatTs(BigInt(start.getTime()) * 1000n),
      thread: null,
      cursor: null,
      left: maxReadMessages,
    })
    expect(computePageLimit(first)).toBe(200)
  })

  it('is skipped for an incident without a channel', () => {
    expect(requestChannelRead(incidentWith({ channelId: null }), 'start', at(1))).toEqual([])
  })

  it('of a range reads the requested channel', () => {
    const send = readRange({ channelId: 'COPS', from: at(0), to: at(10) })
    expect(send).toMatchObject({ to: { channel: 'COPS' }, call: { aim: 'range' } })
  })

  it('continues where the page ended and carries its threads, newest reply first', () => {
    const next = following(first, page([message(30n, 1, 31n), message(20n, 2, 40n), message(10n)], 'more'))
    expect(next).toMatchObject({ cursor: 'more', edge: formatTs(10n * second), left: maxReadMessages - 3 })
    expect(next?.threads.map(({ ts }) => ts)).toEqual([formatTs(20n * second), formatTs(30n * second)])
  })

  it('reads the threads one by one after the channel, then ends', () => {
    const thread = following(first, page([message(30n, 1, 31n), message(20n, 2, 40n)]))
    expect(thread).toMatchObject({ thread: formatTs(20n * second), cursor: null, left: maxReadMessages })
    if (!thread) throw new Error('expected the first thread to be read')
    const parentAndReply = [message(20n, 2, 40n), message(40n)]
    const more = following(thread, page(parentAndReply, 'more'))
    expect(more).toMatchObject({ thread: thread.thread, cursor: 'more', edge: formatTs(40n * second) })
    const other = following(thread, page(parentAndReply))
    expect(other).toMatchObject({ thread: formatTs(30n * second), left: maxReadMessages - 1 })
    if (!other) throw new Error('expected the second thread to be read')
    expect(following(other, page([message(30n)]))).toBeUndefined()
    expect(hasReadingEnded(answered(other, page([message(30n)])), 'close')).toBe(true)
    expect(hasReadingEnded(answered(other, page([message(30n)])), 'start')).toBe(false)
    expect(hasReadingEnded(answered(thread, page(parentAndReply)), 'close')).toBe(false)
  })

  it('is limited in messages and threads', () => {
    const last = { ...first, left: 150 }
    expect(computePageLimit(last)).toBe(150)
    const full = Array.from({ length: 150 }, (_, index) => message(BigInt(1000 - index), 1, 2000n))
    const next = following(last, page(full, 'more'))
    expect(next?.thread).not.toBeNull()
    expect(next?.threads).toHaveLength(maxReadThreads - 1)
  })

  it.each<[string, CallOutcome, boolean]>([
    ['was refused', { kind: 'refused', error: 'missing_scope' }, true],
    ['was deferred', { kind: 'later', why: 'rate limited' }, false],
    ['got no answer', { kind: 'unknown', why: 'timeout' }, false],
  ])('that %s has no next page (ended: %s)', (_, outcome, isOver) => {
    expect(following(first, outcome)).toBeUndefined()
    expect(hasReadingEnded(answered(first, outcome), 'close')).toBe(isOver)
  })

  it('skips a deleted thread', () => {
    const thread = { ...first, thread: '1.000000', threads: [{ ts: '2.000000', latest: '3.000000' }] }
    expect(following(thread, { kind: 'refused', error: 'thread_not_found' })?.thread).toBe('2.000000')
    expect(following(thread, { kind: 'refused', error: 'not_in_channel' })).toBeUndefined()
  })
})
