import { z } from 'zod'
import type { CommandInvoked } from '../../core/input.ts'

const SlashCommandBody = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  user_name: z.string().optional(),
  trigger_id: z.string(),
})

/** Parses a slash command. The command word is empty when nothing was typed. */
export function parseCommand(body: unknown): CommandInvoked | undefined {
  const parsed = SlashCommandBody.safeParse(body)
  if (!parsed.success) return undefined
  const { text, team_id, channel_id, user_id, user_name, trigger_id } = parsed.data
  return {
    type: 'commandInvoked',
    workspaceId: team_id,
    by: { id: user_id, ...(user_name && { name: user_name }) },
    channelId: channel_id,
    ...splitCommandWords(text),
    via: 'command',
    once: `command:${trigger_id}`,
    triggerId: trigger_id,
  }
}

/** The first word in lower case, and the rest as it was written. */
export function splitCommandWords(text: string): { word: string; rest: string } {
  const [, word = '', rest = ''] = /^\s*(\S*)\s*(.*)$/s.exec(text) ?? []
  return { word: word.toLowerCase(), rest: rest.trimEnd() }
}
