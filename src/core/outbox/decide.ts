import { sentenceMessage } from '../../messages/blocks.ts'
import { dayMs, minuteMs, secondMs } from '../../platform/time/durations.ts'
import type { Decision } from '../decision.ts'
import type { ChangeOf, StateChange } from '../feature/change.ts'
import type { BaseContext } from '../feature/context.ts'
import { entryPosted } from '../record/changes.ts'
import { type FailureRecipient, findCallEntryId, type Send } from './call.ts'
import { callFailed, callHeld, callSent, liveMessagePlaced } from './changes.ts'
import { explainCallFailure, explainUnreadableCall, gaveUp } from './explain.ts'
import type { CallCompleted, CallOutcome, CallResult, CallUnreadable } from './outcome.ts'
import { verbNamed } from './verbs.ts'

/** How long a call is retried before it counts as refused. */
const giveUpAfterMs = dayMs
/** How long a call without an answer may still be on its way to Slack. */
const unansweredCallMs = 2 * secondMs

const addMilliseconds = (now: Date, ms: number): Date => new Date(now.getTime() + ms)

/**
 * Decides what the outcome of a call means for its row and its lane, where its message now is, and whether to tell the
 * person who caused it that it failed.
 */
export function decideAfterCall({ now }: BaseContext, input: CallCompleted): Decision {
  const { outcome, outboxCallId: id } = input
  const after = (ms: number) => addMilliseconds(now, ms)
  const backoffMs = computeBackoffMs(input.attempts)
  switch (outcome.kind) {
    case 'done':
      return { changes: [callSent({ id, at: now }), ...recordMessagePlace(input, outcome.result)], send: [] }
    case 'refused':
      return failCall(input, outcome, now)
    case 'unknown': {
      const until = after(outcome.afterMs ?? unansweredCallMs + backoffMs)
      return holdCall(input, { until, error: outcome.why, lookUp: true }, now)
    }
    case 'absent':
      return holdCall(input, { until: now, error: 'looked up: it had not happened', lookUp: false }, now)
    case 'later':
      return holdCall(input, { until: after(outcome.afterMs ?? backoffMs), error: outcome.why, lookUp: false }, now)
  }
}

/** The delay before the next attempt, in ms: 1 s, 2 s, 4 s … up to a minute. */
export const computeBackoffMs = (attempts: number): number =>
  Math.min(minuteMs, secondMs * 2 ** Math.max(0, attempts - 1))

/** Holds the call, or gives it up once it is too old. */
function holdCall(input: CallCompleted, held: Omit<ChangeOf<typeof callHeld>, 'type' | 'id'>, now: Date): Decision {
  if (now.getTime() - input.createdAt.getTime() > giveUpAfterMs)
    return failCall(input, { kind: 'refused', error: `${gaveUp}: ${held.error}` }, now)
  return { changes: [callHeld({ id: input.outboxCallId, ...held })], send: [] }
}

function failCall(
  { outboxCallId, send }: CallCompleted,
  { error, needed }: CallOutcome & { kind: 'refused' },
  at: Date,
): Decision {
  const change: StateChange = callFailed({ id: outboxCallId, error, at })
  return { changes: [change], send: error === 'no_channel' ? [] : tellFailure(send, error, needed) }
}

/** Reports a call that Slack carried out but whose answer could not be used. Failures are reported elsewhere. */
export const reportUnusableAnswer = ({ send, outcome }: CallCompleted): Decision => ({
  changes: [],
  send: outcome.kind === 'done' ? tellFailure(send, 'unusable_answer') : [],
})

/** A call that cannot be read fails like one that Slack refuses. */
export const failUnreadableCall = (
  { now }: BaseContext,
  { outboxCallId: id, outcome, tell }: CallUnreadable,
): Decision => ({
  changes: [callFailed({ id, error: outcome.error, at: now })],
  send: tell ? [tellPerson(tell, explainUnreadableCall())] : [],
})

function tellFailure(send: Send, error: string, needed?: string): Send[] {
  if (!send.tell || verbNamed(send.call.do).failureToldBy === 'feature') return []
  return [tellPerson(send.tell, explainCallFailure(send.call, error, needed))]
}

/** Uses a direct message, because the channel itself may be what is missing. */
const tellPerson = ({ person }: FailureRecipient, sentence: string): Send => ({
  to: { person },
  call: { do: 'post', message: sentenceMessage(sentence) },
})

/** Stores where the message of a live message or an entry was posted. */
function recordMessagePlace({ send: { call }, incidentId }: CallCompleted, result: CallResult): StateChange[] {
  if (result.got !== 'message') return []
  const place = { channelId: result.channelId, messageTs: result.ts }
  const changes: StateChange[] = []
  if (call.do === 'refresh' && incidentId) {
    changes.push(liveMessagePlaced({ incidentId, name: call.liveMessage, ...place }))
  }
  const entryId = findCallEntryId(call)
  if (entryId) changes.push(entryPosted({ entryId, ...place }))
  return changes
}
