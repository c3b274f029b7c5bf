import { incidentReference } from '../../core/incident/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { actionRowBlock, type SlackBlock, sectionBlock, sectionWith } from '../../messages/blocks.ts'
import { button, modalOf } from '../../messages/controls.ts'
import type { Modal, TextInput } from '../../messages/modal.ts'
import { capitalizeFirst } from '../../platform/text.ts'
import { computeFingerprint } from '../lifecycle/fingerprint.ts'
import { nameListInput } from '../lifecycle/read-declaration.ts'
import { timeInputHint } from '../lifecycle/read-time.ts'
import { impactActions, impactModals } from './controls.ts'
import { type FactName, factNames, type Impact } from './model.ts'
import { slackPeriodText } from './period.ts'

type ImpactModalFields = Readonly<Record<string, string | undefined>>

const factHints: Record<FactName, string> = {
  users: 'For example: 1-3 % of those sending telemetry',
  requests: 'For example: 40,000 failed',
  revenue: 'For example: 12,000 EUR of orders not taken',
  'error rate': 'For example: 5 % at its worst',
  'SLO budget': 'For example: 60 % of the month',
  'blast radius': 'For example: everybody in eu-west, no one else',
}

/**
 * What an updated modal keeps: the `typed` values, what is `problem` with them, and the fingerprint it was opened with
 * (`shown`).
 */
export interface ImpactModalDraft {
  typed?: ImpactModalFields
  problem?: string
  shown?: string | undefined
}

/** Fingerprint of the values that submitting overwrites. Periods are left out: submitting only adds one. */
export const fingerprintImpact = ({ services }: IncidentState['incident'], impact: Impact): string =>
  computeFingerprint(services, ...factNames.map((name) => currentFactValue(impact, name)))

/**
 * The impact modal: the recorded periods, fields for another one, and the facts. The names of the period's fields end
 * in the number of periods: Slack keeps what was typed into a field while its name stays the same, so the next period
 * needs new names to start empty.
 */
export function impactModal(
  { incident }: IncidentState,
  impact: Impact,
  channelId: string | undefined,
  { typed = {}, problem = '', shown = fingerprintImpact(incident, impact) }: ImpactModalDraft = {},
): Modal {
  return modalOf(
    impactModals.impact,
    { incidentId: incident.id, shown },
    {
      title: `Impact of ${incidentReference(incident)}`,
      submit: 'Save',
      ...(channelId && { channelId }),
      ...(problem && { note: problem }),
      blocks: impactPeriodBlocks(incident, impact),
      inputs: [
        impactPeriodInput('from', impact, 'From', timeInputHint),
        impactPeriodInput('to', impact, 'To', 'Empty while it lasts'),
        ...factNames.map((name) => impactFactInput(name, typed[name] ?? currentFactValue(impact, name))),
        nameListInput('services', 'Services', incident.services.join(', ')),
      ],
      footer: [actionRowBlock(button('Add this window and another', impactActions.add, { incidentId: incident.id }))],
    },
  )
}

const impactPeriodBlocks = ({ id: incidentId, zone }: IncidentState['incident'], { periods }: Impact): SlackBlock[] =>
  periods.length === 0
    ? [sectionBlock('No window is on record yet.')]
    : periods
        .slice(-30)
        .map((window) =>
          sectionWith(
            slackPeriodText(window, zone),
            button('Remove', impactActions.remove, { incidentId, id: window.id }),
          ),
        )

const impactPeriodInput = <Side extends 'from' | 'to'>(
  side: Side,
  { periods }: Impact,
  label: string,
  hint: string,
): TextInput & { name: `${Side}${string}` } => ({
  name: `${side}${periods.length}`,
  label,
  kind: 'text',
  max: 40,
  optional: true,
  hint,
})

const currentFactValue = ({ facts }: Impact, name: FactName): string =>
  facts.find((fact) => fact.name === name)?.value ?? ''

const impactFactInput = (name: FactName, value: string): TextInput & { name: FactName } => ({
  name,
  label: capitalizeFirst(name),
  kind: 'text',
  max: 500,
  optional: true,
  hint: factHints[name],
  ...(value && { initial: value }),
})

/** Reads the period's fields, whatever number their names carry, and returns those names. */
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

/** The facts as typed; a fact without a field is left out. */
export const factsIn = (fields: ImpactModalFields): Partial<Record<FactName, string>> =>
  Object.fromEntries(factNames.flatMap((name) => (name in fields ? [[name, fields[name]]] : [])))
