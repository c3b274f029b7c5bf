import { isJson, type Json } from '../json.ts'
import type { View } from '../state/views.ts'
import type { World } from '../world.ts'

export function wireView(view: View, world: World): Json {
  const { content } = view
  return {
    id: view.id,
    team_id: world.app.teamId,
    type: view.type,
    blocks: content.blocks,
    private_metadata: content.private_metadata ?? '',
    callback_id: content.callback_id ?? '',
    state: { values: view.state },
    hash: view.hash,
    title: withEmoji(content.title),
    clear_on_close: content.clear_on_close ?? false,
    notify_on_close: content.notify_on_close ?? false,
    close: withEmoji(content.close),
    submit: withEmoji(content.submit),
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: world.app.appId,
    external_id: content.external_id ?? '',
    app_installed_team_id: world.app.teamId,
    bot_id: world.app.botId,
  }
}

function withEmoji(text: unknown): Json | null {
  return isJson(text) ? { emoji: true, ...text } : null
}
