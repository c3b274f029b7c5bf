import type { ModalKind } from '../../messages/action.ts'
import { modalOf } from '../../messages/controls.ts'
import type { ChoiceInput, Modal, ModalInput, TextInput } from '../../messages/modal.ts'
import { clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { toOneLine } from '../../platform/text.ts'
import { formatClockTime } from '../../platform/time/format.ts'
import type { InvestigationState } from '../state.ts'
import { hypothesisModals } from './controls.ts'
import { maxObservationLength } from './evidence.ts'
import { type CitableEntry, type Hypothesis, selectOpenHypotheses, stateName, stillUnexplained } from './model.ts'
import { explainedBySomethingElse, noExplanationNeeded } from './unexplained.ts'

/** Slack allows 100 options per select menu. */
export const maxChoiceOptions = 100

export const formatFullStatement = ({ statement }: Hypothesis): string => `*${escapeMrkdwn(statement)}*`

/** Builds a modal that asks for the reason, and for whatever `more` asks, before it closes a hypothesis. */
function whyModal<Input extends string>(
  kind: ModalKind<{ id: string }, 'because' | Input>,
  title: string,
  label: string,
  ...more: (ModalInput & { name: Input })[]
): (state: Pick<InvestigationState, 'incident'>, hypothesis: Hypothesis) => Modal {
  return ({ incident }, hypothesis) => {
    const to = { incidentId: incident.id, id: hypothesis.id }
    return modalOf(kind, to, {
      title,
      submit: title,
      note: formatFullStatement(hypothesis),
      inputs: [{ name: 'because', label, kind: 'long', max: 1000 }, ...more],
    })
  }
}

export const ruleOutModal = whyModal(hypothesisModals.ruleOut, 'Rule out', 'Why is it ruled out?')
export const parkModal = whyModal(hypothesisModals.park, 'Park', 'Why is it put aside?')
export const confirmModal = whyModal(hypothesisModals.confirm, 'Confirm', 'What shows it?', {
  name: 'verdict',
  label: 'It is',
  kind: 'choice',
  options: [
    { value: 'cause', label: 'The cause' },
    { value: 'contributing', label: 'A contributing factor' },
  ],
  initial: 'cause',
})

const toHypothesisOption = ({ id, number, statement, state }: Hypothesis) => ({
  value: id,
  label: `${number}. ${clipText(toOneLine(statement), 50)}${state === 'open' ? '' : ` (${stateName[state]})`}`,
})

/** At most `most` options; the chosen hypothesis comes first, so it is always offered. */
export const toHypothesisOptions = (
  hypotheses: readonly Hypothesis[],
  chosen: string | null,
  most = maxChoiceOptions,
) =>
  hypotheses
    .toSorted((a, b) => Number(b.id === chosen) - Number(a.id === chosen))
    .slice(0, most)
    .map(toHypothesisOption)

/** Asks which closed hypothesis to reopen, the latest first, and why. */
export function reopenModal(state: InvestigationState, chosen: string | null): Modal {
  const closed = state.hypotheses.filter((hypothesis) => hypothesis.state !== 'open').toReversed()
  const to = { incidentId: state.incident.id, id: chosen }
  return modalOf(hypothesisModals.reopen, to, {
    title: 'Reopen',
    submit: 'Reopen',
    inputs: [
      {
        name: 'hypothesis',
        label: 'Which?',
        kind: 'choice',
        options: toHypothesisOptions(closed, chosen),
        ...(chosen !== null && { initial: chosen }),
      },
      { name: 'because', label: 'What brings it back?', kind: 'long', max: 1000 },
    ],
  })
}

/** Asks which open hypothesis to show in detail. */
export function othersModal(state: InvestigationState): Modal {
  const to = { incidentId: state.incident.id, state: 'open' as const }
  return modalOf(hypothesisModals.others, to, {
    title: 'Hypotheses',
    submit: 'Show',
    inputs: [
      {
        name: 'hypothesis',
        label: 'Which?',
        kind: 'choice',
        options: selectOpenHypotheses(state.hypotheses).slice(0, maxChoiceOptions).map(toHypothesisOption),
      },
    ],
  })
}

type EntryInput = (ChoiceInput & { name: 'entry' }) | (TextInput & { name: 'text' })

/** Inputs for an existing entry or the text of a new one; without entries to choose from, the text is required. */
function entryInputs(tellings: readonly CitableEntry[], zone: string): EntryInput[] {
  const entry: EntryInput = {
    name: 'entry',
    label: 'An entry of the timeline',
    kind: 'choice',
    options: tellings.map(({ id, text, at }) => ({
      value: id,
      label: `${formatClockTime(at, zone)} ${clipText(toOneLine(text) || 'an entry without words', 66)}`,
    })),
    hint: `The latest ones; times in ${zone}.`,
    optional: true,
  }
  const text: EntryInput = {
    name: 'text',
    label: tellings.length > 0 ? 'Or something new that was seen' : 'What was seen?',
    kind: 'text',
    max: maxObservationLength,
    optional: tellings.length > 0,
  }
  return [...(tellings.length > 0 ? [entry] : []), text]
}

/** Asks for evidence. Closed hypotheses are offered too: evidence for one of them offers to reopen it. */
export function evidenceModal(state: InvestigationState, chosen: string, tellings: readonly CitableEntry[]): Modal {
  const { hypotheses, incident } = state
  const closed = hypotheses.filter((hypothesis) => hypothesis.state !== 'open').toReversed()
  const all = [...selectOpenHypotheses(hypotheses), ...closed]
  const to = { incidentId: incident.id, id: chosen }
  return modalOf(hypothesisModals.evidence, to, {
    title: 'Evidence',
    submit: 'Add',
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
        options: toHypothesisOptions(all, chosen),
        initial: chosen,
      },
    ],
  })
}

