import { combineDecisions, type Decision, emptyDecision, isRefusal, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import type { LiveMessageReplied } from '../../core/input.ts'
import { entryAdded } from '../../core/record/changes.ts'
import { entryBy } from '../../core/record/entry.ts'
import { instantOf } from '../../core/record/model.ts'
import { sentenceMessage } from '../../messages/blocks.ts'
import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { minuteMs } from '../../platform/time/durations.ts'
import { beginTest } from '../ledger/begin-test.ts'
import { proposeHypothesis } from '../ledger/propose.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import { openHypothesis } from './answer-ledger.ts'
import { challengeKeptEntry, challengeReplyEntry, challengesDeferredEntry } from './entry-data.ts'
import { isKeptTooOften } from './keep-wording.ts'
import { challengeLiveMessage } from './model.ts'
import { type AnswerContext, answerWith, makeChangesOnlyDecision, recordAnswerEntry } from './record-answer.ts'

/** *Another cause*, *Track a hypothesis*: the answer is a hypothesis. */
export const answerWithHypothesis = (ctx: AnswerContext, words: string): Decision | Refusal =>
  answerWith(ctx, { kind: 'hypothesis', words }, () => proposeHypothesis(ctx, words))

/**
 * *Track this*: the answer is a hypothesis that somebody had already posted. `tracked` is the decision that records
 * their message.
 */
export const answerWithMessage = (ctx: AnswerContext, words: string, tracked: Decision | Refusal): Decision | Refusal =>
  answerWith(ctx, { kind: 'hypothesis', words }, () => tracked)

/**
 * *Test it*: the answer is a test, which holds back weaker questions until it is due. `which` is the hypothesis chosen,
 * if any.
 */
export function answerWithTest(ctx: AnswerContext, words: string, minutes: number, which?: string): Decision | Refusal {
  const { state } = ctx
  return answerWith(ctx, { kind: 'test', words }, ({ hypothesisId }) => {
    const chosen = which ? openHypothesis(state, which) : undefined
    if (chosen && 'refusal' in chosen) return chosen
    return beginTest(ctx, chosen?.hypothesis.id ?? hypothesisId, { words, minutes })
  })
}

/** *Keep, because…*: the answer is a reason, and restarts the clock. The third in a row hints at fresh eyes. */
export function answerWithReason(ctx: AnswerContext, words: string): Decision | Refusal {
  const { state, challengeId } = ctx
  const answered = answerWith(ctx, { kind: 'keep', words }, ({ reason }) => {
    if (!words.trim()) return { refusal: 'Say why in a few words.', field: 'text' }
    const worded = challengeKeptEntry({ challengeId, reason, because: words.trim() })
    const entry = entryBy(ctx, state.incident.id, 'challenge', worded)
    return makeChangesOnlyDecision(entryAdded({ entry }))
  })
  if (isRefusal(answered) || !wouldKeepTooOften(state, challengeId, ctx.now)) return answered
  const hint =
    'Kept three times, and no test closed in between. *Ask fresh eyes…* below the question finds somebody who has seen none of it.'
  return combineDecisions(answered, { ...emptyDecision, answer: { say: sentenceMessage(hint) } })
}

/** Whether this *Keep* makes so many in a row that fresh eyes are proposed. */
function wouldKeepTooOften(state: InvestigationState, id: string, now: Date): boolean {
  const challenges = state.challenges.map((challenge) =>
    challenge.id === id
      ? { ...challenge, state: 'answered' as const, answerKind: 'keep' as const, answeredAt: now }
      : challenge,
  )
  const own = challenges.find((challenge) => challenge.id === id)
  return own !== undefined && isKeptTooOften({ ...state, challenges }, own)
}

/** By how many minutes questions can be put off. */
export const notNowDelayMinutes = [15, 30, 60, 120] as const

/**
 * *Not now…*: puts questions off, except about a recurrence or a failed action since then. It is posted publicly, with
 * the reason.
 */
export function answerNotNow(ctx: AnswerContext, minutes: number, words: string): Decision | Refusal {
  const until = new Date(ctx.now.getTime() + minutes * minuteMs)
  const because = words.trim()
  return answerWith(ctx, { kind: 'later', words, until }, ({ id }) => {
    if (!notNowDelayMinutes.some((delay) => delay === minutes)) return { refusal: 'For how long?', field: 'minutes' }
    if (!because) return { refusal: 'Say why in a few words.', field: 'text' }
    return recordAnswerEntry(ctx, {
      kind: 'challenge',
      worded: challengesDeferredEntry({ challengeId: id, minutes, because }),
      told: `*No questions for ${minutes} min:* ${escapeMrkdwn(because)}`,
      subject: `challenge ${id}`,
    })
  })
}

/** A reply in the challenge's thread is an answer too; further replies are just talk. */
export function answerByReply(ctx: WithActor<InvestigationContext>, input: LiveMessageReplied): Decision | Refusal {
  const { state } = ctx
  const challenge = state.challenges.find(({ number }) => input.liveMessage === challengeLiveMessage(number))
  const { channelId, messageTs } = input
  const words = input.text.trim()
  if (challenge?.state !== 'open' || !words) return emptyDecision
  const entry = {
    ...entryBy(ctx, state.incident.id, 'challenge', challengeReplyEntry({ challengeId: challenge.id }, words)),
    occurredAt: instantOf(messageTs),
    channelId,
    messageTs,
    captured: true,
  }
  return answerWith({ ...ctx, challengeId: challenge.id }, { kind: 'reply', words, replyTs: messageTs }, () =>
    input.isEntry ? emptyDecision : makeChangesOnlyDecision(entryAdded({ entry })),
  )
}
