import type { Incident } from '../../core/incident/model.ts'
import type { FailureRecipient, Send } from '../../core/outbox/call.ts'
import type { Settings } from '../../core/settings.ts'

/** Refreshes the incident post. Empty before the channel exists: it is posted when the channel is opened. */
export function refreshOpeningMessage({ id, channelId }: Pick<Incident, 'id' | 'channelId'>): Send[] {
  return channelId ? [{ to: { incident: id }, call: { do: 'refresh', liveMessage: 'opening' } }] : []
}

/**
 * Refreshes the announcement. Empty without an announcement channel, and for a private incident. `first` is for
 * the first post: whom to tell if it fails, and the title of its bookmark.
 */
export function refreshAnnouncement(
  incident: Pick<Incident, 'private'>,
  { announcementChannel }: Settings,
  first?: { tell: FailureRecipient; bookmark?: string },
): Send[] {
  if (!announcementChannel || incident.private) return []
  const to = { channel: announcementChannel }
  const refresh = { do: 'refresh', liveMessage: 'announcement' } as const
  if (!first) return [{ to, call: refresh }]
  const { tell, ...bookmark } = first
  return [{ to, call: { ...refresh, ...bookmark }, tell }]
}
