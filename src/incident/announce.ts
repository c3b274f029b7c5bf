import type { Settings } from '../config/settings.ts'
import type { Send, Told } from '../delivery/call.ts'

/** Brings the announcement up to date, where there is a channel for announcements. */
export function announceTo(
  { announcementChannel }: Settings,
  first?: { tell: Told; bookmark: string },
): Send[] {
  if (!announcementChannel) return []
  const to = { channel: announcementChannel }
  const refresh = { do: 'refresh', board: 'announcement' } as const
  if (!first) return [{ to, call: refresh }]
  return [{ to, call: { ...refresh, bookmark: first.bookmark }, tell: first.tell }]
}
