import { describe, expect, it } from 'vitest'
import { changed, linesOf, momentAt, start, typesOf } from '../../../test/support/situation.ts'
import { blocksMessage } from '../../messages/blocks.ts'
import { dayMs, minuteMs, secondMs } from '../../platform/time/durations.ts'
import type { Send } from './call.ts'
import { computeBackoffMs, decideAfterCall } from './decide.ts'
import type { CallCompleted, CallOutcome } from './outcome.ts'

const post: Send = { to: { incident: 'i' }, call: { do: 'post', message: blocksMessage('x') } }
const board: Send = { to: { channel: 'CNEWS' }, call: { do: 'refresh', liveMessage: 'announcement' } }

const answered = (outcome: CallOutcome, given: Partial<CallCompleted> = {}): CallCompleted => ({
  type: 'callCompleted',
  outboxCallId: 'd1',
  incidentId: 'i',
  send: post,
  attempts: 1,
  createdAt: start,
  outcome,
  ...given,
})
const decide = (outcome: CallOutcome, given?: Partial<CallCompleted>, minutes = 0) =>
  decideAfterCall(answered(outcome, given), momentAt(minutes))

/** How long the lane is held, in ms, and whether the call must be looked up first. */
function heldFor(outcome: CallOutcome, given?: Partial<CallCompleted>) {
  const [held] = changed(decide(outcome, given), 'outbox.held')
  return held && { ms: held.until.getTime() - start.getTime(), lookUp: held.lookUp }
}

describe('a call that came back', () => {
  it('done is finished', () => {
    const { changes, send } = decide({ kind: 'done', result: { got: 'nothing' } })
    expect(changes).toEqual([{ type: 'outbox.sent', id: 'd1', at: start }])
    expect(send).toEqual([])
  })

  const shown: CallOutcome = {
    kind: 'done',
    result: { got: 'message', channelId: 'C1', ts: 5n, created: true },
  }
  it('from a board tells where the board stands', () => {
    expect(changed(decide(shown, { send: board }), 'liveMessage.placed')).toEqual([
      { type: 'liveMessage.placed', incidentId: 'i', name: 'announcement', channelId: 'C1', messageTs: 5n },
    ])
  })

  it('from a post does not: posts are sent once', () => {
    expect(typesOf(decide(shown))).toEqual(['outbox.sent'])
  })

  it.each<[string, CallOutcome, number, boolean]>([
    ['Slack asked for a pause', { kind: 'later', why: 'rate limited', afterMs: 30_000 }, 30_000, false],
    ['Slack cannot take it now', { kind: 'later', why: 'team_added_to_org' }, secondMs, false],
    ['it was looked up and has not happened', { kind: 'absent' }, 0, false],
    ['a look-up has its time', { kind: 'unknown', why: 'cut off', afterMs: 700 }, 700, true],
  ])('holds the lane when %s', (_, outcome, ms, lookUp) => {
    expect(heldFor(outcome)).toEqual({ ms, lookUp })
  })

  it('without an answer is looked up before it is tried again, once it cannot be on its way any more', () => {
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
  ])('after attempt %d waits %d ms', (attempts, ms) => {
    expect(computeBackoffMs(attempts)).toBe(ms)
    expect(heldFor({ kind: 'later', why: 'x' }, { attempts })?.ms).toBe(ms)
  })

  it('is tried for a day and no longer', () => {
    const later: CallOutcome = { kind: 'later', why: 'ratelimited' }
    expect(typesOf(decide(later, {}, dayMs / minuteMs))).toEqual(['outbox.held'])
    expect(typesOf(decide(later, {}, dayMs / minuteMs + 1))).toEqual(['outbox.failed'])
    expect(typesOf(decide({ kind: 'absent' }, {}, dayMs / minuteMs + 1))).toEqual(['outbox.failed'])
  })
})

describe('a call that Slack refuses', () => {
  const refused: CallOutcome = { kind: 'refused', error: 'is_archived' }

  it('fails alone: the lane goes on', () => {
    const { changes, send } = decide(refused)
    expect(changes).toEqual([{ type: 'outbox.failed', id: 'd1', error: 'is_archived', at: start }])
    expect(send).toEqual([])
  })

  it('is told to whoever asked, in a message of their own', () => {
    const tell = { person: 'UANA' }
    const decision = decide(refused, { send: { ...post, tell } })
    expect(decision.send.map(({ to }) => to)).toEqual([{ person: 'UANA' }])
    expect(linesOf(decision)[0]).toContain('The channel is archived')
  })

  it('is told once: the telling has nobody to be told to', () => {
    const tell = { person: 'UANA' }
    const [telling] = decide(refused, { send: { ...post, tell } }).send
    expect(telling).not.toHaveProperty('tell')
  })
})
