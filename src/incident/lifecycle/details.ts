import { combineDecisions, type Decision, type Refusal } from '../../core/decision.ts'
import type { WithActor } from '../../core/feature/context.ts'
import { type Incident, incidentModes, incidentReference } from '../../core/incident/model.ts'
import type { IncidentState } from '../../core/state.ts'
import { modalOf } from '../../messages/controls.ts'
import type { Modal } from '../../messages/modal.ts'
import { escapeMrkdwn } from '../../messages/mrkdwn.ts'
import { capitalizeFirst } from '../../platform/text.ts'
import { type Details, incidentCorrected } from './changes.ts'
import { renameChannelOnModeChange } from './channel.ts'
import { incidentModals } from './controls.ts'
import { cleanTitle, longestTitle } from './declare.ts'
import { type DetailCorrection, detailsCorrectionEntry } from './entry-data.ts'
import { computeFingerprint, editConflictMessage } from './fingerprint.ts'
import { nameListInput, parseNameList } from './read-declaration.ts'
import { recordIncidentChange } from './record.ts'

/** The modal for the incident's title, summary, services, tags and mode. */
export const incidentDetailsModal = ({ incident }: IncidentState, channelId: string | undefined): Modal =>
  modalOf(
    incidentModals.details,
    { incidentId: incident.id, shown: fingerprintDetails(incident) },
    {
      title: `Details of ${incidentReference(incident)}`,
      submit: 'Save',
      ...(channelId && { channelId }),
      inputs: [
        { name: 'title', label: 'What is wrong?', kind: 'text', max: longestTitle, initial: incident.title },
        {
          name: 'summary',
          label: 'Summary',
          kind: 'long',
          optional: true,
          ...(incident.summary && { initial: incident.summary }),
        },
        nameListInput('services', 'Services', incident.services.join(', ')),
        nameListInput('tags', 'Tags', incident.tags.join(', '), 'memory leak, missing monitoring'),
        {
          name: 'mode',
          label: 'Mode',
          kind: 'choice',
          options: incidentModes.map((value) => ({ value, label: capitalizeFirst(value) })),
          initial: incident.mode,
        },
      ],
    },
  )

const fingerprintDetails = ({ title, summary, services, tags, mode }: Incident): string =>
  computeFingerprint(title, summary, services, tags, mode)

/** Corrects the fields that differ in the submitted modal. `shown` is the fingerprint the modal was opened with. */
export function correctDetails(
  ctx: WithActor,
  shown: string,
  fields: Readonly<Record<string, string>>,
): Decision | Refusal {
  const { incident } = ctx.state
  if (shown !== fingerprintDetails(incident)) return { refusal: editConflictMessage, field: 'title' }
  const title = cleanTitle(fields.title ?? '')
  if ('refusal' in title) return title
  const wanted = {
    title: title.title,
    summary: fields.summary?.trim() || null,
    services: parseNameList(fields.services ?? ''),
    tags: parseNameList(fields.tags ?? ''),
    mode: incidentModes.find((known) => known === fields.mode) ?? incident.mode,
  }
  const differs = (Object.keys(wanted) as (keyof typeof wanted)[]).filter(
    (name) => String(wanted[name] ?? '') !== String(incident[name] ?? ''),
  )
  if (differs.length === 0) return { changes: [], send: [] }
  const pick = (from: typeof wanted | Incident): Details =>
    Object.fromEntries(differs.map((name) => [name, from[name]]))
  return recordDetailsCorrection(ctx, pick(wanted), pick(incident))
}

/** Corrects the mode, for example to `drill` for what was never a real incident. */
export function correctMode(ctx: WithActor, word: string): Decision | Refusal {
  const { incident } = ctx.state
  const wanted = word.toLowerCase()
  const mode = incidentModes.find((known) => known === wanted || (wanted === 'retro' && known === 'retrospective'))
  if (!mode)
    return {
      refusal: `Which mode? One of \`live\`, \`drill\`, \`retro\`. ${incidentReference(incident)} is ${incident.mode}.`,
    }
  if (mode === incident.mode) return { refusal: `${incidentReference(incident)} is ${mode} already.` }
  return recordDetailsCorrection(ctx, { mode }, { mode: incident.mode })
}

function recordDetailsCorrection(ctx: WithActor, to: Details, from: Details): Decision {
  const { incident } = ctx.state
  const set = (details: Details) => incidentCorrected({ incidentId: incident.id, to: details })
  const worded = detailsCorrectionEntry({ corrections: listCorrections(to, incident) })
  const decision = recordIncidentChange(ctx, {
    kind: 'correction',
    worded,
    headline: escapeMrkdwn(worded.text),
    changes: [set(to)],
    back: [set(from)],
    subject: 'details',
  })
  const send = [
    ...(to.title || to.mode ? [{ to: { incident: incident.id }, call: { do: 'set_topic' } } as const] : []),
    ...renameChannelOnModeChange(incident, to.mode, ctx.settings),
  ]
  return combineDecisions(decision, { changes: [], send })
}

/** The corrections in the order of the modal. */
function listCorrections({ title, summary, services, tags, mode }: Details, was: Incident): DetailCorrection[] {
  const corrections: (DetailCorrection | undefined)[] = [
    title === undefined ? undefined : { field: 'title', to: title, was: was.title },
    summary === undefined ? undefined : { field: 'summary', isFirst: !was.summary },
    services && { field: 'services', to: services, was: was.services },
    tags && { field: 'tags', to: tags, was: was.tags },
    mode && { field: 'mode', to: mode, was: was.mode },
  ]
  return corrections.filter((correction) => correction !== undefined)
}
