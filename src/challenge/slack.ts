import type { Answered } from '../delivery/outcome.ts'
import { type Decision, isRefusal, nothing } from '../dispatch/decision.ts'
import type { Pressed } from '../dispatch/input.ts'
import type { Feature, OnIncident } from '../dispatch/registry.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import type { Modal } from '../slack/modal.ts'
import { plainly, unnamedIn } from '../slack/text.ts'
import { knownNames } from '../store/people.ts'
import type { Tx } from '../store/transaction.ts'
import { answerByReply, answerWithHypothesis, answerWithReason, answerWithTest, awaiting } from './answer.ts'
import { alarm, ask, dueNow } from './ask.ts'
import { noBackground } from './background.ts'
import type { Challenge } from './model.ts'
import { settleChallenge } from './settle.ts'
import { earlyReply } from './store.ts'
import { hypothesisModal, keepModal, testModal } from './view.ts'

/** A button that asks for words before anything is recorded. */
function opens(modal: (state: IncidentState, challenge: Challenge) => Modal): OnIncident<Pressed> {
  return {
    on: 'incident',
    act: 'respond',
    run: (state, { about }) => {
      const waiting = awaiting(state, about)
      return 'refusal' in waiting
        ? waiting
        : { ...nothing, answer: { open: modal(state, waiting.challenge) } }
    },
  }
}

/** Asking at the right minute, and taking the answers. */
export const challengeFeature: Feature = {
  due: {
    challenge: {
      on: 'incident',
      act: 'read',
      run: (state, _due, moment) => {
        const next = dueNow(state, moment)
        return next ? ask(state, next, noBackground, moment) : { changes: alarm(state, moment), send: [] }
      },
    },
  },
  settle: settleChallenge,
  buttons: {
    'challenge.hypothesis': opens(hypothesisModal),
    'challenge.test': opens(testModal),
    'challenge.keep': opens(keepModal),
  },
  forms: {
    'challenge.hypothesis': {
      on: 'incident',
      act: 'respond',
      run: (state, { about, fields, by }, moment) =>
        answerWithHypothesis(state, about, fields.text ?? '', by, moment),
    },
    'challenge.test': {
      on: 'incident',
      act: 'respond',
      run: (state, { about, fields, by }, moment) =>
        answerWithTest(state, about, fields.text ?? '', Number(fields.minutes), by, moment),
    },
    'challenge.keep': {
      on: 'incident',
      act: 'respond',
      run: (state, { about, fields, by }, moment) =>
        answerWithReason(state, about, fields.text ?? '', by, moment),
    },
  },
  replied: {
    on: 'incident',
    act: 'respond',
    run: async (state, input, moment, tx) =>
      answerByReply(state, { ...input, text: await inWords(tx, input.text) }, moment),
  },
  answered: {
    concerns: ({ send: { call } }) => call.do === 'refresh' && call.board.startsWith('challenge:'),
    run: (state, input, moment, tx) => (state ? answeredEarly(state, input, moment, tx) : nothing),
  },
}

/** What people wrote, as they read it. */
const inWords = async (tx: Tx, markup: string): Promise<string> =>
  plainly(markup, await knownNames(tx, unnamedIn(markup)))

/** A challenge can be read, and answered in its thread, before Slack's answer has told us where it stands. */
async function answeredEarly(
  state: IncidentState,
  { send: { call }, outcome }: Answered,
  moment: Moment,
  tx: Tx,
): Promise<Decision> {
  if (call.do !== 'refresh' || outcome.kind !== 'done' || outcome.result.got !== 'message') return nothing
  const { created, channelId, ts } = outcome.result
  const { id: incidentId, workspaceId } = state.incident
  const challenge = state.challenges.find(({ number }) => call.board === `challenge:${number}`)
  if (!created || !challenge) return nothing
  const reply = await earlyReply(tx, incidentId, channelId, ts)
  if (!reply) return nothing
  const { number: challengeNumber } = challenge
  const text = await inWords(tx, reply.text)
  const replied = {
    type: 'replied',
    workspaceId,
    incidentId,
    challengeNumber,
    channelId,
    ...reply,
    text,
  } as const
  const decision = answerByReply(state, replied, moment)
  return isRefusal(decision) ? nothing : decision
}
