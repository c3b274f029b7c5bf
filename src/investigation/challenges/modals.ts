import type { ModalKind } from '../../messages/action.ts'
import { modalOf } from '../../messages/controls.ts'
import type { ChoiceInput, Modal, TextInput } from '../../messages/modal.ts'
import { clipText } from '../../messages/mrkdwn.ts'
import { type Hypothesis, selectOpenHypotheses } from '../ledger/model.ts'
import type { InvestigationState } from '../state.ts'
import { notNowDelayMinutes } from './answer.ts'
import { challengeModals } from './controls.ts'
import { getKeepWording } from './keep-wording.ts'
import type { Challenge } from './model.ts'
import { renderChallengePrompt } from './view.ts'

type ModalContent<Input extends string> = Parameters<typeof modalOf<{ id: string }, Input>>[2]

const challengeModal = <Input extends string>(
  kind: ModalKind<{ id: string }, Input>,
  { incident }: InvestigationState,
  challenge: Challenge,
  content: ModalContent<Input>,
): Modal =>
  modalOf(kind, { incidentId: incident.id, id: challenge.id }, { ...content, note: renderChallengePrompt(challenge) })

const answerTextInput = (label: string): TextInput & { name: 'text' } => ({
  name: 'text',
  label,
  kind: 'text',
  max: 300,
})

/** How many hypotheses a modal offers, the latest ones. Slack allows a hundred options. */
const maxHypothesisOptions = 50

const choiceOf = (hypotheses: readonly Hypothesis[]): ChoiceInput & { name: 'hypothesis' } => ({
  name: 'hypothesis',
  label: 'Which hypothesis?',
  kind: 'choice',
  options: hypotheses
    .slice(-maxHypothesisOptions)
    .map(({ id, number, statement }) => ({ value: id, label: clipText(`${number}. ${statement}`, 75) })),
})

export function hypothesisModal(state: InvestigationState, challenge: Challenge): Modal {
  const isFirst = challenge.reason === 'no_hypothesis'
  return challengeModal(challengeModals.hypothesis, state, challenge, {
    title: isFirst ? 'Track a hypothesis' : 'Another cause',
    submit: 'Track',
    inputs: [answerTextInput(isFirst ? 'What could it be?' : 'What else could it be?')],
  })
}

/** A crowd has no hypothesis in particular, so somebody has to say which one to test. */
export function challengeTestModal(state: InvestigationState, challenge: Challenge): Modal {
  const isOneOf = challenge.reason === 'untested_crowd'
  return challengeModal(challengeModals.test, state, challenge, {
    title: isOneOf ? 'Test one' : 'Test it',
    submit: 'Begin',
    inputs: [
      ...(isOneOf ? [choiceOf(selectOpenHypotheses(state.hypotheses))] : []),
      answerTextInput('What would tell us?'),
      { name: 'minutes', label: 'Result expected in (minutes)', kind: 'number', initial: '15' },
    ],
  })
}

export function keepModal(state: InvestigationState, challenge: Challenge): Modal {
  const { title, submit, label } = getKeepWording(challenge.reason)
  return challengeModal(challengeModals.keep, state, challenge, {
    title,
    submit,
    inputs: [{ name: 'text', label, kind: 'long', max: 1000 }],
  })
}

export function notNowModal(state: InvestigationState, challenge: Challenge): Modal {
  return challengeModal(challengeModals.later, state, challenge, {
    title: 'Not now',
    submit: 'Put off',
    inputs: [
      {
        name: 'minutes',
        label: 'No questions for',
        kind: 'choice',
        options: notNowDelayMinutes.map((minutes) => ({ value: String(minutes), label: `${minutes} min` })),
        initial: '30',
      },
      answerTextInput('Because'),
    ],
  })
}

export const recurrencePredictedModal = (state: InvestigationState, challenge: Challenge): Modal =>
  challengeModal(challengeModals.predicted, state, challenge, {
    title: 'Yes, because…',
    submit: 'Record',
    inputs: [answerTextInput('Why does it come back, if this is the cause?')],
  })

export const ruleOneOutModal = (state: InvestigationState, challenge: Challenge): Modal =>
  challengeModal(challengeModals.ruleOneOut, state, challenge, {
    title: 'Rule one out',
    submit: 'Rule out',
    inputs: [
      choiceOf(selectOpenHypotheses(state.hypotheses)),
      { name: 'because', label: 'Why is it ruled out?', kind: 'long', max: 1000 },
    ],
  })

export const waitOverModal = (state: InvestigationState, challenge: Challenge): Modal =>
  challengeModal(challengeModals.waitOver, state, challenge, {
    title: 'It is over',
    submit: 'Record',
    inputs: [answerTextInput('What came of it?')],
  })

/** How many of the latest actions are offered as what ended it. */
const latestActions = 20

export function whatEndedItModal(state: InvestigationState, challenge: Challenge): Modal {
  const latest = state.actions.slice(-latestActions).toReversed()
  const which: ChoiceInput & { name: 'action' } = {
    name: 'action',
    label: 'Which action?',
    kind: 'choice',
    optional: true,
    options: latest.map(({ entryId, text }) => ({ value: entryId, label: clipText(text, 75) })),
  }
  return challengeModal(challengeModals.fixed, state, challenge, {
    title: 'What ended it',
    submit: 'Record',
    inputs: [
      ...(latest.length > 0 ? [which] : []),
      { ...answerTextInput('In your words'), optional: latest.length > 0 },
    ],
  })
}
