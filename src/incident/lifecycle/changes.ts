import type { Incident, Mode, Status } from '../../core/incident/model.ts'
import type { ImpactChange } from '../impact/model.ts'

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

export type IncidentChange =
  | ImpactChange
  | { type: 'incident.corrected'; incidentId: string; to: Details }
  | {
      type: 'incident.declared'
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
    }
  | {
      type: 'incident.status'
      incidentId: string
      to: Status
      reached: Partial<Record<Milestone, Date | null>>
    }
  | { type: 'incident.severity'; incidentId: string; to: string }
  | { type: 'incident.channel'; incidentId: string; channelId: string; channelName: string }
  | { type: 'incident.acknowledged'; incidentId: string; at: Date | null }
  | { type: 'member.joined'; incidentId: string; people: string[]; at: Date }
  | { type: 'member.left'; incidentId: string; userId: string; at: Date }
  | {
      type: 'person.known'
      id: string
      name: string
      zone: string | null
      bot: boolean
      gone: boolean
      at: Date
    }
