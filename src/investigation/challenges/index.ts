import type { DecisionContext } from '../../core/context.ts'
import { answerWithModal, type Decision, emptyDecision, isRefusal, type Refusal } from '../../core/decision.ts'
import type { IncidentHandler } from '../../core/handler.ts'
import type { Actor, ButtonClicked, ChosenMessage, ModalSubmitted } from '../../core/input.ts'
import type { CallCompleted } from '../../core/outbox/outcome.ts'
import type { Feature } from '../../core/registry.ts'
import type { Modal } from '../../messages/modal.ts'
import { escapeMrkdwn, findUnlabelledIds, toPlainText } from '../../messages/mrkdwn.ts'
import { knownNames } from '../../platform/db/people.ts'
import type { Tx } from '../../platform/db/transaction.ts'
import { loadMessageContext } from '../../timeline/capture/index.ts'
import { trackHypothesis } from '../ledger/track.ts'
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
import * as modals from './modals.ts'
import type { Candidate, Challenge } from './model.ts'
import { challengeLiveMessage } from './model.ts'
import { reconcileChallenge } from './reconcile.ts'
import { type AnswerContext, requireOpenChallenge } from './record-answer.ts'
import { challengePart, challengeSavers, findAction, findEarlyReply, findQuestionBackground } from './store.ts'
import { challengeMessage } from './view.ts'

/** A button that opens a modal before anything is recorded. */
function openChallengeModal(
  modal: (state: InvestigationState, challenge: Challenge) => Modal,
): IncidentHandler<ButtonClicked, InvestigationState> {
  return {
    on: 'incident',
    act: 'respond',
    run: (state, { about }) => {
      const found = requireOpenChallenge(state, about)
      return 'refusal' in found ? found : answerWithModal(modal(state, found.challenge))
    },
  }
}

type AnswerDecision = Decision | Refusal

/**
 * A button that answers in one click. Its `about` is the challenge's id, followed by the answer if there are several.
 */
function makeAnswerButtonHandler(
  answer: (at: AnswerContext, how: string, tx: Tx) => AnswerDecision | Promise<AnswerDecision>,
): IncidentHandler<ButtonClicked, InvestigationState> {
  return {
    on: 'incident',
    act: 'respond',
    run: (state, { about, by }, ctx, tx) => {
      const [id = '', how = ''] = about.split(' ')
      return answer({ state, id, by, ctx }, how, tx)
    },
  }
}

/** A modal whose fields are the answer. */
function answerFromModal(
  answer: (at: AnswerContext, fields: Record<string, string>, tx: Tx) => AnswerDecision | Promise<AnswerDecision>,
): IncidentHandler<ModalSubmitted, InvestigationState> {
  return {
    on: 'incident',
    act: 'respond',
    run: (state, { about, fields, by }, ctx, tx) => answer({ state, id: about, by, ctx }, fields, tx),
  }
}

