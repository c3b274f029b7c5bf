import { describe, expect, it } from 'vitest'
import { at, changed, contextAt, linesOf, start, typesOf } from '../../../test/support/situation.ts'
import { blocksMessage } from '../../messages/blocks.ts'
import { dayMs, minuteMs, secondMs } from '../../platform/time/durations.ts'
import type { Send } from './call.ts'
import { callFailed, callHeld, callSent, liveMessagePlaced } from './changes.ts'
import { computeBackoffMs, decideAfterCall, failUnreadableCall } from './decide.ts'
import type { CallCompleted, CallOutcome, CallUnreadable } from './outcome.ts'

const post: Send = { to: { incident: 'i' }, call: { do: 'post', message: blocksMessage('x') } }
const announcement: Send = { to: { channel: 'CNEWS' }, call: { do: 'refresh', liveMessage: 'announcement' } }

const completed = (outcome: CallOutcome, overrides: Partial<CallCompleted> = {}): CallCompleted => ({
  type: 'callCompleted',
  outboxCallId: 'd1',
  incidentId: 'i',
  send: post,
  attempts: 1,
  createdAt: start,
  outcome,
  ...overrides,
})
const decide = (outcome: CallOutcome, overrides?: Partial<CallCompleted>, minutes = 0) =>
  decideAfterCall(contextAt(minutes), completed(outcome, overrides))

/** How long the lane is held, in ms, and whether the call must be looked up before it is retried. */
function heldFor(outcome: CallOutcome, overrides?: Partial<CallCompleted>) {
  const [change] = changed(decide(outcome, overrides), callHeld)
  return change && { ms: change.until.getTime() - start.getTime(), lookUp: change.lookUp }
}

describe('a completed call', () => {
  it('is finished when it succeeds', () => {
    const { changes, send } = decide({ kind: 'done', result: { got: 'nothing' } })
    expect(changes).toEqual([callSent({ id: 'd1', at: start })])
    expect(send).toEqual([])
  })

  const messagePosted: CallOutcome = {
    kind: 'done',
    result: { got: 'message', channelId: 'C1', ts: 5n, created: true },
  }
  it('stores where a live message was posted', () => {
    expect(changed(decide(messagePosted, { send: announcement }), liveMessagePlaced)).toEqual([
      liveMessagePlaced({ incidentId: 'i', name: 'announcement', channelId: 'C1', messageTs: 5n }),
    ])
  })

  it('stores no place for an ordinary post, which is never edited', () => {
    expect(typesOf(decide(messagePosted))).toEqual(['outbox.sent'])
  })

  it.each<[string, CallOutcome, number, boolean]>([
    ['Slack asks for a pause', { kind: 'later', why: 'rate limited', afterMs: 30_000 }, 30_000, false],
    ['Slack cannot take the call now', { kind: 'later', why: 'team_added_to_org' }, secondMs, false],
    ['a look-up shows that it has not happened', { kind: 'absent' }, 0, false],
    [
      'the outcome is unknown and the look-up has to wait',
      { kind: 'unknown', why: 'cut off', afterMs: 700 },
      700,
      true,
    ],
  ])('holds the lane when %s', (_, outcome, ms, lookUp) => {
    expect(heldFor(outcome)).toEqual({ ms, lookUp })
  })

  it('is looked up before it is retried if there was no answer, once it can no longer be in flight', () => {
    const held = heldFor({ kind: 'unknown', why: 'timeout' })
    expect(held?.lookUp).toBe(true)
    expect(held?.ms).toBeGreaterThanOrEqual(2 * secondMs)
  })

  it.each([
    [1, secondMs],
    [2, 2 * secondMs],
    [6, 32 * secondMs],
    [7, minuteMs],
    [5000, minuteMs],
  ])('after attempt %d is retried in %d ms', (attempts, ms) => {
    expect(computeBackoffMs(attempts)).toBe(ms)
    expect(heldFor({ kind: 'later', why: 'x' }, { attempts })?.ms).toBe(ms)
  })

  it('is retried for a day and no longer', () => {
    const later: CallOutcome = { kind: 'later', why: 'ratelimited' }
    expect(typesOf(decide(later, {}, dayMs / minuteMs))).toEqual(['outbox.held'])
    expect(typesOf(decide(later, {}, dayMs / minuteMs + 1))).toEqual(['outbox.failed'])
    expect(typesOf(decide({ kind: 'absent' }, {}, dayMs / minuteMs + 1))).toEqual(['outbox.failed'])
  })
})

describe('a call that Slack refuses', () => {
  const refused: CallOutcome = { kind: 'refused', error: 'is_archived' }

  it('fails alone, leaving its lane unaffected', () => {
    const { changes, send } = decide(refused)
    expect(changes).toEqual([callFailed({ id: 'd1', error: 'is_archived', at: start })])
    expect(send).toEqual([])
  })

  it('is reported to the person who asked, in a direct message', () => {
    const tell = { person: 'UANA' }
    const decision = decide(refused, { send: { ...post, tell } })
    expect(decision.send.map(({ to }) => to)).toEqual([{ person: 'UANA' }])
    expect(linesOf(decision)[0]).toContain('The channel is archived')
  })

  it('is reported once: a report that fails is not reported', () => {
    const tell = { person: 'UANA' }
    const [failureReport] = decide(refused, { send: { ...post, tell } }).send
    expect(failureReport).not.toHaveProperty('tell')
  })
})

describe('a call that this release cannot read', () => {
  const unreadable: CallUnreadable = {
    type: 'callUnreadable',
    outboxCallId: 'd1',
    incidentId: 'i',
    attempts: 1,
    outcome: { kind: 'refused', error: 'this release does not know the call "sing"' },
  }

  it('fails like one that Slack refuses', () => {
    expect(failUnreadableCall(contextAt(3), unreadable)).toEqual({
      changes: [callFailed({ id: 'd1', error: unreadable.outcome.error, at: at(3) })],
      send: [],
    })
  })

  it('is reported to the person who asked, once', () => {
    const decision = failUnreadableCall(contextAt(3), { ...unreadable, tell: { person: 'UANA' } })
    expect(decision.send).toMatchObject([{ to: { person: 'UANA' } }])
    expect(decision.send[0]).not.toHaveProperty('tell')
    expect(linesOf(decision)[0]).toContain('another release')
  })
})
