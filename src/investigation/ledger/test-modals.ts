import type { IncidentState } from '../../core/state.ts'
import type { ChoiceInput, Modal } from '../../messages/modal.ts'
import { clip, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { usualTest } from './due.ts'
import { about, mostOptions, offeredOf, titled } from './modals.ts'
import { isRunning, openOnes, type Test } from './model.ts'

/** Of no hypothesis in particular, as a form says it. */
export const noneInParticular = 'none'

/** What would tell, who looks, and by when. */
export function testModal(state: IncidentState, chosen: string, by: string): Modal {
  const options = offeredOf(openOnes(state.hypotheses), chosen, mostOptions - 1)
  return {
    form: 'test.new',
    title: 'Test',
    submit: 'Begin',
    about: about(state, chosen),
    inputs: [
      { name: 'text', label: 'What would tell us?', kind: 'text', max: 300 },
      { name: 'owner', label: 'Who looks?', kind: 'person', initial: by },
      { name: 'minutes', label: 'Result expected in (minutes)', kind: 'number', initial: String(usualTest) },
      {
        name: 'hypothesis',
        label: 'Which hypothesis does it test?',
        kind: 'choice',
        options: [...options, { value: noneInParticular, label: 'None in particular' }],
        initial: chosen,
      },
    ],
  }
}

/** What came of a test. */
export function resultModal(state: IncidentState, test: Test): Modal {
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
    form: 'test.result',
    title: 'Result of a test',
    submit: 'Save',
    about: about(state, test.id),
    note: [...(hypothesis ? [titled(hypothesis)] : []), `Test: ${escapeMrkdwn(clip(test.text, 500))}`].join(
      '\n',
    ),
    inputs: [
      { name: 'result', label: 'What came of it?', kind: 'long', max: 1000 },
      ...(hypothesis ? [speaks] : []),
    ],
  }
}

export const moreTimeModal = (state: IncidentState, test: Test): Modal => ({
  form: 'test.more',
  title: 'More time',
  submit: 'Save',
  about: about(state, test.id),
  note: `Test: ${escapeMrkdwn(clip(test.text, 500))}`,
  inputs: [
    {
      name: 'minutes',
      label: 'Result expected in (minutes from now)',
      kind: 'number',
      initial: String(usualTest),
    },
  ],
})

/** The tests that run: of one hypothesis, or of none in particular. */
export const runningOf = ({ hypotheses, otherTests }: IncidentState, hypothesisId: string): Test[] =>
  (hypotheses.find(({ id }) => id === hypothesisId)?.tests ?? otherTests).filter(isRunning)
