import { describe, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs, secondMs } from '../time/durations.ts'
import { parseSettings } from './settings.ts'

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
      challenges: {
        after: { SEV1: 15 * minuteMs, SEV2: 30 * minuteMs, SEV3: hourMs, SEV4: null },
        wait: { SEV1: 30 * minuteMs, SEV2: hourMs, SEV3: 2 * hourMs, SEV4: null },
        unexplained: { SEV1: 30 * minuteMs, SEV2: hourMs, SEV3: 2 * hourMs, SEV4: null },
        actionGrace: 10 * minuteMs,
        pause: 2 * minuteMs,
        crowd: 4,
        longShift: 4 * hourMs,
        unanswered: 5,
        growth: 1.5,
        modes: { live: 'on', drill: 'on', retrospective: 'off' },
        quiet: {
          after: 30 * minuteMs,
          from: 9 * hourMs,
          to: 18 * hourMs,
          days: [1, 2, 3, 4, 5],
          severities: ['SEV3', 'SEV4'],
        },
      },
      freshEyes: { people: [], preview: 3 * minuteMs, answer: 20 * minuteMs },
      postMortem: { template: 'standard', reviewAfter: 30 * dayMs },
    })
    expect(settings?.severities.map(({ name }) => name)).toEqual(['SEV1', 'SEV2', 'SEV3', 'SEV4'])
    expect(settings).not.toHaveProperty('announcementChannel')
  })

  it('of an empty file are the defaults', () => {
    expect(parseSettings(null)).toEqual(parseSettings({}))
  })

  it('change only what is given', () => {
    const { settings } = parseSettings({
      reactions: { note: ['notebook', 'pencil'] },
      challenges: { after: { SEV1: '1h30m', SEV3: 'off', SEV4: '2s' } },
    })
    expect(settings?.reactions).toMatchObject({ note: ['notebook', 'pencil'], observation: ['mag'] })
    expect(settings?.challenges).toMatchObject({
      after: { SEV1: 90 * minuteMs, SEV2: 30 * minuteMs, SEV3: null, SEV4: 2 * secondMs },
      wait: { SEV1: 180 * minuteMs, SEV2: hourMs, SEV3: null, SEV4: 4 * secondMs },
      growth: 1.5,
    })
  })

  it('ask by rank where the severities have other names', () => {
    const severities = ['P1', 'P2', 'P3', 'P4', 'P5'].map((name) => ({ name, meaning: name }))
    expect(parseSettings({ severities }).settings?.challenges.after).toEqual({
      P1: 15 * minuteMs,
      P2: 30 * minuteMs,
      P3: hourMs,
      P4: null,
      P5: null,
    })
  })

  it.each([
    [
      { freshEyes: { group: 'sre' } },
      'freshEyes.group: must be the id of a user group such as S0123456789 (its page in Slack, behind ⋮)',
    ],
    [{ freshEyes: { group: 'S0123', people: ['U0123'] } }, 'freshEyes: name a group or people, not both'],
    [
      { postMortem: { template: 'Our form' } },
      'postMortem.template: must be the name of a template, for example runbook',
    ],
    [{ postMortem: { templates: '' } }, 'postMortem.templates: name a folder, or leave the key out'],
    [{ postMortem: { reviewAfter: 30 } }, 'postMortem.reviewAfter: write a duration such as 15m, 2s or 1h30m'],
    [
      { postMortem: { reviewAfter: '400d' } },
      'postMortem.reviewAfter: "400d" must be more than nothing and at most 366d',
    ],
    [{ postMortem: { tempalte: 'x' } }, 'postMortem: "tempalte" is not known here: correct or remove it'],
    [{ freshEyes: { people: ['@dana'] } }, 'freshEyes.people.0: must be a user id such as U0123456789'],
    [{ colour: 'red' }, 'the file: "colour" is not known here: correct or remove it'],
    [{ challenges: { every: '5m' } }, 'challenges: "every" is not known here: correct or remove it'],
    [{ severities: [{ name: 'P1', meaning: 'x', x: 1 }] }, 'severities.0: "x" is not known here'],
    [{ severities: [{ name: 'P1' }] }, 'severities.0.meaning: must be a text'],
    [{ severities: [{ name: 'P 1', meaning: 'x' }] }, 'severities.0.name: must be 1 to 12 letters'],
    [{ severities: ['P1', 'p1'].map((name) => ({ name, meaning: 'x' })) }, 'severities: has a name twice'],
    [{ severities: [] }, 'severities: name at least one severity, or leave the key out'],
    [{ challenges: { after: { SEV1: '15' } } }, 'challenges.after.SEV1: "15" is no duration: write'],
    [
      { challenges: { after: { SEV1: 15 } } },
      'challenges.after.SEV1: write a duration such as 15m, 2s or 1h30m, or off',
    ],
    [{ challenges: { after: { SEV1: '0m' } } }, 'challenges.after.SEV1: "0m" must be more than nothing'],
    [{ challenges: { after: { SEV1: '9999999999d' } } }, 'at most 366d'],
    [{ challenges: { after: { SEV9: '15m' } } }, 'challenges.after.SEV9: is none of SEV1, SEV2, SEV3, SEV4'],
    [{ challenges: { actionGrace: 'off' } }, 'challenges.actionGrace: "off" is no duration: write'],
    [{ challenges: { unanswered: 0 } }, 'challenges.unanswered: '],
    [{ challenges: { wait: { SEV9: '15m' } } }, 'challenges.wait.SEV9: is none of SEV1, SEV2, SEV3, SEV4'],
    [{ challenges: { quiet: { from: '9' } } }, 'challenges.quiet.from: must be a time of day such as 09:00'],
    [{ challenges: { quiet: { from: '19:00' } } }, 'challenges.quiet: from must be before to'],
    [{ challenges: { quiet: { severities: ['P1'] } } }, 'challenges.quiet.severities: "P1" is none of SEV1'],
    [{ challenges: { modes: { drill: 'maybe' } } }, 'challenges.modes.drill: '],
    [{ challenges: { growth: 0.5 } }, 'challenges.growth: '],
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
  ])('%j is one mistake, with its remedy', (content, sentence) => {
    const { settings, mistakes } = parseSettings(content)
    expect(settings).toBeUndefined()
    expect(mistakes).toHaveLength(1)
    expect(mistakes[0]).toContain(sentence)
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
