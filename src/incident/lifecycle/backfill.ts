import type { Incident } from '../../core/incident/model.ts'
import { hourMs } from '../../platform/time/durations.ts'

/** A stretch of a channel's talk. */
export interface BackfillRange {
  channelId: string
  from: Date
  to: Date
}

/** What was said before somebody declared the incident where they already talked about it. */
export function rangeBeforeDeclaration(
  { startedAt, detectedAt, declaredAt }: Pick<Incident, 'startedAt' | 'detectedAt' | 'declaredAt'>,
  channelId: string,
  now: Date,
): BackfillRange {
  const usual = declaredAt.getTime() - 2 * hourMs
  const from = Math.min(usual, ...[startedAt, detectedAt].flatMap((at) => at?.getTime() ?? []))
  return { channelId, from: new Date(from), to: now }
}
