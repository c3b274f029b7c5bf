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

/** An incident as decisions see it. A time is null until it is reached. */
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
  /** Labels people group incidents by. */
  tags: string[]
  channelId: string | null
  channelName: string | null
  /** Declared in an existing channel, whose name and topic the bot must not change. */
  here: boolean
  declaredBy: string
  startedAt: Date | null
  detectedAt: Date | null
  declaredAt: Date
  acknowledgedAt: Date | null
  mitigatedAt: Date | null
  resolvedAt: Date | null
  closedAt: Date | null
  /** When it was last reopened. Delays such as those of reminders count from then. */
  reopenedAt: Date | null
}

/** The reference people use for an incident: `INC-12`. */
export const incidentReference = (incident: { number: number }): string => `INC-${incident.number}`

const modeSuffixes: Record<Mode, string> = { live: '', drill: ' · DRILL', retrospective: ' · RETROSPECTIVE' }

/** `INC-12`, with its mode unless it is live, so that nobody mistakes a drill for a real incident. */
export const incidentLabel = (incident: { number: number; mode: Mode }): string =>
  `${incidentReference(incident)}${modeSuffixes[incident.mode]}`

/** The topic of the incident's channel. */
export const topicOf = (incident: Pick<Incident, 'number' | 'severity' | 'title' | 'mode'>): string =>
  `${incidentLabel(incident)} · ${incident.severity} · ${incident.title}`

/** Parses `INC-12`, `inc-12` or `12` into the incident number; undefined when the text is none of these. */
export function parseReference(text: string): number | undefined {
  const found = /^(?:inc-)?(\d{1,9})$/i.exec(text.trim())
  return found ? Number(found[1]) : undefined
}

/** The incident number found in free text: the last `INC-12` anywhere in it, or else a bare number at its end. */
export function referenceIn(words: string): number | undefined {
  const all = words.trim().split(/\s+/)
  const named = all.findLast((word) => /^inc-/i.test(word) && parseReference(word) !== undefined)
  return parseReference(named ?? all.at(-1) ?? '')
}

/** True while the team still looks for the cause. From `monitoring` on they only watch whether the fix holds. */
export const isSeekingCause = ({ status }: Pick<Incident, 'status'>): boolean =>
  status === 'investigating' || status === 'identified'

/** True until the incident is resolved, while it still needs a commander and observations. */
export const isOngoing = (incident: Pick<Incident, 'status'>): boolean =>
  isSeekingCause(incident) || incident.status === 'monitoring'

/** When the response began, or began again: reopening restarts the delays, so nothing is overdue at once. */
export const responseBegan = ({ declaredAt, reopenedAt }: Pick<Incident, 'declaredAt' | 'reopenedAt'>): Date =>
  reopenedAt ?? declaredAt

export const isClosedOrCancelled = (incident: Pick<Incident, 'status'>): boolean =>
  incident.status === 'closed' || incident.status === 'cancelled'
