export const incidentStatuses = [
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'closed',
  'cancelled',
] as const
export type Status = (typeof incidentStatuses)[number]
export const incidentModes = ['live', 'drill', 'retrospective'] as const
export type Mode = (typeof incidentModes)[number]

/** One incident as decisions see it. Times are null until they have happened. */
export interface Incident {
  id: string
  workspaceId: string
  number: number
  title: string
  severity: string
  status: Status
  mode: Mode
  zone: string
  private: boolean
  summary: string | null
  services: string[]
  /** What people sort incidents by. */
  tags: string[]
  channelId: string | null
  channelName: string | null
  /** Declared in a channel that was there before: its name and topic are not ours to change. */
  here: boolean
  declaredBy: string
  startedAt: Date | null
  detectedAt: Date | null
  declaredAt: Date
  acknowledgedAt: Date | null
  mitigatedAt: Date | null
  resolvedAt: Date | null
  closedAt: Date | null
  /** When it was last reopened: what waits for so many minutes counts from then. */
  reopenedAt: Date | null
}

/** What people call an incident: `INC-12`. */
export const incidentReference = (incident: { number: number }): string => `INC-${incident.number}`

const modeSuffixes: Record<Mode, string> = { live: '', drill: ' · DRILL', retrospective: ' · RETROSPECTIVE' }

/** `INC-12`, marked where it is not live: nobody is to take a drill for the real thing. */
export const incidentLabel = (incident: { number: number; mode: Mode }): string =>
  `${incidentReference(incident)}${modeSuffixes[incident.mode]}`

/** What the channel's topic says. */
export const topicOf = (incident: Pick<Incident, 'number' | 'severity' | 'title' | 'mode'>): string =>
  `${incidentLabel(incident)} · ${incident.severity} · ${incident.title}`

/** The number in `INC-12`, `inc-12` or `12`; undefined when the text names no incident. */
export function parseReference(text: string): number | undefined {
  const found = /^(?:inc-)?(\d{1,9})$/i.exec(text.trim())
  return found ? Number(found[1]) : undefined
}

/** The number of the incident that words name: `INC-12` anywhere among them, or a bare number at their end. */
export function referenceIn(words: string): number | undefined {
  const all = words.trim().split(/\s+/)
  const named = all.findLast((word) => /^inc-/i.test(word) && parseReference(word) !== undefined)
  return parseReference(named ?? all.at(-1) ?? '')
}

/** The cause is being looked for; after that it is only watched whether it was found. */
export const isSeekingCause = ({ status }: Pick<Incident, 'status'>): boolean =>
  status === 'investigating' || status === 'identified'

/** Until it is resolved: somebody leads, and what people see helps. */
export const isOngoing = (incident: Pick<Incident, 'status'>): boolean =>
  isSeekingCause(incident) || incident.status === 'monitoring'

/** When the response began, or began again: nothing is overdue at the minute an incident is reopened. */
export const responseBegan = ({ declaredAt, reopenedAt }: Pick<Incident, 'declaredAt' | 'reopenedAt'>): Date =>
  reopenedAt ?? declaredAt

export const isClosedOrCancelled = (incident: Pick<Incident, 'status'>): boolean =>
  incident.status === 'closed' || incident.status === 'cancelled'
