import { type Change, type Decision, isRefusal, type Refusal, together } from '../dispatch/decision.ts'
import type { Actor, Replied } from '../dispatch/input.ts'
import { type IncidentState, type Moment, nameOf } from '../dispatch/state.ts'
import { beginTest } from '../hypothesis/begin-test.ts'
import { propose } from '../hypothesis/propose.ts'
import { escapeMrkdwn } from '../slack/text.ts'
import { entryBy } from '../timeline/entry.ts'
import { instantOf } from '../timeline/model.ts'
import { showing } from './ask.ts'
import type { AnswerKind, Challenge } from './model.ts'

/** The challenge a button or modal speaks of, while it waits for an answer. */
export function awaiting(state: IncidentState, id: string): { challenge: Challenge } | Refusal {
  const challenge = state.challenges.find((known) => known.id === id)
  if (!challenge) return { refusal: 'That question is not there any more.' }
  if (challenge.state === 'open') return { challenge }
  if (challenge.state === 'superseded')
    return { refusal: 'That question has been replaced by a newer one, or is no longer needed.' }
  return {
    refusal: `${escapeMrkdwn(nameOf(state, challenge.answeredBy))} answered that already: “${escapeMrkdwn(challenge.answer ?? '')}”`,
  }
}

/** *Another cause*, *Track a hypothesis*: the answer is a hypothesis. */
export function answerWithHypothesis(
  state: IncidentState,
  id: string,
  words: string,
  by: Actor,
  moment: Moment,
): Decision | Refusal {
  return answerWith(state, id, 'hypothesis', words, by, moment, () => propose(state, words, by, moment))
}

/** *Test it*: the answer is a test, which holds further questions back until it is due. */
export function answerWithTest(
  state: IncidentState,
  id: string,
  words: string,
  minutes: number,
  by: Actor,
  moment: Moment,
): Decision | Refusal {
  return answerWith(state, id, 'test', words, by, moment, ({ hypothesisId }) =>
    beginTest(state, hypothesisId, words, minutes, by, moment),
  )
}

/** *Keep, because…*, *Still looking, because…*: the answer is a reason, and resets the clock. */
export function answerWithReason(
  state: IncidentState,
  id: string,
  words: string,
  by: Actor,
  moment: Moment,
): Decision | Refusal {
  return answerWith(state, id, 'keep', words, by, moment, ({ reason }) => {
    if (!words.trim()) return { refusal: 'Say why in a few words.', field: 'text' }
    const how = reason === 'no_hypothesis' ? 'Still looking' : 'Kept'
    const entry = entryBy(moment, state.incident.id, 'challenge', `${how}, because ${words.trim()}`, by)
    return { changes: [{ type: 'entry.added', entry }], send: [] }
  })
}

/** A reply in the challenge's thread is an answer too; further replies are talk. */
export function answerByReply(state: IncidentState, input: Replied, moment: Moment): Decision | Refusal {
  const challenge = state.challenges.find((known) => known.number === input.challengeNumber)
  if (challenge?.state !== 'open' || !input.text.trim()) return { changes: [], send: [] }
  const { channelId, messageTs, by } = input
  const entry = {
    ...entryBy(moment, state.incident.id, 'challenge', input.text.trim(), by),
    occurredAt: instantOf(messageTs),
    channelId,
    messageTs,
    captured: true,
  }
  const recorded: Change[] = input.isEntry ? [] : [{ type: 'entry.added', entry }]
  const consequence = () => ({ changes: recorded, send: [] })
  return answerWith(state, challenge.id, 'reply', input.text, by, moment, consequence, messageTs)
}

function answerWith(
  state: IncidentState,
  id: string,
  kind: AnswerKind,
  answer: string,
  by: Actor,
  { now }: Moment,
  consequence: (challenge: Challenge) => Decision | Refusal,
  replyTs?: bigint,
): Decision | Refusal {
  const waiting = awaiting(state, id)
  if ('refusal' in waiting) return waiting
  const outcome = consequence(waiting.challenge)
  if (isRefusal(outcome)) return outcome
  const answered: Change = {
    type: 'challenge.answered',
    id,
    by: by.id,
    kind,
    answer: answer.trim(),
    at: now,
    ...(replyTs !== undefined && { replyTs }),
  }
  return together({ changes: [answered], send: [] }, outcome, {
    changes: [],
    send: [showing(state, waiting.challenge)],
  })
}
