import type { Incident } from '../../core/incident/model.ts'
import { hourMs } from '../../platform/time/durations.ts'

/** A range of a channel's history. */
export interface BackfillRange {
  channelId: string
  from: Date
  to: Date
}

/**
 * The range to read when an incident is declared in an existing channel, where people already talked about it: from two
 * hours before the declaration, or earlier if the impact began or was detected earlier, until `now`.
 */
export function rangeBeforeDeclaration(
  { startedAt, detectedAt, declaredAt }: Pick<Incident, 'startedAt' | 'detectedAt' | 'declaredAt'>,
  channelId: string,
  now: Date,
): BackfillRange {
  const usual = declaredAt.getTime() - 2 * hourMs
  const from = Math.min(usual, ...[startedAt, detectedAt].flatMap((at) => at?.getTime() ?? []))
  return { channelId, from: new Date(from), to: now }
}
