import { incidentHeadline } from '../../core/incident/lines.ts'
import { incidentModes, type Mode } from '../../core/incident/model.ts'
import type { ViewerState } from '../../core/state.ts'
import { actionRowBlock, buttonElement } from '../../messages/blocks.ts'
import type { Modal, ModalInput, TickInput } from '../../messages/modal.ts'
import type { Settings } from '../../platform/config/settings.ts'
import { longestTitle } from './declare.ts'
import { packOrigin, unpackOrigin } from './from-message.ts'
import { timeInputHint } from './read-time.ts'

/** Initial values of the modal's fields, by name. */
type DeclareModalValues = Readonly<Record<string, string>>

const declareModalTitles: Record<Mode, string> = {
  live: 'Declare an incident',
  drill: 'Declare a drill',
  retrospective: 'Write up an incident',
}

/** The declare modal with only title and severity, to be quick at 03:00. Everything else is behind *More…*. */
export function declareModal(
  state: ViewerState,
  settings: Settings,
  channelId: string | undefined,
  about = packOrigin('live'),
  filled: DeclareModalValues = {},
): Modal {
  const more = buttonElement('More…', 'incident.declare_more', { incidentId: '', about: '' })
  return {
    ...declareModalFrame(state, channelId, modeOf(about)),
    about: { incidentId: '', about },
    inputs: essentialInputs(settings, filled),
    footer: [actionRowBlock(more)],
  }
}

/** The declare modal with all fields, opened by *More…*. */
export function fullDeclareModal(
  state: ViewerState,
  settings: Settings,
  channelId: string | undefined,
  about: string,
  filled: DeclareModalValues,
): Modal {
  const mode = modeOf(about)
  return {
    ...declareModalFrame(state, channelId, mode),
    about: { incidentId: '', about },
    inputs: [
      ...essentialInputs(settings, filled),
      ...detailInputs(filled),
      {
        name: 'mode',
        label: 'Mode',
        kind: 'choice',
        options: incidentModes.map((value) => ({ value, label: modeLabels[value] })),
        initial: mode,
      },
      ...placeInputs(state, channelId),
      declareTimeInput('started', 'When did the impact begin?', filled),
      declareTimeInput('detected', 'When was it detected?', filled),
    ],
  }
}

/** The modal for a retrospective: adds the times, and a range of a channel's history to read. */
export function retrospectiveDeclareModal(
  state: ViewerState,
  settings: Settings,
  channelId: string | undefined,
  filled: DeclareModalValues,
): Modal {
  return {
    ...declareModalFrame(state, channelId, 'retrospective'),
    about: { incidentId: '', about: packOrigin('retrospective') },
    inputs: [
      ...essentialInputs(settings, filled),
      declareTimeInput('started', 'When did the impact begin?', filled),
      declareTimeInput('detected', 'When was it detected?', filled),
      declareTimeInput('resolved', 'When was it resolved?', filled),
      { name: 'past', label: 'A channel to read', kind: 'channel', optional: true, hint: historyRangeHint },
      declareTimeInput('from', 'Read from', filled, 'Empty: from when the impact began'),
      declareTimeInput('to', 'Read to', filled, 'Empty: until it was resolved, or now'),
      ...detailInputs(filled),
      ...placeInputs(state, channelId),
    ],
  }
}

const historyRangeHint =
  'What was said there can then be marked for the timeline. I must be in it (/invite @fresheyes).'

/** The mode in `about`. An invalid `about` is refused on submit, so any mode will do here. */
const modeOf = (about: string): Mode => unpackOrigin(about)?.mode ?? 'live'

function declareModalFrame(state: ViewerState, channelId: string | undefined, mode: Mode) {
  const open = state.open
    .slice(-5)
    .map((incident) => `• ${incidentHeadline(incident)}${incident.channelId ? ` <#${incident.channelId}>` : ''}`)
  return {
    callbackId: 'incident.declare',
    title: declareModalTitles[mode],
    submit: 'Declare',
    ...(channelId && { channelId }),
    ...(open.length > 0 && { note: `Open already:\n${open.join('\n')}` }),
  }
}

function essentialInputs(settings: Settings, filled: DeclareModalValues): ModalInput[] {
  const { severities } = settings
  return [
    {
      name: 'title',
      label: 'What is wrong?',
      kind: 'text',
      max: longestTitle,
      ...(filled.title && { initial: filled.title }),
    },
    {
      name: 'severity',
      label: 'Severity',
      kind: 'choice',
      options: severities.map(({ name, meaning }) => ({ value: name, label: `${name} · ${meaning}` })),
      initial: filled.severity || (severities[1]?.name ?? severities[0]?.name ?? ''),
    },
  ]
}

const detailInputs = (filled: DeclareModalValues): ModalInput[] => [
  {
    name: 'summary',
    label: 'Summary',
    kind: 'long',
    optional: true,
    ...(filled.summary && { initial: filled.summary }),
  },
  {
    name: 'services',
    label: 'Services',
    kind: 'text',
    max: 500,
    optional: true,
    hint: 'With commas between',
    ...(filled.services && { initial: filled.services }),
  },
]

const declareTimeInput = (
  name: string,
  label: string,
  filled: DeclareModalValues,
  hint = timeInputHint,
): ModalInput => ({
  name,
  label,
  kind: 'text',
  max: 40,
  optional: true,
  hint,
  ...(filled[name] && { initial: filled[name] }),
})

const modeLabels: Record<Mode, string> = {
  live: 'Live · it is happening',
  drill: 'Drill · an exercise, marked everywhere',
  retrospective: 'Retrospective · it already happened',
}

/** Offers *Here* only in a channel (not a direct message) that no open incident uses yet. */
function placeInputs({ open }: ViewerState, channelId: string | undefined): TickInput[] {
  const isFree = channelId !== undefined && !channelId.startsWith('D')
  const free = isFree && !open.some((incident) => incident.channelId === channelId)
  const options = [
    { value: 'private', label: 'Private: a channel for those invited, no announcement' },
    ...(free ? [{ value: 'here', label: 'Here: in this channel instead of a new one' }] : []),
  ]
  return [{ name: 'where', label: 'Where', kind: 'ticks', options, optional: true }]
}
