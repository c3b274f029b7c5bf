import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../features.ts'
import { minuteMs } from '../../platform/time/durations.ts'

describe('the settings of fresh eyes', () => {
  it('have defaults that work', () => {
    expect(parseSettings({}).settings?.freshEyes).toEqual({ people: [], preview: 3 * minuteMs, answer: 20 * minuteMs })
  })

  it.each([
    [
      { freshEyes: { group: 'sre' } },
      'freshEyes.group: must be the id of a user group such as S0123456789 (its page in Slack, behind ⋮)',
    ],
    [{ freshEyes: { group: 'S0123', people: ['U0123'] } }, 'freshEyes: name a group or people, not both'],
    [{ freshEyes: { people: ['@dana'] } }, 'freshEyes.people.0: must be a user id such as U0123456789'],
  ])('%j is one mistake, with its remedy', (content, sentence) => {
    const { settings, mistakes } = parseSettings(content)
    expect(settings).toBeUndefined()
    expect(mistakes).toEqual([expect.stringContaining(sentence)])
  })
})
