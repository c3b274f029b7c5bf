import { describe, expect, it } from 'vitest'
import { changed, linesOf, momentAt, start } from '../../../test/support/situation.ts'
import { blocksMessage } from '../../messages/blocks.ts'
import { dayMs, minuteMs } from '../../platform/time/durations.ts'
import type { Call } from './call.ts'
import { decideAfterCall, reportUnusableAnswer } from './decide.ts'
import type { CallCompleted, CallOutcome } from './outcome.ts'

const post: Call = { do: 'post', message: blocksMessage('x') }
const input = (call: Call, outcome: CallOutcome, given: Partial<CallCompleted> = {}): CallCompleted => ({
  type: 'callCompleted',
  outboxCallId: 'd1',
  incidentId: 'i',
  send: { to: { incident: 'i' }, call, tell: { person: 'UANA' } },
  attempts: 1,
  createdAt: start,
  outcome,
  ...given,
})
const decide = (call: Call, outcome: CallOutcome, given: Partial<CallCompleted> = {}, minutes = 0) =>
  decideAfterCall(input(call, outcome, given), momentAt(minutes))

describe('where a message stands now', () => {
  const done: CallOutcome = {
    kind: 'done',
    result: { got: 'message', channelId: 'C1', ts: 5n, created: true },
  }
  const place = { channelId: 'C1', messageTs: 5n }
  const entry = { type: 'entry.posted', entryId: 'e1', ...place }
  const board = { type: 'liveMessage.placed', incidentId: 'i', name: 'opening', ...place }

  it.each<[string, Call, object[]]>([
    ['a post of an entry is where that entry can be read', { ...post, entryId: 'e1' }, [entry]],
    ['a post of none is nowhere', post, []],
    ['a board is kept', { do: 'refresh', liveMessage: 'opening' }, [board]],
    [
      'a board that stands for an entry is both',
      { do: 'refresh', liveMessage: 'opening', entryId: 'e1' },
      [board, entry],
    ],
  ])('%s', (_, call, changes) => {
    expect(decide(call, done).changes.slice(1)).toEqual(changes)
  })

  it('is not told of a board of no incident', () => {
    expect(decide({ do: 'refresh', liveMessage: 'opening' }, done, { incidentId: null }).changes).toHaveLength(1)
  })

  it('is not told where no message came of it', () => {
    const read: CallOutcome = { kind: 'done', result: { got: 'nothing' } }
    const board: Call = { do: 'refresh', liveMessage: 'opening', entryId: 'e1' }
    expect(decide(board, read).changes).toEqual([{ type: 'outbox.sent', id: 'd1', at: start }])
  })
})

describe('a failure for good', () => {
  const create: Call = { do: 'create_channel', name: 'x', isPrivate: false, entryId: 'e' }
  it.each<[string, Call, string, boolean]>([
    ['a post', post, 'is_archived', true],
    ['a post to a channel there is not yet', post, 'no_channel', false],
    ['the making of the channel', create, 'restricted_action', false],
  ])('of %s: whether whoever asked is told here', (_, call, error, isTold) => {
    const decision = decide(call, { kind: 'refused', error })
    expect(changed(decision, 'outbox.failed')).toEqual([{ type: 'outbox.failed', id: 'd1', error, at: start }])
    expect(decision.send.map(({ to }) => to)).toEqual(isTold ? [{ person: 'UANA' }] : [])
  })

  it('after a day says that, and what it was', () => {
    const outcome: CallOutcome = { kind: 'later', why: 'internal_error' }
    const decision = decide(post, outcome, {}, dayMs / minuteMs + 1)
    expect(changed(decision, 'outbox.failed')).toMatchObject([{ error: 'gave up after a day: internal_error' }])
    expect(linesOf(decision)[0]).toContain('I tried for a whole day')
  })
})

describe('an answer that nobody can make use of', () => {
  it('is told to whoever asked, as what Slack did all the same', () => {
    const { changes, send } = reportUnusableAnswer(input(post, { kind: 'done', result: { got: 'nothing' } }))
    expect(changes).toEqual([])
    expect(send.map(({ to }) => to)).toEqual([{ person: 'UANA' }])
    expect(linesOf({ changes, send })[0]).toContain('I could not make use of what Slack answered')
  })

  it('is told by its failure where Slack did not do it', () => {
    expect(reportUnusableAnswer(input(post, { kind: 'refused', error: 'x' }))).toEqual({
      changes: [],
      send: [],
    })
  })
})

it('a call that waits tells nobody anything, and keeps why it waits', () => {
  const { changes, send } = decide(post, { kind: 'later', why: 'rate limited' })
  expect(changes).toMatchObject([{ type: 'outbox.held', id: 'd1', error: 'rate limited' }])
  expect(send).toEqual([])
  expect(decide(post, { kind: 'absent' }).changes).toMatchObject([
    { error: 'looked up: it had not happened', lookUp: false },
  ])
})
