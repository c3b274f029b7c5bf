import { answerWithModal, type Decision, emptyDecision, isRefusal, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import type { Feature } from '../../core/feature/feature.ts'
import type { Outcomes } from '../../core/feature/handler.ts'
import { onAction, onModal, type Submitted } from '../../core/feature/on-control.ts'
import type { ChosenMessage } from '../../core/input.ts'
import type { CallCompleted } from '../../core/outbox/outcome.ts'
import type { Action, ModalKind } from '../../messages/action.ts'
import type { Modal } from '../../messages/modal.ts'
import { escapeMrkdwn, findUnlabelledIds, toPlainText } from '../../messages/mrkdwn.ts'
import { knownNames } from '../../platform/db/people.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { loadMessageContext } from '../../timeline/capture/index.ts'
import { trackHypothesis } from '../ledger/track.ts'
import type { InvestigationContext } from '../settings.ts'
import type { InvestigationState } from '../state.ts'
import {
  answerByReply,
  answerNotNow,
  answerWithHypothesis,
  answerWithMessage,
  answerWithReason,
  answerWithTest,
} from './answer.ts'
import { answerByRulingOut, answerWaitOver, answerWithEvidence } from './answer-ledger.ts'
import { answerMoreTime, answerTooEarly, answerWhatFixedIt, answerWithResult } from './answer-result.ts'
import { askChallenge, findDueChallenge, refreshChallengeMessage, setChallengeTimer } from './ask.ts'
import { challengeReopened } from './changes.ts'
import { challengeActions, challengeModals } from './controls.ts'
import * as modals from './modals.ts'
import type { Candidate, Challenge } from './model.ts'
import { challengeLiveMessage } from './model.ts'
import { reconcileChallenge } from './reconcile.ts'
import { type AnswerContext, requireOpenChallenge } from './record-answer.ts'
import { ChallengeSettings } from './settings.ts'
import { challengePart, challengeSavers, findAction, findEarlyReply, findQuestionBackground } from './store.ts'
import { challengeMessage } from './view.ts'

/** Registers an action that opens a modal before anything is recorded. */
const opensChallengeModal = (
  action: Action<{ id: string }>,
  makeModal: (state: InvestigationState, challenge: Challenge) => Modal,
) =>
  onAction(action, 'respond', ({ state }: InvestigationContext, { about }) => {
    const found = requireOpenChallenge(state, about.id)
    return 'refusal' in found ? found : answerWithModal(makeModal(state, found.challenge))
  })

/** Registers an action that answers in one click. */
const answers = <About extends { id: string }>(
  action: Action<About>,
  answer: (ctx: AnswerContext, about: About, tx: Tx) => Outcomes,
) =>
  onAction(action, 'respond', (ctx: WithActor<InvestigationContext>, { about }, tx) =>
    answer({ ...ctx, challengeId: about.id }, about, tx),
  )

/** Registers a modal whose fields are the answer. */
const answersFrom = <Input extends string>(
  kind: ModalKind<{ id: string }, Input>,
  answer: (ctx: AnswerContext, fields: Submitted<object, Input>['fields'], tx: Tx) => Outcomes,
) =>
  onModal(kind, 'respond', (ctx: WithActor<InvestigationContext>, { about, fields }, tx) =>
    answer({ ...ctx, challengeId: about.id }, fields, tx),
  )

/** Asks challenges when they are due, and takes the answers. */
export const challengeFeature: Feature<
  InvestigationContext,
  Pick<InvestigationState, 'challenges'>,
  ChallengeSettings
> = {
  name: 'challenges',
  part: challengePart,
  settings: ChallengeSettings,
  savers: challengeSavers,
  liveMessages: {
    challenge: {
      render(state, key) {
        const challenge = state.challenges.find(({ number }) => String(number) === key)
        return challenge && challengeMessage(state, challenge)
      },
    },
  },
  contributes: {
    unmarkedKind: ({ incident, challenges }, { channelId, messageTs }) =>
      channelId === incident.channelId && challenges.some(({ replyTs }) => replyTs === messageTs)
        ? 'challenge'
        : undefined,
    refreshNaming: ({ state }, personId) =>
      state.challenges
        .filter(({ answeredBy }) => answeredBy === personId)
        .map((challenge) => refreshChallengeMessage(state, challenge)),
  },
  timerDue: {
    challenge: {
      on: 'incident',
      act: 'read',
      run: async (ctx, _due, tx) => {
        const next = findDueChallenge(ctx)
        if (!next) return { changes: setChallengeTimer(ctx), send: [] }
        return askChallenge(ctx, next, await findQuestionBackground(tx, ctx.state, next, ctx.now))
      },
    },
  },
  reconcile: reconcileChallenge,
  undone: ({ state }, changes) =>
    changes.filter(challengeReopened.is).flatMap(({ id }) => {
      const challenge = state.challenges.find((other) => other.id === id)
      return challenge ? [refreshChallengeMessage(state, challenge)] : []
    }),
  actions: [
    answers(challengeActions.track, trackCandidate),
    opensChallengeModal(challengeActions.hypothesis, modals.hypothesisModal),
    opensChallengeModal(challengeActions.test, modals.challengeTestModal),
    opensChallengeModal(challengeActions.keep, modals.keepModal),
    opensChallengeModal(challengeActions.later, modals.notNowModal),
    opensChallengeModal(challengeActions.predicted, modals.recurrencePredictedModal),
    answers(challengeActions.notPredicted, (ctx) => answerWithEvidence(ctx, 'against')),
    opensChallengeModal(challengeActions.ruleOneOut, modals.ruleOneOutModal),
    opensChallengeModal(challengeActions.waitOver, modals.waitOverModal),
    answers(challengeActions.result, async (ctx, { result }, tx) =>
      answerWithResult(ctx, await actionOf(tx, ctx), result),
    ),
    answers(challengeActions.tooEarly, answerTooEarly),
    answers(challengeActions.moreTime, answerMoreTime),
    opensChallengeModal(challengeActions.fixed, modals.whatEndedItModal),
  ],
  modals: [
    answersFrom(challengeModals.hypothesis, (ctx, { text = '' }) => answerWithHypothesis(ctx, text)),
    answersFrom(challengeModals.test, (ctx, { text = '', minutes, hypothesis }) =>
      answerWithTest(ctx, text, Number(minutes), hypothesis),
    ),
    answersFrom(challengeModals.keep, (ctx, { text = '' }) => answerWithReason(ctx, text)),
    answersFrom(challengeModals.later, (ctx, { text = '', minutes }) => answerNotNow(ctx, Number(minutes), text)),
    answersFrom(challengeModals.predicted, (ctx, { text = '' }) => answerWithEvidence(ctx, 'for', text)),
    answersFrom(challengeModals.ruleOneOut, (ctx, { hypothesis = '', because = '' }) =>
      answerByRulingOut(ctx, hypothesis, because),
    ),
    answersFrom(challengeModals.waitOver, (ctx, { text = '' }) => answerWaitOver(ctx, text)),
    answersFrom(challengeModals.fixed, async (ctx, { action, text = '' }, tx) =>
      answerWhatFixedIt(ctx, action ? await findAction(tx, ctx.state.incident.id, action) : null, text),
    ),
  ],
  liveMessageReplied: {
    challenge: {
      on: 'incident',
      act: 'respond',
      run: async (ctx, input, tx) => answerByReply(ctx, { ...input, text: await renderPlainReply(tx, input.text) }),
    },
  },
  callCompleted: [
    {
      on: 'incident',
      concerns: ({ send: { call } }) => call.do === 'refresh' && call.liveMessage.startsWith('challenge:'),
      run: takeEarlyReply,
    },
  ],
}

/** The action a challenge asks about. */
async function actionOf(tx: Tx, { state, challengeId }: AnswerContext) {
  const aboutId = state.challenges.find((challenge) => challenge.id === challengeId)?.aboutId
  return aboutId ? await findAction(tx, state.incident.id, aboutId) : undefined
}
/** A reply as plain text, with names in place of ids. */
const renderPlainReply = async (tx: Tx, markup: string): Promise<string> =>
  toPlainText(markup, await knownNames(tx, findUnlabelledIds(markup)))

/** Takes a reply that was posted in the challenge's thread before Slack's answer told us where the challenge is. */
async function takeEarlyReply(
  ctx: InvestigationContext,
  { send: { call }, outcome }: CallCompleted,
  tx: Tx,
): Promise<Decision> {
  const { state } = ctx
  if (call.do !== 'refresh' || outcome.kind !== 'done' || outcome.result.got !== 'message') return emptyDecision
  const { created, channelId, ts } = outcome.result
  const { id: incidentId, workspaceId } = state.incident
  const challenge = state.challenges.find(({ number }) => call.liveMessage === challengeLiveMessage(number))
  if (!created || !challenge) return emptyDecision
  const reply = await findEarlyReply(tx, incidentId, channelId, ts)
  if (!reply) return emptyDecision
  const text = await renderPlainReply(tx, reply.text)
  const replied = {
    type: 'liveMessageReplied',
    workspaceId,
    incidentId,
    liveMessage: call.liveMessage,
    channelId,
    ...reply,
    text,
  } as const
  const decision = answerByReply({ ...ctx, by: reply.by }, replied)
  return isRefusal(decision) ? emptyDecision : decision
}

/** *Track this* on a message that a challenge quotes: tracks it as a hypothesis and answers the challenge with it. */
async function trackCandidate(ctx: AnswerContext, { index }: { index: number }, tx: Tx): Promise<Decision | Refusal> {
  const { state, challengeId } = ctx
  const candidate = state.challenges.find((challenge) => challenge.id === challengeId)?.candidates[index]
  if (!candidate) return { refusal: 'That question is not there any more.' }
  const { text } = candidate
  const messageContext = await loadMessageContext(tx, state.incident.id, candidate)
  const tracked = messageContext.deletedAt
    ? { refusal: 'The message was deleted in Slack. *Track a hypothesis* takes it in your words.' }
    : trackHypothesis(ctx, toChosenMessage(candidate), messageContext)
  return answerWithMessage(ctx, text, tracked)
}

/** The message as the challenge quotes it. The stored message, if any, takes precedence. */
const toChosenMessage = ({ channelId, ts, text }: Candidate): ChosenMessage => ({
  channelId,
  ts,
  threadTs: null,
  text: escapeMrkdwn(text),
  author: null,
  isPrivate: false,
  hasMore: false,
})
