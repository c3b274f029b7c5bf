import type { IncidentState } from '../dispatch/state.ts'
import type { ChoiceInput, Modal, TextInput } from '../slack/modal.ts'
import { clip, escapeMrkdwn } from '../slack/text.ts'
import { usualTest } from './due.ts'
import { longestObservation } from './evidence.ts'
import { oneLine } from './ledger.ts'
import {
  type Hypothesis,
  isRunning,
  openOnes,
  stateName,
  stillUnexplained,
  type Telling,
  type Test,
} from './model.ts'
import { needsNone } from './unexplained.ts'

/** As many as one menu of Slack's holds. */
const mostOptions = 100

const about = ({ incident }: Pick<IncidentState, 'incident'>, id: string) => ({
  incidentId: incident.id,
  about: id,
})
const titled = ({ statement }: Hypothesis): string => `*${escapeMrkdwn(statement)}*`

/** A form that asks why, before a hypothesis leaves the table. */
function whyModal(
  form: string,
  title: string,
  label: string,
): (state: Pick<IncidentState, 'incident'>, hypothesis: Hypothesis) => Modal {
  return (state, hypothesis) => ({
    form,
    title,
    submit: title,
    about: about(state, hypothesis.id),
    note: titled(hypothesis),
    inputs: [{ name: 'because', label, kind: 'long', max: 1000 }],
  })
}

export const ruleOutModal = whyModal('hypothesis.rule_out', 'Rule out', 'Why is it ruled out?')
export const parkModal = whyModal('hypothesis.park', 'Park', 'Why is it put aside?')

export function confirmModal(state: Pick<IncidentState, 'incident'>, hypothesis: Hypothesis): Modal {
  const asked = whyModal('hypothesis.confirm', 'Confirm', 'What shows it?')(state, hypothesis)
  const verdict: ChoiceInput = {
    name: 'verdict',
    label: 'It is',
    kind: 'choice',
    options: [
      { value: 'cause', label: 'The cause' },
      { value: 'contributing', label: 'A contributing factor' },
    ],
    initial: 'cause',
  }
  return { ...asked, inputs: [...asked.inputs, verdict] }
}

const optionOf = ({ id, number, statement, state }: Hypothesis) => ({
  value: id,
  label: `${number}. ${clip(oneLine(statement), 50)}${state === 'open' ? '' : ` (${stateName[state]})`}`,
})

/** One of the closed ones, the latest first, and what brings it back. */
export function reopenModal(state: IncidentState, chosen: string): Modal {
  const closed = state.hypotheses.filter((known) => known.state !== 'open').toReversed()
  return {
    form: 'hypothesis.reopen',
    title: 'Reopen',
    submit: 'Reopen',
    about: about(state, chosen),
    inputs: [
      {
        name: 'hypothesis',
        label: 'Which?',
        kind: 'choice',
        options: closed.slice(0, mostOptions).map(optionOf),
        initial: chosen,
      },
      { name: 'because', label: 'What brings it back?', kind: 'long', max: 1000 },
    ],
  }
}

/** One of the open ones, to see it and what can be done with it. */
export const othersModal = (state: IncidentState): Modal => ({
  form: 'hypothesis.others',
  title: 'Hypotheses',
  submit: 'Show',
  about: about(state, 'open'),
  inputs: [
    {
      name: 'hypothesis',
      label: 'Which?',
      kind: 'choice',
      options: openOnes(state.hypotheses).slice(0, mostOptions).map(optionOf),
    },
  ],
})

/** Which entry it is: one of the latest, or something new in words. */
function entryInputs(tellings: readonly Telling[], zone: string): (ChoiceInput | TextInput)[] {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
  const entry: ChoiceInput = {
    name: 'entry',
    label: 'An entry of the timeline',
    kind: 'choice',
    options: tellings.map(({ id, text, at }) => ({
      value: id,
      label: `${clock.format(at)} ${clip(oneLine(text) || 'an entry without words', 66)}`,
    })),
    hint: `The latest ones; times in ${zone}.`,
    optional: true,
  }
  const text: TextInput = {
    name: 'text',
    label: tellings.length > 0 ? 'Or something new that was seen' : 'What was seen?',
    kind: 'text',
    max: longestObservation,
    optional: tellings.length > 0,
  }
  return [...(tellings.length > 0 ? [entry] : []), text]
}

/** What speaks for a hypothesis, or against it. */
export function evidenceModal(state: IncidentState, chosen: string, tellings: readonly Telling[]): Modal {
  const { hypotheses, incident } = state
  const closed = hypotheses.filter((known) => known.state !== 'open').toReversed()
  const all = [...hypotheses.filter(({ id }) => id === chosen), ...openOnes(hypotheses), ...closed]
  return {
    form: 'hypothesis.evidence',
    title: 'Evidence',
    submit: 'Add',
    about: about(state, chosen),
    inputs: [
      ...entryInputs(tellings, incident.zone),
      {
        name: 'stance',
        label: 'It speaks',
        kind: 'choice',
        options: [
          { value: 'for', label: 'For it' },
          { value: 'against', label: 'Against it' },
        ],
      },
      {
        name: 'hypothesis',
        label: 'Which hypothesis?',
        kind: 'choice',
        options: [...new Set(all)].slice(0, mostOptions).map(optionOf),
        initial: chosen,
      },
    ],
  }
}

/** What nobody can account for. */
export const unexplainedModal = (state: IncidentState, tellings: readonly Telling[]): Modal => ({
  form: 'hypothesis.unexplained',
  title: 'Not explained',
  submit: 'Note it',
  about: about(state, 'new'),
  inputs: entryInputs(tellings, state.incident.zone),
})

/** What accounts for something unexplained after all. */
export const explainedModal = (state: IncidentState): Modal => ({
  form: 'hypothesis.explained',
  title: 'Explained',
  submit: 'Note it',
  about: about(state, 'all'),
  inputs: [
    {
      name: 'entry',
      label: 'What is explained?',
      kind: 'choice',
      options: stillUnexplained(state.unexplained)
        .slice(0, mostOptions)
        .map(({ entryId, text }) => ({ value: entryId, label: oneLine(text) || 'an entry without words' })),
    },
    {
      name: 'how',
      label: 'By what?',
      kind: 'choice',
      options: [
        ...openOnes(state.hypotheses)
          .slice(0, mostOptions - 1)
          .map(optionOf),
        { value: needsNone, label: 'It needs no explaining' },
      ],
    },
  ],
})

/** Of no hypothesis in particular, as a form says it. */
export const noneInParticular = 'none'

/** What would tell, who looks, and by when. */
export function testModal(state: IncidentState, chosen: string, by: string): Modal {
  const options = openOnes(state.hypotheses)
    .slice(0, mostOptions - 1)
    .map(optionOf)
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
