import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'

const command = z.object({ command: z.string().startsWith('/'), should_escape: z.boolean().default(false) })
const shortcut = z.object({ name: z.string(), type: z.enum(['global', 'message']), callback_id: z.string() })

const manifestFile = z.object({
  display_information: z.object({ name: z.string() }),
  features: z.object({
    bot_user: z.object({ display_name: z.string() }),
    app_home: z.object({ home_tab_enabled: z.boolean().default(false) }).default({ home_tab_enabled: false }),
    slash_commands: z.array(command).default([]),
    shortcuts: z.array(shortcut).default([]),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).default({ bot_events: [] }),
    interactivity: z.object({ is_enabled: z.boolean() }).default({ is_enabled: false }),
    socket_mode_enabled: z.boolean().default(false),
  }),
})

export type Shortcut = z.output<typeof shortcut>

export interface Manifest {
  appName: string
  botName: string
  hasHome: boolean
  isInteractive: boolean
  commands: { name: string; escapes: boolean }[]
  shortcuts: Shortcut[]
  scopes: string[]
  events: string[]
}

export const ownManifest = fileURLToPath(new URL('../manifest/manifest.json', import.meta.url))

export async function readManifest(path: string): Promise<Manifest> {
  const text = await readFile(path, 'utf8')
  const { display_information, features, oauth_config, settings } = manifestFile.parse(parseYaml(text))
  return {
    appName: display_information.name,
    botName: features.bot_user.display_name,
    hasHome: features.app_home.home_tab_enabled,
    isInteractive: settings.interactivity.is_enabled,
    commands: features.slash_commands.map((one) => ({ name: one.command, escapes: one.should_escape })),
    shortcuts: features.shortcuts,
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions.bot_events,
  }
}
