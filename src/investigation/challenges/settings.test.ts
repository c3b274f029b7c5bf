import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../features.ts'
import { hourMs, minuteMs, secondMs } from '../../platform/time/durations.ts'

describe('the settings of challenges', () => {
  it('have defaults that work', () => {
    expect(parseSettings({}).settings?.challenges).toEqual({
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
    })
  })

  it('change only what is given', () => {
    const { settings } = parseSettings({ challenges: { after: { SEV1: '1h30m', SEV3: 'off', SEV4: '2s' } } })
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
    [{ challenges: { every: '5m' } }, 'challenges: "every" is not known here: correct or remove it'],
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
  ])('%j is one mistake, with its remedy', (content, sentence) => {
    const { settings, mistakes } = parseSettings(content)
    expect(settings).toBeUndefined()
    expect(mistakes).toEqual([expect.stringContaining(sentence)])
  })

  it('are not blamed for names where the severities themselves cannot be read', () => {
    const { mistakes } = parseSettings({
      severities: 'P1',
      challenges: { after: { P1: '5m' }, quiet: { severities: ['P1'] } },
    })
    expect(mistakes).toEqual(['severities: must be a list'])
  })
})
