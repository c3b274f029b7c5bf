import { incidentReference } from '../../core/incident/model.ts'
import type { ChosenMessage } from '../../core/input.ts'
import type { OpenIncident, ViewerState } from '../../core/state.ts'
import { carryMessage } from '../../incident/lifecycle/from-message.ts'
import { modalOf } from '../../messages/controls.ts'
import type { Modal, TextInput } from '../../messages/modal.ts'
import { toPlainText } from '../../messages/mrkdwn.ts'
import { classifyMessage, minSuggestionScore } from '../listening/classify.ts'
import { type ManualKind, manualKinds } from './by-hand.ts'
import { captureModals } from './controls.ts'

/** Slack's limit on the options of a menu. */
const maxIncidentOptions = 100

const manualKindLabels: Record<ManualKind, string> = {
  observation: 'Observation: what somebody saw',
  note: 'Note',
  change: 'Change: what was deployed or configured',
  action: 'Action: what was done to help',
  decision: 'Decision',
  hypothesis: 'Hypothesis: what it could be',
  recurrence: 'Recurrence: it came back',
  waiting: 'Waiting: on somebody outside',
}

/** The *Add to incident* modal: which incident, which kind, and when it happened. */
export function addModal({ open }: ViewerState, chosen: ChosenMessage): Modal {
  const incidents = [...open]
    .sort((a, b) => rankOpenIncident(a, chosen) - rankOpenIncident(b, chosen) || b.number - a.number)
    .slice(0, maxIncidentOptions)
  const classification = classifyMessage(chosen.text)
  return modalOf(
    captureModals.add,
    { incidentId: '', source: carryMessage(chosen) },
    {
      title: 'Add to incident',
      submit: 'Add',
      channelId: chosen.channelId,
      inputs: [
        {
          name: 'incident',
          label: 'Incident',
          kind: 'choice',
          options: incidents.map(toIncidentOption),
          initial: incidents[0]?.id ?? '',
        },
        {
          name: 'kind',
          label: 'As',
          kind: 'choice',
          options: manualKinds.map((kind) => ({ value: kind, label: manualKindLabels[kind] })),
          initial: classification && classification.score >= minSuggestionScore ? classification.kind : 'observation',
        },
        {
          name: 'when',
          label: 'When did it happen?',
          kind: 'text',
          max: 40,
          optional: true,
          hint: '14:35, yesterday 23:10 or 2026-11-20 14:35, in your time zone. Empty: when it was written.',
        },
        ...(chosen.isPrivate ? [sharedText(chosen)] : []),
      ],
    },
  )
}

const rankOpenIncident = ({ channelId }: OpenIncident, chosen: ChosenMessage): number =>
  channelId === chosen.channelId ? 0 : 1

const toIncidentOption = (incident: OpenIncident) => ({
  value: incident.id,
  label: `${incidentReference(incident)} · ${incident.severity} · ${incident.title}`,
})

/** Of a private conversation only the text in this field is kept, so that whoever adds it decides what to share. */
const sharedText = ({ text }: ChosenMessage): TextInput & { name: 'text' } => ({
  name: 'text',
  label: 'What it says',
  kind: 'long',
  initial: toPlainText(text),
  hint: 'This conversation is private: everybody in the incident can read what stands here, and nothing else of it.',
})
