import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownManifest, readManifest } from '../../playground/manifest.ts'
import { makeRegistry, parseSettings } from '../../src/features.ts'
import { loadTemplates } from '../../src/postmortem/templates/load.ts'
import { parsePayload } from '../../src/slack/parse/parse.ts'
import { requiredScopes } from '../../src/slack/receive/slack-auth.ts'
import { methodScopes } from '../support/methods.ts'
import { envelope, mentionEvent, messageEvent, reactionEvent } from '../support/payloads.ts'
import { root } from './tree.ts'

/** The scope of each event (https://docs.slack.dev/reference/events), and a sample payload. */
const events: Record<string, [scope: string, sample: Record<string, unknown>]> = {
  // Needs no scope: https://docs.slack.dev/reference/events/app_home_opened
  app_home_opened: ['', { type: 'app_home_opened', user: 'UANA', channel: 'D1', tab: 'home' }],
  channel_rename: ['channels:read', { type: 'channel_rename', channel: { id: 'C1', name: 'new', created: 1 } }],
  group_rename: ['groups:read', { type: 'group_rename', channel: { id: 'G1', name: 'new', created: 1 } }],
  member_left_channel: [
    'channels:read',
    { type: 'member_left_channel', user: 'UANA', channel: 'C1', channel_type: 'C', team: 'T1' },
  ],
  member_joined_channel: [
    'channels:read',
    { type: 'member_joined_channel', user: 'UANA', channel: 'C1', channel_type: 'C', team: 'T1' },
  ],
  app_mention: ['app_mentions:read', mentionEvent('<@UBOT> help')],
  'message.channels': ['channels:history', messageEvent()],
  'message.groups': ['groups:history', messageEvent({ channel_type: 'group' })],
  reaction_added: ['reactions:read', reactionEvent()],
  reaction_removed: ['reactions:read', reactionEvent({ type: 'reaction_removed' })],
}

const manifest = await readManifest(ownManifest)

function methodsCalled(): string[] {
  const files = readdirSync(join(root, 'src/slack'), { recursive: true, encoding: 'utf8' })
  const source = files
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(root, 'src/slack', name), 'utf8'))
    .join('\n')
  const calls = source.matchAll(/\bclient\s*\.([a-z]+(?:\s*\.[a-zA-Z]+)+)\(/g)
  return [...new Set([...calls].map(([, name = '']) => name.replace(/\s/g, '')))].sort()
}

describe('the scopes of the manifest', () => {
  const wanted = [
    'commands',
    ...methodsCalled().flatMap((method) => methodScopes[method] ?? []),
    ...manifest.events.flatMap((event) => events[event]?.[0] || []),
  ]

  it('are listed for every method that is called', () => {
    expect(methodsCalled()).toEqual(Object.keys(methodScopes).sort())
  })

  it('are exactly those that the methods, the events and the command need', () => {
    expect(manifest.scopes.toSorted()).toEqual([...new Set(wanted)].sort())
  })
})

it('a missing scope is reported at the start with what it is for', () => {
  expect(Object.keys(requiredScopes).sort()).toEqual(manifest.scopes.toSorted())
})

describe('the events of the manifest', () => {
  it('are exactly those we use', () => {
    expect(manifest.events.toSorted()).toEqual(Object.keys(events).sort())
  })

  it.each(Object.entries(events))('%s becomes an input', (_, [, sample]) => {
    expect(parsePayload(envelope(sample))).toBeDefined()
  })
})

describe('the user interface of the manifest', () => {
  const { features } = makeRegistry(loadTemplates())

  it('declares exactly the shortcuts that the features register', () => {
    const registered = features.flatMap(({ shortcuts = {} }) => Object.keys(shortcuts))
    expect(manifest.shortcuts.map((shortcut) => shortcut.callback_id).sort()).toEqual(registered.sort())
  })

  it('declares the command of the settings, with escaped mentions', () => {
    const { settings } = parseSettings({})
    expect(manifest.commands).toEqual([{ name: settings?.command, escapes: true }])
  })

  it('enables buttons and Home', () => {
    expect(manifest.isInteractive).toBe(true)
    expect(manifest.hasHome).toBe(true)
  })

  it('keeps every text within the length Slack allows', () => {
    const { display_information: app, features: shown } = JSON.parse(readFileSync(ownManifest, 'utf8'))
    expect(app.name.length).toBeLessThanOrEqual(35)
    expect(app.description.length).toBeLessThanOrEqual(140)
    for (const { name, description } of shown.shortcuts)
      expect([name.length <= 24, description.length <= 150]).toEqual([true, true])
    for (const { command, description, usage_hint: hint } of shown.slash_commands)
      expect([command.length <= 32, description.length <= 2000, hint.length <= 1000]).toEqual([true, true, true])
  })
})
