import { incidentReference } from '../../core/incident/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { actionRowBlock, buttonElement, type SlackBlock, sectionBlock, sectionWith } from '../../messages/blocks.ts'
import type { Modal, ModalInput } from '../../messages/modal.ts'
import { capitalizeFirst } from '../../platform/text.ts'
import { computeFingerprint } from '../lifecycle/fingerprint.ts'
import { timeInputHint } from '../lifecycle/read-time.ts'
import { slackPeriodText } from './impact.ts'
import { type FactName, factNames, type Impact } from './model.ts'

type ImpactModalFields = Readonly<Record<string, string>>

const hints: Record<FactName, string> = {
  users: 'For example: 1-3 % of those sending telemetry',
  requests: 'For example: 40,000 failed',
  revenue: 'For example: 12,000 EUR of orders not taken',
  'error rate': 'For example: 5 % at its worst',
  'SLO budget': 'For example: 60 % of the month',
  'blast radius': 'For example: everybody in eu-west, no one else',
}

/** How the form comes up again: what was filled in so far, what was wrong with it, and what it began with. */
export interface ImpactModalDraft {
  typed?: ImpactModalFields
  amiss?: string
  shown?: string | undefined
}

/** What of the impact the form shows to be overwritten; windows are only added to. */
export const fingerprintImpact = ({ services }: IncidentState['incident'], impact: Impact): string =>
  computeFingerprint(services, ...factNames.map((name) => currentFactValue(impact, name)))

/**
 * The impact: its windows, one to be added, and the facts. The fields of the window are named by how many there are: Slack keeps what was typed into a field
 * while its name stays, and the next window begins empty.
 */
export function impactModal(
  { incident }: IncidentState,
  impact: Impact,
  channelId: string | undefined,
  { typed = {}, amiss = '', shown = fingerprintImpact(incident, impact) }: ImpactModalDraft = {},
): Modal {
  return {
    form: 'incident.impact',
    title: `Impact of ${incidentReference(incident)}`,
    submit: 'Save',
    about: { incidentId: incident.id, about: shown },
    ...(channelId && { channelId }),
    ...(amiss && { note: amiss }),
    blocks: windowBlocks(incident, impact),
    inputs: [
      windowField('from', impact, 'From', timeInputHint),
      windowField('to', impact, 'To', 'Empty while it lasts'),
      ...factNames.map((name) => factField(name, typed[name] ?? currentFactValue(impact, name))),
      {
        name: 'services',
        label: 'Services',
        kind: 'text',
        optional: true,
        hint: 'With commas between',
        ...(incident.services.length > 0 && { initial: incident.services.join(', ') }),
      },
    ],
    footer: [
      actionRowBlock(
        buttonElement('Add this window and another', 'incident.impact_add', {
          incidentId: incident.id,
          about: '',
        }),
      ),
    ],
  }
}

const windowBlocks = ({ id, zone }: IncidentState['incident'], { windows }: Impact): SlackBlock[] =>
  windows.length === 0
    ? [sectionBlock('No window is on record yet.')]
    : windows
        .slice(-30)
        .map((window) =>
          sectionWith(
            slackPeriodText(window, zone),
            buttonElement('Remove', 'incident.impact_remove', { incidentId: id, about: window.id }),
          ),
        )

const windowField = (name: 'from' | 'to', { windows }: Impact, label: string, hint: string): ModalInput => ({
  name: `${name}${windows.length}`,
  label,
  kind: 'text',
  max: 40,
  optional: true,
  hint,
})

const currentFactValue = ({ facts }: Impact, name: FactName): string =>
  facts.find((fact) => fact.name === name)?.value ?? ''

const factField = (name: FactName, value: string): ModalInput => ({
  name,
  label: capitalizeFirst(name),
  kind: 'text',
  max: 500,
  optional: true,
  hint: hints[name],
  ...(value && { initial: value }),
})

/** The window's fields, whatever number they carry. */
export function parsePeriodFields(fields: ImpactModalFields): {
  from: string
  to: string
  names: { from: string; to: string }
} {
  const nameOf = (side: 'from' | 'to') =>
    Object.keys(fields).find((name) => name.startsWith(side) && /^[a-z]+\d+$/.test(name)) ?? `${side}0`
  const names = { from: nameOf('from'), to: nameOf('to') }
  return { from: fields[names.from] ?? '', to: fields[names.to] ?? '', names }
}

/** The facts as typed. */
export const factsIn = (fields: ImpactModalFields): Partial<Record<FactName, string>> =>
  Object.fromEntries(factNames.flatMap((name) => (name in fields ? [[name, fields[name]]] : [])))
