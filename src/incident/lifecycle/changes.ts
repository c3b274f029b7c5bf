import { z } from 'zod'
import { change } from '../../core/feature/change.ts'
import { type Incident, incidentModes, incidentStatuses, type Mode } from '../../core/incident/model.ts'

/** Times of an incident that the bot sets when they are reached. */
export type Milestone = 'acknowledgedAt' | 'mitigatedAt' | 'resolvedAt' | 'closedAt' | 'reopenedAt'

/** Optional fields of a declaration. */
export type DeclarationDetails = Partial<
  Pick<Incident, 'private' | 'summary' | 'services' | 'startedAt' | 'resolvedAt' | 'status' | 'channelId' | 'here'>
>

/** Fields of an incident that people can correct. */
const Details = z
  .object({
    title: z.string(),
    summary: z.string().nullable(),
    services: z.array(z.string()),
    tags: z.array(z.string()),
    mode: z.enum(incidentModes),
    startedAt: z.date().nullable(),
    detectedAt: z.date().nullable(),
    acknowledgedAt: z.date().nullable(),
    mitigatedAt: z.date().nullable(),
    resolvedAt: z.date().nullable(),
  })
  .exactPartial()
export type Details = z.infer<typeof Details>

export const incidentCorrected = change('incident.corrected').stored(z.object({ incidentId: z.string(), to: Details }))

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

export const statusChanged = change('incident.status').stored(
  z.object({
    incidentId: z.string(),
    to: z.enum(incidentStatuses),
    reached: z
      .object({
        acknowledgedAt: z.date().nullable(),
        mitigatedAt: z.date().nullable(),
        resolvedAt: z.date().nullable(),
        closedAt: z.date().nullable(),
        reopenedAt: z.date().nullable(),
      })
      .exactPartial(),
  }),
)

export const severityChanged = change('incident.severity').stored(z.object({ incidentId: z.string(), to: z.string() }))

export const channelAssigned = change('incident.channel').carrying<{
  incidentId: string
  channelId: string
  channelName: string
}>()

export const incidentAcknowledged = change('incident.acknowledged').stored(
  z.object({ incidentId: z.string(), at: z.date().nullable() }),
)

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
