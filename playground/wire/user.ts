import { type Json, present } from '../json.ts'
import type { User, UserGroup } from '../state/model.ts'
import type { World } from '../world.ts'

export function wireUser(user: User, world: World): Json {
  return {
    id: user.id,
    team_id: world.app.teamId,
    name: user.name,
    deleted: user.deleted,
    real_name: user.realName,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: offsetOf(user.tz, world),
    is_admin: false,
    is_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: user.isBot,
    is_app_user: false,
    updated: 0,
    profile: present({
      real_name: user.realName,
      real_name_normalized: user.realName,
      display_name: user.name,
      display_name_normalized: user.name,
      bot_id: user.botId,
      team: world.app.teamId,
    }),
  }
}

export function wireGroup({ id, handle }: UserGroup, world: World): Json {
  return {
    id,
    team_id: world.app.teamId,
    is_usergroup: true,
    is_external: false,
    name: handle,
    handle,
    description: '',
    date_delete: 0,
  }
}

function offsetOf(zone: string, world: World): number {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  const name = format.formatToParts(world.clock.now()).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? []
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60
  return sign === '-' ? -seconds : seconds
}
