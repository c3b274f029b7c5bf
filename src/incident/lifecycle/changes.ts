import { change } from '../../core/change.ts'
import type { Incident, Mode, Status } from '../../core/incident/model.ts'

/** Times of an incident that the bot sets when they are reached. */
export type Milestone = 'acknowledgedAt' | 'mitigatedAt' | 'resolvedAt' | 'closedAt' | 'reopenedAt'

/** Optional fields of a declaration. */
export type DeclarationDetails = Partial<
  Pick<Incident, 'private' | 'summary' | 'services' | 'startedAt' | 'resolvedAt' | 'status' | 'channelId' | 'here'>
>

/** Fields of an incident that people can correct. */
export type Details = Partial<
  Pick<
    Incident,
    | 'title'
    | 'summary'
    | 'services'
    | 'tags'
    | 'mode'
    | 'startedAt'
    | 'detectedAt'
    | 'acknowledgedAt'
    | 'mitigatedAt'
    | 'resolvedAt'
  >
>

export const incidentCorrected = change('incident.corrected').carrying<{ incidentId: string; to: Details }>()

export const incidentDeclared = change('incident.declared').carrying<{
  id: string
  workspaceId: string
  number: number
  title: string
  severity: string
  mode: Mode
  zone: string
  by: string
  at: Date
  detectedAt: Date | null
  given?: DeclarationDetails
}>()

export const statusChanged = change('incident.status').carrying<{
  incidentId: string
  to: Status
  reached: Partial<Record<Milestone, Date | null>>
}>()

export const severityChanged = change('incident.severity').carrying<{ incidentId: string; to: string }>()

export const channelAssigned = change('incident.channel').carrying<{
  incidentId: string
  channelId: string
  channelName: string
}>()

export const incidentAcknowledged = change('incident.acknowledged').carrying<{ incidentId: string; at: Date | null }>()

export const memberJoined = change('member.joined').carrying<{ incidentId: string; people: string[]; at: Date }>()

export const memberLeft = change('member.left').carrying<{ incidentId: string; userId: string; at: Date }>()

export const personFetched = change('person.known').carrying<{
  id: string
  name: string
  zone: string | null
  bot: boolean
  gone: boolean
  at: Date
}>()
