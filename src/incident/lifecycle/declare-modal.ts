import { incidentHeadline } from '../../core/incident/lines.ts'
import { incidentModes, type Mode } from '../../core/incident/model.ts'
import type { Settings } from '../../core/settings.ts'
import type { ViewerState } from '../../core/state.ts'
import { actionRowBlock } from '../../messages/blocks.ts'
import { button, modalOf } from '../../messages/controls.ts'
import type { ChoiceInput, Modal, TextInput, TickInput } from '../../messages/modal.ts'
import { incidentActions, incidentModals } from './controls.ts'
import { longestTitle } from './declare.ts'
import type { DeclarationOrigin } from './from-message.ts'
import { nameListInput } from './read-declaration.ts'
import { timeInputHint } from './read-time.ts'

/** Initial values of the modal's fields, by name. */
type DeclareModalValues = Readonly<Record<string, string>>

/** Where the modal was opened from, and what is filled in. */
interface DeclareModalStart {
  origin?: DeclarationOrigin
  filled?: DeclareModalValues
}

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
  { origin = { mode: 'live' }, filled = {} }: DeclareModalStart = {},
): Modal {
  const more = button('More…', incidentActions.declareMore, { incidentId: '' })
  return modalOf(
    incidentModals.declare,
    { incidentId: '', origin },
    {
      ...declareModalFrame(state, channelId, origin.mode),
      inputs: essentialInputs(settings, filled),
      footer: [actionRowBlock(more)],
    },
  )
}

/** The declare modal with all fields, opened by *More…*. */
export function fullDeclareModal(
  state: ViewerState,
  settings: Settings,
  channelId: string | undefined,
  { origin, filled }: Required<DeclareModalStart>,
): Modal {
  const { mode } = origin
  return modalOf(
    incidentModals.declare,
    { incidentId: '', origin },
    {
      ...declareModalFrame(state, channelId, mode),
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
    },
  )
}

/** The modal for a retrospective: adds the times, and a range of a channel's history to read. */
export function retrospectiveDeclareModal(
  state: ViewerState,
  settings: Settings,
  channelId: string | undefined,
  filled: DeclareModalValues,
): Modal {
  const mode = 'retrospective'
  return modalOf(
    incidentModals.declare,
    { incidentId: '', origin: { mode } },
    {
      ...declareModalFrame(state, channelId, mode),
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
    },
  )
}

const historyRangeHint =
  'What was said there can then be marked for the timeline. I must be in it (/invite @fresheyes).'

function declareModalFrame(state: ViewerState, channelId: string | undefined, mode: Mode) {
  const open = state.open
    .slice(-5)
    .map((incident) => `• ${incidentHeadline(incident)}${incident.channelId ? ` <#${incident.channelId}>` : ''}`)
  return {
    title: declareModalTitles[mode],
    submit: 'Declare',
    ...(channelId && { channelId }),
    ...(open.length > 0 && { note: `Open already:\n${open.join('\n')}` }),
  }
}

function essentialInputs(
  settings: Settings,
  filled: DeclareModalValues,
): ((TextInput & { name: 'title' }) | (ChoiceInput & { name: 'severity' }))[] {
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

const detailInputs = (filled: DeclareModalValues): (TextInput & { name: 'summary' | 'services' })[] => [
  {
    name: 'summary',
    label: 'Summary',
    kind: 'long',
    optional: true,
    ...(filled.summary && { initial: filled.summary }),
  },
  { ...nameListInput('services', 'Services', filled.services ?? ''), max: 500 },
]

const declareTimeInput = <Name extends string>(
  name: Name,
  label: string,
  filled: DeclareModalValues,
  hint = timeInputHint,
): TextInput & { name: Name } => ({
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
function placeInputs({ open }: ViewerState, channelId: string | undefined): (TickInput & { name: 'where' })[] {
  const isFree = channelId !== undefined && !channelId.startsWith('D')
  const free = isFree && !open.some((incident) => incident.channelId === channelId)
  const options = [
    { value: 'private', label: 'Private: a channel for those invited, no announcement' },
    ...(free ? [{ value: 'here', label: 'Here: in this channel instead of a new one' }] : []),
  ]
  return [{ name: 'where', label: 'Where', kind: 'ticks', options, optional: true }]
}
