import type { Incident } from '../../core/incident/model.ts'
import type { FailureRecipient, Send } from '../../core/outbox/call.ts'
import type { Settings } from '../../platform/config/settings.ts'

/** Brings the first message of the channel up to date, once there is a channel: what begins one places it. */
export function refreshOpeningMessage({ id, channelId }: Pick<Incident, 'id' | 'channelId'>): Send[] {
  return channelId ? [{ to: { incident: id }, call: { do: 'refresh', liveMessage: 'opening' } }] : []
}

/** Brings the announcement up to date, where there is a channel for announcements. A private incident has none. */
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
