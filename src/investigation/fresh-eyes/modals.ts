import { packedSectionBlocks, slackLimits } from '../../messages/blocks.ts'
import { modalOf } from '../../messages/controls.ts'
import type { Modal, ModalInput } from '../../messages/modal.ts'
import type { InvestigationState } from '../state.ts'
import { briefModals, type LineInput } from './controls.ts'
import type { AddressedBrief, Brief, BriefLine } from './model.ts'
import { inclusionReasonLines } from './reasons.ts'
import { briefClockStart, formatBriefOffset } from './view.ts'

/** Asks for a recipient when none is configured or none of them can look. */
export const nameRecipientModal = ({ incident }: InvestigationState, challengeId: string | null): Modal =>
  modalOf(
    briefModals.request,
    { incidentId: incident.id, challengeId },
    {
      title: 'Fresh eyes',
      submit: 'Prepare the brief',
      note: 'They get the symptoms, and no theory of ours. You read the brief before it goes.',
      inputs: [
        {
          name: 'person',
          label: 'Who has seen nothing of it?',
          kind: 'person',
          hint: 'Nobody who is or was in its channel.',
        },
      ],
    },
  )

/** Changes who gets the brief and which lines it includes. */
export function changeBriefModal(state: InvestigationState, brief: AddressedBrief): Modal {
  const lines = brief.lines.map((line, index) => ({ line, index }))
  const isIn = ({ line }: { line: BriefLine }) => line.because === null
  return modalOf(
    briefModals.change,
    { incidentId: state.incident.id, id: brief.id },
    {
      title: 'Change the brief',
      submit: 'Change',
      inputs: [
        { name: 'person', label: 'Who gets it', kind: 'person', initial: brief.recipientId },
        ...lineTickInputs('in', 'What it says', lines.filter(isIn), state),
        ...lineTickInputs(
          'out',
          'Left out, as it gives something away',
          lines.filter((one) => !isIn(one)),
          state,
        ),
      ],
      footer: packedSectionBlocks(inclusionReasonLines(brief)),
    },
  )
}

interface NumberedLine {
  line: BriefLine
  index: number
}

function lineTickInputs(
  name: 'in' | 'out',
  label: string,
  lines: readonly NumberedLine[],
  state: InvestigationState,
): ModalInput<LineInput>[] {
  const groups = Array.from({ length: Math.ceil(lines.length / slackLimits.ticks) }, (_, group) =>
    lines.slice(group * slackLimits.ticks, (group + 1) * slackLimits.ticks),
  )
  return groups.map((group, index) => ({
    name: `${name}-${index}`,
    label: groups.length > 1 ? `${label} (${index + 1} of ${groups.length})` : label,
    kind: 'ticks',
    options: group.map(({ line, index }) => ({ value: String(index), label: formatLineOption(line, state) })),
    initial: group.filter(({ line }) => line.included).map(({ index }) => String(index)),
    optional: true,
  }))
}

const formatLineOption = ({ at, text }: BriefLine, state: InvestigationState): string =>
  at ? `${formatBriefOffset(at, briefClockStart(state))} ${text}` : text

/** The indexes of the ticked lines, from every group. */
export function readTickedLines(ticks: Partial<Record<LineInput, string>>): Set<number> {
  const values = Object.values(ticks).flatMap((value) => (value ? value.split(',') : []))
  return new Set(values.map(Number))
}

/** Asks the recipient for something to check, an explanation, or both. */
export const briefAnswerModal = ({ incident }: InvestigationState, { id }: Brief): Modal =>
  modalOf(
    briefModals.answer,
    { incidentId: incident.id, id },
    {
      title: 'I would check…',
      submit: 'Send',
      note: 'One of the two is enough. It is posted to the team under your name.',
      inputs: [
        { name: 'check', label: 'What would you check first, and why?', kind: 'long', max: 300, optional: true },
        { name: 'cause', label: 'What could it be?', kind: 'text', max: 300, optional: true },
      ],
    },
  )
