import { epochSeconds, type WorkspaceClock } from '../clock.ts'
import type { Json } from '../json.ts'
import type { InstalledApp } from '../state/app.ts'
import type { Ids } from '../state/ids.ts'
import type { SlackEvent } from './feed.ts'

/** A new event id: like Slack's, `Ev` and ten characters, but counted up. */
export function newEventId(ids: Ids): string {
  return ids.next('Ev')
}

export function envelopeOf(event: SlackEvent, app: InstalledApp, ids: Ids, clock: WorkspaceClock): Json {
  const id = newEventId(ids)
  return {
    token: app.verificationToken,
    team_id: app.teamId,
    context_team_id: app.teamId,
    context_enterprise_id: null,
    api_app_id: app.appId,
    event,
    type: 'event_callback',
    event_id: id,
    event_time: epochSeconds(clock),
    authorizations: [
      {
        enterprise_id: null,
        team_id: app.teamId,
        user_id: app.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${id}`,
  }
}
