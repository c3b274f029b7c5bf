import { describe, expect, it } from 'vitest'
import { parseSettings } from '../features.ts'
import { hourMs, minuteMs } from '../platform/time/durations.ts'

describe('the settings', () => {
  it('have defaults that work', () => {
    const { settings, mistakes } = parseSettings({})
    expect(mistakes).toEqual([])
    expect(settings).toMatchObject({
      command: '/incident',
      channelPrefix: 'inc-',
      admins: [],
      zone: 'UTC',
      reactions: {
        note: ['pushpin'],
        observation: ['mag'],
        hypothesis: ['bulb'],
        decision: ['scales'],
        action: ['hammer_and_wrench'],
      },
      reminders: {
        commander: 5 * minuteMs,
        updates: { SEV1: 30 * minuteMs, SEV2: hourMs, SEV3: 4 * hourMs, SEV4: null },
        most: 3,
      },
    })
    expect(settings?.severities.map(({ name }) => name)).toEqual(['SEV1', 'SEV2', 'SEV3', 'SEV4'])
    expect(settings).not.toHaveProperty('announcementChannel')
  })

  it('of an empty file are the defaults', () => {
    expect(parseSettings(null)).toEqual(parseSettings({}))
  })

  it('change only what is given', () => {
    const { settings } = parseSettings({ reactions: { note: ['notebook', 'pencil'] } })
    expect(settings?.reactions).toMatchObject({ note: ['notebook', 'pencil'], observation: ['mag'] })
  })

  it.each([
    [{ colour: 'red' }, 'the file: "colour" is not known here: correct or remove it'],
    [{ severities: [{ name: 'P1', meaning: 'x', x: 1 }] }, 'severities.0: "x" is not known here'],
    [{ severities: [{ name: 'P1' }] }, 'severities.0.meaning: must be a text'],
    [{ severities: [{ name: 'P 1', meaning: 'x' }] }, 'severities.0.name: must be 1 to 12 letters'],
    [{ severities: ['P1', 'p1'].map((name) => ({ name, meaning: 'x' })) }, 'severities: has a name twice'],
    [{ severities: [] }, 'severities: name at least one severity, or leave the key out'],
    [{ zone: 'Lisbon' }, 'zone: must be a time zone such as Europe/Lisbon'],
    [{ command: 'incident' }, 'command: must be a slash command, for example /incident'],
    [{ channelPrefix: 'INC-' }, 'channelPrefix: must be 1 to 20 lower-case letters'],
    [{ announcementChannel: '#incidents' }, 'announcementChannel: must be a channel id such as'],
    [{ admins: ['@ana'] }, 'admins.0: must be a user id such as'],
    [{ admins: 'UANA' }, 'admins: must be a list'],
    [{ reactions: { dart: ['dart'] } }, 'reactions: "dart" is not known here: correct or remove it'],
    [{ reactions: { note: ['memo'] } }, 'reactions: "memo" is how the bot marks what it captured: choose another'],
    [{ reactions: { note: [':memo:'] } }, 'reactions.note.0: must be an emoji name without colons'],
    [{ reactions: { note: [] } }, 'reactions.note: name at least one emoji, or leave the key out'],
    [
      { reactions: { note: ['notebook'], action: ['notebook'] } },
      'reactions: "notebook" stands for two kinds: give each',
    ],
    [{ reactions: { note: ['mag'] } }, 'reactions: "mag" stands for two kinds'],
    ['a text', 'the file: must be keys with values'],
    [['a', 'list'], 'the file: must be keys with values'],
    [{ reminders: { updates: { SEV9: '15m' } } }, 'reminders.updates.SEV9: is none of SEV1, SEV2, SEV3, SEV4'],
  ])('%j is one mistake, with its remedy', (content, sentence) => {
    const { settings, mistakes } = parseSettings(content)
    expect(settings).toBeUndefined()
    expect(mistakes).toEqual([expect.stringContaining(sentence)])
  })

  it('tell every mistake at once', () => {
    const { mistakes } = parseSettings({
      colour: 'red',
      zone: 'Lisbon',
      admins: ['ana'],
      reactions: { note: ['mag'] },
      challenges: { after: { SEV1: 'soon', SEV9: '5m' } },
    })
    expect(mistakes.map((mistake) => mistake.split(':')[0])).toEqual(
      expect.arrayContaining([
        'the file',
        'zone',
        'admins.0',
        'reactions',
        'challenges.after.SEV1',
        'challenges.after.SEV9',
      ]),
    )
  })
})
