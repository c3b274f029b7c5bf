import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../features.ts'

describe('the settings of listening', () => {
  it('offer something unless they say otherwise', () => {
    expect(parseSettings({}).settings?.listening).toEqual({ offers: 'on' })
    expect(parseSettings({ listening: { offers: 'off' } }).settings?.listening).toEqual({ offers: 'off' })
    expect(parseSettings({ listening: { offers: 'no' } }).mistakes).toEqual(['listening.offers: must be on or off'])
  })

  it('are known as noticing too, as in earlier releases, but not as both', () => {
    const { settings, hints } = parseSettings({ noticing: { offers: 'off' } })
    expect(settings?.listening).toEqual({ offers: 'off' })
    expect(hints).toEqual([expect.stringContaining('"noticing" is now called "listening"')])
    expect(parseSettings({ noticing: { offers: 'off' }, listening: { offers: 'on' } })).toEqual({
      mistakes: [expect.stringContaining('the file: "noticing" is not known here')],
      hints: [],
    })
  })
})
