import { z } from 'zod'
import { incidentModes, incidentStatuses } from '../../core/incident/model.ts'
import { entryData, storedInstant } from '../../core/record/entry-data.ts'
import { clipText } from '../../messages/mrkdwn.ts'
import { capitalizeFirst, withRest } from '../../platform/text.ts'
import { sayTime } from '../../platform/time/when.ts'
import { timeLabels } from './time-order.ts'

/** The first entry of every incident. */
export const declarationEntry = entryData(
  'incident.declared',
  z.strictObject({ severity: z.string(), mode: z.enum(incidentModes), title: z.string() }),
  ({ severity, mode, title }) => `Declared as ${mode === 'live' ? severity : `${severity} (${mode})`}: ${title}`,
)

/** The times that a status change can set. */
export const statusTimeNames = ['mitigated', 'resolved', 'closed'] as const

const StatusStep = z.strictObject({
  from: z.enum(incidentStatuses),
  to: z.enum(incidentStatuses),
  reopened: z.boolean(),
  /** The times it set: closing an incident that was not resolved sets two. */
  reached: z.array(z.enum(statusTimeNames)),
  why: z.string(),
})
export type StatusStep = z.infer<typeof StatusStep>

export const statusEntry = entryData('incident.status', StatusStep, (step) => withRest(sayStatusStep(step), step.why))

/** The status change without its reason, as timeline and channel say it. */
export function sayStatusStep({ from, to, reopened, reached }: Omit<StatusStep, 'why'>): string {
  if (reopened) return `Reopened, was ${from}`
  return to === 'closed' && reached.includes('resolved') ? 'Resolved and closed' : capitalizeFirst(to)
}

export const severityEntry = entryData(
  'incident.severity',
  z.strictObject({ from: z.string(), to: z.string(), why: z.string() }),
  ({ from, to, why }) => withRest(`${from} → ${to}`, why),
)

/** Times that people can correct. The others come from the bot's own clock. */
export const correctableTimeNames = ['started', 'detected', 'acknowledged', 'mitigated', 'resolved'] as const

export const timeCorrectionEntry = entryData(
  'incident.time_corrected',
  z.strictObject({
    time: z.enum(correctableTimeNames),
    to: storedInstant,
    was: storedInstant.nullable(),
    why: z.string(),
  }),
  ({ time, to, was, why }, zone: string) =>
    withRest(`${timeLabels[time]}: ${sayTime(to, zone)}${was ? `; was ${sayTime(was, zone)}` : ''}`, why),
)

const wordFields = { to: z.string(), was: z.string() }
const listFields = { to: z.array(z.string()), was: z.array(z.string()) }
const DetailCorrection = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('title'), ...wordFields }),
  z.strictObject({ field: z.literal('mode'), ...wordFields }),
  z.strictObject({ field: z.literal('services'), ...listFields }),
  z.strictObject({ field: z.literal('tags'), ...listFields }),
  z.strictObject({ field: z.literal('summary'), isFirst: z.boolean() }),
])
export type DetailCorrection = z.infer<typeof DetailCorrection>

export const detailsCorrectionEntry = entryData(
  'incident.details_corrected',
  z.strictObject({ corrections: z.array(DetailCorrection) }),
  ({ corrections }) => corrections.map(sayCorrection).join(' · '),
)

/** `Title: b (was a)`, `Services: checkout (was none)`. */
function sayCorrection(correction: DetailCorrection): string {
  if (correction.field === 'summary') return correction.isFirst ? 'Summary written' : 'Summary rewritten'
  const { field, to, was } = correction
  return `${capitalizeFirst(field)}: ${sayValue(to) || 'none'} (was ${sayValue(was) || 'none'})`
}

const sayValue = (value: string | readonly string[]): string =>
  clipText(typeof value === 'string' ? value : value.join(', '), 300)
