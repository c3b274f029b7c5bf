import { clipText, escapeMrkdwn } from '../../messages/mrkdwn.ts'
import type { OpenIncident } from '../state.ts'
import { type Incident, incidentLabel } from './model.ts'

/** What a headline names of an incident. */
export type Headline = Pick<Incident, 'number' | 'severity' | 'title' | 'mode'>

/** `INC-12 · SEV1 · Ingest rejects telemetry`, safe in mrkdwn. */
export const incidentHeadline = (incident: Headline): string =>
  `${incidentLabel(incident)} · ${incident.severity} · ${escapeMrkdwn(clipText(incident.title, 150))}`

/** One line for an incident in a list. */
export function incidentListLine(incident: OpenIncident): string {
  const place = incident.channelId ? ` · <#${incident.channelId}>` : ''
  const secret = incident.private ? ' · private' : ''
  return `• *${incidentLabel(incident)}* ${incident.severity} · ${incident.status}${secret} · ${escapeMrkdwn(clipText(incident.title, 150))}${place}`
}
