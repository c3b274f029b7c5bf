import type { ChoiceInput, Modal } from '../../messages/modal.ts'
import { clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import type { InvestigationState } from '../state.ts'
import { defaultTestMinutes } from './due.ts'
import { formatFullStatement, ledgerModalTarget, maxChoiceOptions, toHypothesisOptions } from './modals.ts'
import { type HypothesisTest, isRunning, selectOpenHypotheses } from './model.ts'

/** The modal value for a test that belongs to no particular hypothesis. */
export const noHypothesisValue = 'none'

/** Asks for a new test: what to look at, who looks and by when. */
export function beginTestModal(state: InvestigationState, chosen: string, by: string): Modal {
  const options = toHypothesisOptions(selectOpenHypotheses(state.hypotheses), chosen, maxChoiceOptions - 1)
  return {
    callbackId: 'test.new',
    title: 'Test',
    submit: 'Begin',
    about: ledgerModalTarget(state, chosen),
    inputs: [
      { name: 'text', label: 'What would tell us?', kind: 'text', max: 300 },
      { name: 'owner', label: 'Who looks?', kind: 'person', initial: by },
      {
        name: 'minutes',
        label: 'Result expected in (minutes)',
        kind: 'number',
        initial: String(defaultTestMinutes),
      },
      {
        name: 'hypothesis',
        label: 'Which hypothesis does it test?',
        kind: 'choice',
        options: [...options, { value: noHypothesisValue, label: 'None in particular' }],
        initial: chosen,
      },
    ],
  }
}

/** Asks for the result of a test and, if it has a hypothesis, which way the result points. */
export function testResultModal(state: InvestigationState, test: HypothesisTest): Modal {
  const hypothesis = state.hypotheses.find(({ id }) => id === test.hypothesisId)
  const speaks: ChoiceInput = {
    name: 'speaks',
    label: 'What does it say of the hypothesis?',
    kind: 'choice',
    options: [
      { value: 'against', label: 'It speaks against it' },
      { value: 'for', label: 'It speaks for it' },
      { value: 'neither', label: 'Neither' },
    ],
  }
  return {
    callbackId: 'test.result',
    title: 'Result of a test',
    submit: 'Save',
    about: ledgerModalTarget(state, test.id),
    note: [
      ...(hypothesis ? [formatFullStatement(hypothesis)] : []),
      `Test: ${escapeMrkdwn(clipText(test.text, 500))}`,
    ].join('\n'),
    inputs: [{ name: 'result', label: 'What came of it?', kind: 'long', max: 1000 }, ...(hypothesis ? [speaks] : [])],
  }
}

export const moreTimeModal = (state: InvestigationState, test: HypothesisTest): Modal => ({
  callbackId: 'test.more',
  title: 'More time',
  submit: 'Save',
  about: ledgerModalTarget(state, test.id),
  note: `Test: ${escapeMrkdwn(clipText(test.text, 500))}`,
  inputs: [
    {
      name: 'minutes',
      label: 'Result expected in (minutes from now)',
      kind: 'number',
      initial: String(defaultTestMinutes),
    },
  ],
})

/** Running tests of the hypothesis with this id; of no hypothesis when the id is unknown, as `noHypothesisValue` is. */
export const runningOf = ({ hypotheses, otherTests }: InvestigationState, hypothesisId: string): HypothesisTest[] =>
  (hypotheses.find(({ id }) => id === hypothesisId)?.tests ?? otherTests).filter(isRunning)