/** Asks what is unexplained. */
export function unexplainedModal(state: InvestigationState, tellings: readonly CitableEntry[]): Modal {
  const to = { incidentId: state.incident.id, observation: 'new' as const }
  return modalOf(hypothesisModals.unexplained, to, {
    title: 'Unexplained',
    submit: 'Note it',
    inputs: entryInputs(tellings, state.incident.zone),
  })
}

/** Asks which observation is explained, and by what. */
export function explainedModal(state: InvestigationState, chosen: string | null): Modal {
  const to = { incidentId: state.incident.id, entryId: chosen }
  return modalOf(hypothesisModals.explained, to, {
    title: 'Explained',
    submit: 'Note it',
    inputs: [
      whichObservation(state, chosen),
      {
        name: 'how',
        label: 'By what?',
        kind: 'choice',
        options: [
          ...state.hypotheses
            .filter((hypothesis) => hypothesis.state === 'open' || hypothesis.state === 'confirmed')
            .slice(2 - maxChoiceOptions)
            .map(toHypothesisOption),
          { value: explainedBySomethingElse, label: 'Something else' },
          { value: noExplanationNeeded, label: 'It needs no explaining' },
        ],
      },
      {
        name: 'text',
        label: 'How?',
        kind: 'text',
        max: maxObservationLength,
        optional: true,
        hint: 'Needed where it is something else.',
      },
    ],
  })
}

/** Preselects the observation the modal was opened for, or else the oldest. */
function whichObservation({ unexplained }: InvestigationState, chosen: string | null): ChoiceInput & { name: 'entry' } {
  const open = stillUnexplained(unexplained)
  const first = open.find(({ entryId }) => entryId === chosen) ?? open[0]
  const offered = [...new Set([...(first ? [first] : []), ...open])].slice(0, maxChoiceOptions)
  return {
    name: 'entry',
    label: 'What is explained?',
    kind: 'choice',
    options: offered.map(({ entryId, text }) => ({
      value: entryId,
      label: toOneLine(text) || 'an entry without words',
    })),
    ...(first && { initial: first.entryId }),
  }
}
