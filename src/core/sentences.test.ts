import { describe, expect, it } from 'vitest'
import { ana, incidentWith, momentAt, settingsOf } from '../../test/support/situation.ts'
import { makeRegistry } from '../features.ts'
import { incidentFeature } from '../incident/lifecycle/slack.ts'
import { incidentListLine } from '../incident/lifecycle/view.ts'
import { roleFeature } from '../incident/roles/slack.ts'
import { loadTemplates } from '../platform/config/templates.ts'
import { helpFeature } from '../screens/help/slack.ts'
import { timelineFeature } from '../timeline/capture/slack.ts'
import { isRefusal } from './decision.ts'
import type { ButtonClicked, CommandInvoked, ShortcutUsed } from './input.ts'
import { buildRegistry, type Command, type Handler, type Registry } from './registry.ts'
import { explainNoIncidentHere, explainTooLongCommand, unknownCommandRefusal } from './sentences.ts'

const settings = settingsOf({ command: '/inc' })
const help = helpFeature(() => registry.commands.values())
const registry: Registry = buildRegistry([incidentFeature, roleFeature, timelineFeature, help])
const said = (word: string, rest = ''): CommandInvoked => ({
  type: 'commandInvoked',
  workspaceId: 'T1',
  by: ana,
  channelId: 'C1',
  word,
  rest,
  via: 'command',
})

describe('a word the bot does not know', () => {
  it.each([
    ['comander', "I don't know `comander`. Did you mean `commander`? For example: `/inc commander @dana`"],
    ['xyzzyxyzzy', "I don't know `xyzzyxyzzy`. `/inc help` lists what I do."],
    ['<!channel>', "I don't know `&lt;!channel&gt;`. `/inc help` lists what I do."],
  ])('%s', (word, sentence) => {
    expect(unknownCommandRefusal(said(word), { registry, settings })).toBe(sentence)
  })

  it.each([
    ...['panel', 'canvas', 'channel', 'note', 'todo', 'done', 'mute', 'open', 'cause'],
    ...['cancle', 'canc', 'closee', 'clos', 'repoen', 'reope', 'moed', 'mod'],
  ])('never suggests a drastic command for a typo: %s', (word) => {
    const everything = makeRegistry(loadTemplates())
    const guess = /Did you mean `([^`]+)`/.exec(unknownCommandRefusal(said(word), { registry: everything, settings }))
    expect(['cancel', 'close', 'reopen', 'mode']).not.toContain(guess?.[1])
  })

  it('or a button of an older version is said to be one', () => {
    const shortcut: ShortcutUsed = { type: 'shortcutUsed', workspaceId: 'T1', by: ana, callback: 'gone' }
    expect(unknownCommandRefusal(shortcut, { registry, settings })).toContain('an older version of the bot')
  })
})

describe('words too many for a command', () => {
  const words = (length: number) => 'x'.repeat(length - 'log'.length)

  it('are those beyond what one input of a form holds', () => {
    expect(explainTooLongCommand(said('log', words(3000)), settings)).toBeUndefined()
    expect(explainTooLongCommand(said('log', words(3001)), settings)).toBe(
      "That's 3,001 characters, and I read at most 3,000 of a command. Nothing was saved: shorten it, or post it as a message and react with :pushpin:.",
    )
    expect(explainTooLongCommand(said(words(3004)), settings)).toContain('3,001 characters')
  })

  it('of a form Slack has measured: what it escapes makes them longer', () => {
    expect(explainTooLongCommand({ ...said('log', '&lt;'.repeat(3000)), via: 'modal' }, settings)).toBeUndefined()
  })
})

describe('said where no incident is', () => {
  it('lists those that are open', () => {
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

  it('or tells how to start one', () => {
    expect(explainNoIncidentHere([], settings)).toContain('`/inc declare` starts one')
  })
})

describe('help', () => {
  const ask = (rest: string) => {
    const word = registry.commands.get('help') as Command
    const outcome = word.run({} as never, said('help', rest), { ...momentAt(0), settings }, undefined as never)
    if (outcome instanceof Promise || isRefusal(outcome)) throw new Error('help refuses nothing')
    return JSON.stringify(outcome.answer)
  }

  it('lists every word and reaction', () => {
    for (const word of registry.commands.values()) expect(ask('')).toContain(word.usage)
    for (const name of Object.values(settings.reactions).flat()) expect(ask('')).toContain(`:${name}:`)
  })

  it('shows one word, with an example', () => {
    expect(ask(' LOG ')).toContain('For example: `/inc log 14:35')
    expect(ask('LOG')).not.toContain('commander')
    expect(ask('nonsense')).toContain('commander')
  })
})

describe('features that meet', () => {
  const undo = timelineFeature.buttons?.['timeline.undo'] as never as Handler<ButtonClicked>

  it('must not claim the same name', () => {
    expect(() => buildRegistry([help, helpFeature(() => [])])).toThrow('"help" is registered twice')
    const [take, make] = [{ ...undo }, { ...undo }]
    expect(() => buildRegistry([{ buttons: { x: take } }, { buttons: { x: make } }])).toThrow('"x" is registered twice')
  })

  it('are found by what comes in', () => {
    expect(registry.handlerOf(said('log'))).toBe(registry.commands.get('log'))
    expect(registry.handlerOf(said('nonsense'))).toBeUndefined()
    expect(registry.handlerOf({ type: 'timerDue', incidentId: 'i', kind: 'nonsense' })).toBeUndefined()
    expect(registry.handlerOf({ type: 'messageDeleted', workspaceId: 'T1', channelId: 'C1', ts: 1n })).toBe(
      timelineFeature.messageDeleted,
    )
  })
})