/** Asks challenges when they are due, and takes the answers. */
export const challengeFeature: Feature<InvestigationState, Pick<InvestigationState, 'challenges'>> = {
  part: challengePart,
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
    refreshNaming: (state, personId) =>
      state.challenges
        .filter(({ answeredBy }) => answeredBy === personId)
        .map((challenge) => refreshChallengeMessage(state, challenge)),
  },
  timerDue: {
    challenge: {
      on: 'incident',
      act: 'read',
      run: async (state, _due, ctx, tx) => {
        const next = findDueChallenge(state, ctx)
        if (!next) return { changes: setChallengeTimer(state, ctx), send: [] }
        return askChallenge(state, next, await findQuestionBackground(tx, state, next, ctx.now), ctx)
      },
    },
  },
  reconcile: reconcileChallenge,
  undone: (state, changes) =>
    changes.filter(challengeReopened.is).flatMap(({ id }) => {
      const challenge = state.challenges.find((other) => other.id === id)
      return challenge ? [refreshChallengeMessage(state, challenge)] : []
    }),
  buttons: {
    'timeline.track': {
      on: 'incident',
      act: 'respond',
      run: (state, { about, by }, ctx, tx) => trackCandidate(state, about, by, ctx, tx),
    },
    'challenge.hypothesis': openChallengeModal(modals.hypothesisModal),
    'challenge.test': openChallengeModal(modals.challengeTestModal),
    'challenge.keep': openChallengeModal(modals.keepModal),
    'challenge.later': openChallengeModal(modals.notNowModal),
    'challenge.predicted': openChallengeModal(modals.recurrencePredictedModal),
    'challenge.not_predicted': makeAnswerButtonHandler((at) => answerWithEvidence(at, 'against')),
    'challenge.rule_one_out': openChallengeModal(modals.ruleOneOutModal),
    'challenge.wait_over': openChallengeModal(modals.waitOverModal),
    'challenge.result': makeAnswerButtonHandler(async (at, how, tx) =>
      answerWithResult(at, await actionOf(tx, at), how),
    ),
    'challenge.too_early': makeAnswerButtonHandler(answerTooEarly),
    'challenge.more_time': makeAnswerButtonHandler(answerMoreTime),
    'challenge.fixed': openChallengeModal(modals.whatEndedItModal),
  },
  modals: {
    'challenge.hypothesis': answerFromModal((at, { text = '' }) => answerWithHypothesis(at, text)),
    'challenge.test': answerFromModal((at, { text = '', minutes, hypothesis }) =>
      answerWithTest(at, text, Number(minutes), hypothesis),
    ),
    'challenge.keep': answerFromModal((at, { text = '' }) => answerWithReason(at, text)),
    'challenge.later': answerFromModal((at, { text = '', minutes }) => answerNotNow(at, Number(minutes), text)),
    'challenge.predicted': answerFromModal((at, { text = '' }) => answerWithEvidence(at, 'for', text)),
    'challenge.rule_one_out': answerFromModal((at, { hypothesis = '', because = '' }) =>
      answerByRulingOut(at, hypothesis, because),
    ),
    'challenge.wait_over': answerFromModal((at, { text = '' }) => answerWaitOver(at, text)),
    'challenge.fixed': answerFromModal(async (at, { action, text = '' }, tx) =>
      answerWhatFixedIt(at, action ? await findAction(tx, at.state.incident.id, action) : null, text),
    ),
  },
  liveMessageReplied: {
    challenge: {
      on: 'incident',
      act: 'respond',
      run: async (state, input, ctx, tx) =>
        answerByReply(state, { ...input, text: await renderPlainReply(tx, input.text) }, ctx),
    },
  },
  callCompleted: {
    concerns: ({ send: { call } }) => call.do === 'refresh' && call.liveMessage.startsWith('challenge:'),
    run: (state, input, ctx, tx) => (state ? takeEarlyReply(state, input, ctx, tx) : emptyDecision),
  },
}

/** The action a challenge asks about. */
async function actionOf(tx: Tx, { state, id }: AnswerContext) {
  const aboutId = state.challenges.find((challenge) => challenge.id === id)?.aboutId
  return aboutId ? await findAction(tx, state.incident.id, aboutId) : undefined
}
/** A reply as plain text, with names in place of ids. */
const renderPlainReply = async (tx: Tx, markup: string): Promise<string> =>
  toPlainText(markup, await knownNames(tx, findUnlabelledIds(markup)))

/** Takes a reply that was posted in the challenge's thread before Slack's answer told us where the challenge is. */
async function takeEarlyReply(
  state: InvestigationState,
  { send: { call }, outcome }: CallCompleted,
  ctx: DecisionContext,
  tx: Tx,
): Promise<Decision> {
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
  const decision = answerByReply(state, replied, ctx)
  return isRefusal(decision) ? emptyDecision : decision
}

/** *Track this* on a message that a challenge quotes: tracks it as a hypothesis and answers the challenge with it. */
async function trackCandidate(
  state: InvestigationState,
  about: string,
  by: Actor,
  ctx: DecisionContext,
  tx: Tx,
): Promise<Decision | Refusal> {
  const [id = '', index] = about.split(' ')
  const candidate = state.challenges.find((challenge) => challenge.id === id)?.candidates[Number(index)]
  if (!candidate) return { refusal: 'That question is not there any more.' }
  const { channelId, ts, text } = candidate
  const messageContext = await loadMessageContext(tx, state.incident.id, channelId, ts)
  const tracked = messageContext.deletedAt
    ? { refusal: 'The message was deleted in Slack. *Track a hypothesis* takes it in your words.' }
    : trackHypothesis(state, toChosenMessage(candidate), messageContext, by, ctx)
  return answerWithMessage({ state, id, by, ctx }, text, tracked)
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
