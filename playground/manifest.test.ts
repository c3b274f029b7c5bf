import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownManifest, readManifest } from './manifest.ts'

const SCOPE_OF: Record<string, string> = {
  app_mention: 'app_mentions:read',
  channel_archive: 'channels:read',
  channel_rename: 'channels:read',
  channel_unarchive: 'channels:read',
  group_archive: 'groups:read',
  group_rename: 'groups:read',
  group_unarchive: 'groups:read',
  member_joined_channel: 'channels:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
}

describe('our app manifest', () => {
  it('asks for the scope of every event it subscribes to, as Slack wants before it takes a manifest', async () => {
    const { events, scopes } = await readManifest(ownManifest)
    const unknown = events.filter((event) => event !== 'app_home_opened' && !SCOPE_OF[event])
    expect(unknown).toEqual([])
    const missing = events.map((event) => SCOPE_OF[event]).filter((scope) => scope && !scopes.includes(scope))
    expect(missing).toEqual([])
    expect(new Set(scopes).size).toBe(scopes.length)
  })

  it('stays within the lengths Slack allows', async () => {
    const { display_information: app, features } = JSON.parse(await readFile(ownManifest, 'utf8'))
    expect(app.name.length).toBeLessThanOrEqual(35)
    expect(app.description.length).toBeLessThanOrEqual(140)
    for (const { name, description } of features.shortcuts)
      expect([name.length <= 24, description.length <= 150]).toEqual([true, true])
    for (const { command, should_escape: escapes } of features.slash_commands)
      expect([command.length <= 32, escapes]).toEqual([true, true])
  })
})
