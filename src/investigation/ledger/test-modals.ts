import { modalOf } from '../../messages/controls.ts'
import type { ChoiceInput, Modal } from '../../messages/modal.ts'
import { clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import type { InvestigationState } from '../state.ts'
import { testModals } from './controls.ts'
import { defaultTestMinutes } from './due.ts'
import { formatFullStatement, maxChoiceOptions, toHypothesisOptions } from './modals.ts'
import { type HypothesisTest, isRunning, selectOpenHypotheses } from './model.ts'

/** The modal value for a test that belongs to no particular hypothesis. */
export const noHypothesisValue = 'none'

/** Asks for a new test: what to look at, who looks and by when. */
export function beginTestModal(state: InvestigationState, chosen: string | null, by: string): Modal {
  const options = toHypothesisOptions(selectOpenHypotheses(state.hypotheses), chosen, maxChoiceOptions - 1)
  const to = { incidentId: state.incident.id, hypothesisId: chosen }
  return modalOf(testModals.begin, to, {
    title: 'Test',
    submit: 'Begin',
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
        initial: chosen ?? noHypothesisValue,
      },
    ],
  })
}

/** Asks for the result of a test and, if it has a hypothesis, which way the result points. */
export function testResultModal(state: InvestigationState, test: HypothesisTest): Modal {
  const hypothesis = state.hypotheses.find(({ id }) => id === test.hypothesisId)
  const speaks: ChoiceInput & { name: 'speaks' } = {
    name: 'speaks',
    label: 'What does it say of the hypothesis?',
    kind: 'choice',
    options: [
      { value: 'against', label: 'It speaks against it' },
      { value: 'for', label: 'It speaks for it' },
      { value: 'neither', label: 'Neither' },
    ],
  }
  const to = { incidentId: state.incident.id, id: test.id }
  return modalOf(testModals.result, to, {
    title: 'Result of a test',
    submit: 'Save',
    note: [
      ...(hypothesis ? [formatFullStatement(hypothesis)] : []),
      `Test: ${escapeMrkdwn(clipText(test.text, 500))}`,
    ].join('\n'),
    inputs: [{ name: 'result', label: 'What came of it?', kind: 'long', max: 1000 }, ...(hypothesis ? [speaks] : [])],
  })
}

export function moreTimeModal(state: InvestigationState, test: HypothesisTest): Modal {
  const to = { incidentId: state.incident.id, id: test.id }
  return modalOf(testModals.moreTime, to, {
    title: 'More time',
    submit: 'Save',
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
}

/** Running tests of the hypothesis with this id; of no hypothesis when the id is null or unknown. */
export const runningOf = (
  { hypotheses, otherTests }: InvestigationState,
  hypothesisId: string | null,
): HypothesisTest[] => (hypotheses.find(({ id }) => id === hypothesisId)?.tests ?? otherTests).filter(isRunning)
