import { describe, expect, it } from 'vitest'
import { changed, contextAt, linesOf, start } from '../../../test/support/situation.ts'
import { blocksMessage } from '../../messages/blocks.ts'
import { dayMs, minuteMs } from '../../platform/time/durations.ts'
import { entryPosted } from '../record/changes.ts'
import type { Call } from './call.ts'
import { callFailed, callSent, liveMessagePlaced } from './changes.ts'
import { decideAfterCall, reportUnusableAnswer } from './decide.ts'
import type { CallCompleted, CallOutcome } from './outcome.ts'

const post: Call = { do: 'post', message: blocksMessage('x') }
const input = (call: Call, outcome: CallOutcome, overrides: Partial<CallCompleted> = {}): CallCompleted => ({
  type: 'callCompleted',
  outboxCallId: 'd1',
  incidentId: 'i',
  send: { to: { incident: 'i' }, call, tell: { person: 'UANA' } },
  attempts: 1,
  createdAt: start,
  outcome,
  ...overrides,
})
const decide = (call: Call, outcome: CallOutcome, overrides: Partial<CallCompleted> = {}, minutes = 0) =>
  decideAfterCall(contextAt(minutes), input(call, outcome, overrides))

describe('the place of a posted message', () => {
  const done: CallOutcome = {
    kind: 'done',
    result: { got: 'message', channelId: 'C1', ts: 5n, created: true },
  }
  const place = { channelId: 'C1', messageTs: 5n }
  const entry = entryPosted({ entryId: 'e1', ...place })
  const liveMessage = liveMessagePlaced({ incidentId: 'i', name: 'opening', ...place })

  it.each<[string, Call, object[]]>([
    ['is stored for the entry of a post', { ...post, entryId: 'e1' }, [entry]],
    ['is not stored for a post without an entry', post, []],
    ['is stored for a live message', { do: 'refresh', liveMessage: 'opening' }, [liveMessage]],
    [
      'is stored for a live message and its entry',
      { do: 'refresh', liveMessage: 'opening', entryId: 'e1' },
      [liveMessage, entry],
    ],
  ])('%s', (_, call, changes) => {
    expect(decide(call, done).changes.slice(1)).toEqual(changes)
  })

  it('is not stored for a live message without an incident', () => {
    expect(decide({ do: 'refresh', liveMessage: 'opening' }, done, { incidentId: null }).changes).toHaveLength(1)
  })

  it('is not stored when the call posted no message', () => {
    const read: CallOutcome = { kind: 'done', result: { got: 'nothing' } }
    const refreshOpening: Call = { do: 'refresh', liveMessage: 'opening', entryId: 'e1' }
    expect(decide(refreshOpening, read).changes).toEqual([callSent({ id: 'd1', at: start })])
  })
})

describe('a permanent failure', () => {
  const create: Call = { do: 'create_channel', name: 'x', isPrivate: false, entryId: 'e' }
  it.each<[string, Call, string, boolean]>([
    ['a post', post, 'is_archived', true],
    ['a post to a channel that does not exist yet', post, 'no_channel', false],
    ['the creation of the channel', create, 'restricted_action', false],
  ])('of $0 is reported to the person who asked: $3', (_, call, error, isTold) => {
    const decision = decide(call, { kind: 'refused', error })
    expect(changed(decision, callFailed)).toEqual([callFailed({ id: 'd1', error, at: start })])
    expect(decision.send.map(({ to }) => to)).toEqual(isTold ? [{ person: 'UANA' }] : [])
  })

  it('after a day of retries says so and keeps the last error', () => {
    const outcome: CallOutcome = { kind: 'later', why: 'internal_error' }
    const decision = decide(post, outcome, {}, dayMs / minuteMs + 1)
    expect(changed(decision, callFailed)).toMatchObject([{ error: 'gave up after a day: internal_error' }])
    expect(linesOf(decision)[0]).toContain('I tried for a whole day')
  })
})

describe('an unusable answer', () => {
  it('is reported to the person who asked, since Slack did carry out the call', () => {
    const { changes, send } = reportUnusableAnswer(input(post, { kind: 'done', result: { got: 'nothing' } }))
    expect(changes).toEqual([])
    expect(send.map(({ to }) => to)).toEqual([{ person: 'UANA' }])
    expect(linesOf({ changes, send })[0]).toContain('I could not make use of what Slack answered')
  })

  it('adds nothing when Slack refused the call, since that is reported as a failure', () => {
    expect(reportUnusableAnswer(input(post, { kind: 'refused', error: 'x' }))).toEqual({
      changes: [],
      send: [],
    })
  })
})

it('keeps the reason why a call waits and tells nobody', () => {
  const { changes, send } = decide(post, { kind: 'later', why: 'rate limited' })
  expect(changes).toMatchObject([{ type: 'outbox.held', id: 'd1', error: 'rate limited' }])
  expect(send).toEqual([])
  expect(decide(post, { kind: 'absent' }).changes).toMatchObject([
    { error: 'looked up: it had not happened', lookUp: false },
  ])
})
