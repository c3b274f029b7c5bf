import { describe, expect, it } from 'vitest'
import { ana, contextAt, incidentWith, settingsOf } from '../../../test/support/situation.ts'
import { makeRegistry } from '../../features.ts'
import { incidentFeature } from '../../incident/lifecycle/index.ts'
import { roleFeature } from '../../incident/roles/index.ts'
import { loadTemplates } from '../../postmortem/templates/load.ts'
import { helpFeature } from '../../screens/help/index.ts'
import { timelineFeature } from '../../timeline/capture/index.ts'
import { isRefusal } from '../decision.ts'
import type { Command } from '../feature/feature.ts'
import { buildRegistry, type Registry } from '../feature/registry.ts'
import { incidentListLine } from '../incident/lines.ts'
import type { CommandInvoked, ShortcutUsed } from '../input.ts'
import { explainNoIncidentHere, explainTooLongCommand, unknownCommandRefusal } from './sentences.ts'

const settings = settingsOf({ command: '/inc' })
const help = helpFeature(() => registry.commands.values())
const registry: Registry = buildRegistry([incidentFeature, roleFeature, timelineFeature, help])
const command = (word: string, rest = ''): CommandInvoked => ({
  type: 'commandInvoked',
  workspaceId: 'T1',
  by: ana,
  channelId: 'C1',
  word,
  rest,
  via: 'command',
})

describe('an unknown command', () => {
  it.each([
    ['comander', "I don't know `comander`. Did you mean `commander`? For example: `/inc commander @dana`"],
    ['xyzzyxyzzy', "I don't know `xyzzyxyzzy`. `/inc help` lists what I do."],
    ['<!channel>', "I don't know `&lt;!channel&gt;`. `/inc help` lists what I do."],
  ])('is explained: %s', (word, sentence) => {
    expect(unknownCommandRefusal(command(word), { registry, settings })).toBe(sentence)
  })

  it.each([
    ...['panel', 'canvas', 'channel', 'note', 'todo', 'done', 'mute', 'open', 'cause'],
    ...['cancle', 'canc', 'closee', 'clos', 'repoen', 'reope', 'moed', 'mod'],
  ])('never suggests a drastic command for a typo: %s', (word) => {
    const everything = makeRegistry(loadTemplates())
    const guess = /Did you mean `([^`]+)`/.exec(
      unknownCommandRefusal(command(word), { registry: everything, settings }),
    )
    expect(['cancel', 'close', 'reopen', 'mode']).not.toContain(guess?.[1])
  })

  it('from a shortcut is explained as a leftover of an older version', () => {
    const shortcut: ShortcutUsed = { type: 'shortcutUsed', workspaceId: 'T1', by: ana, callback: 'gone' }
    expect(unknownCommandRefusal(shortcut, { registry, settings })).toContain('an older version of the bot')
  })
})

describe('a command that is too long', () => {
  const textOf = (length: number) => 'x'.repeat(length - 'log'.length)

  it('exceeds what one modal input holds', () => {
    expect(explainTooLongCommand(command('log', textOf(3000)), settings)).toBeUndefined()
    expect(explainTooLongCommand(command('log', textOf(3001)), settings)).toBe(
      "That's 3,001 characters, and I read at most 3,000 of a command. Nothing was saved: shorten it, or post it as a message and react with :pushpin:.",
    )
    expect(explainTooLongCommand(command(textOf(3004)), settings)).toContain('3,001 characters')
  })

  it('is accepted from a modal, where Slack measures it before escaping', () => {
    expect(explainTooLongCommand({ ...command('log', '&lt;'.repeat(3000)), via: 'modal' }, settings)).toBeUndefined()
  })
})

describe('a command outside an incident channel', () => {
  it('lists the open incidents', () => {
    const sentence = explainNoIncidentHere(
      [incidentWith({ title: 'a <b>' }), incidentWith({ number: 13, channelId: null })],
      settings,
    )
    expect(sentence.split('\n')).toEqual([
      'This is not an incident channel. Open now:',
      '• *INC-12* SEV1 · investigating · a &lt;b&gt; · <#CINC>',
      '• *INC-13* SEV1 · investigating · Checkout is slow',
    ])
    expect(incidentListLine(incidentWith())).toContain('INC-12')
  })

  it('explains how to start one when none is open', () => {
    expect(explainNoIncidentHere([], settings)).toContain('`/inc declare` starts one')
  })
})

describe('help', () => {
  const ask = (rest: string) => {
    const helpCommand = registry.commands.get('help') as Command
    const outcome = helpCommand.run(
      { ...contextAt(0), state: {} as never, by: ana, settings },
      command('help', rest),
      undefined as never,
    )
    if (outcome instanceof Promise || isRefusal(outcome)) throw new Error('help must not refuse')
    return JSON.stringify(outcome.answer)
  }

  it('lists every command and reaction', () => {
    for (const { usage } of registry.commands.values()) expect(ask('')).toContain(usage)
    for (const name of Object.values(settings.reactions).flat()) expect(ask('')).toContain(`:${name}:`)
  })

  it('shows one command, with an example', () => {
    expect(ask(' LOG ')).toContain('For example: `/inc log 14:35')
    expect(ask('LOG')).not.toContain('commander')
    expect(ask('nonsense')).toContain('commander')
  })
})

describe('the features together', () => {
  it('are found by the input', () => {
    expect(registry.handlerOf(command('log'))).toBe(registry.commands.get('log'))
    expect(registry.handlerOf(command('nonsense'))).toBeUndefined()
    expect(registry.handlerOf({ type: 'timerDue', incidentId: 'i', kind: 'nonsense' })).toBeUndefined()
    expect(registry.handlerOf({ type: 'messageDeleted', workspaceId: 'T1', channelId: 'C1', ts: 1n })).toBe(
      timelineFeature.messageDeleted,
    )
  })
})
