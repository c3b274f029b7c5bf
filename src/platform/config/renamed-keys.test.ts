import { describe, expect, it } from 'vitest'
import { parseSettings } from './settings.ts'

const hint = (oldPath: string, newPath: string) =>
  `"${oldPath}" is now called "${newPath}": please rename it; the old name still works`

describe('settings under their former names', () => {
  it('count like those under the current names, with a hint for each', () => {
    const { settings, mistakes, hints } = parseSettings({
      noticing: { offers: 'off' },
      postMortem: { form: 'runbook', reviewAfter: '10d' },
    })
    const current = parseSettings({
      listening: { offers: 'off' },
      postMortem: { template: 'runbook', reviewAfter: '10d' },
    })
    expect(settings).toEqual(current.settings)
    expect(mistakes).toEqual([])
    expect(hints).toEqual([hint('noticing', 'listening'), hint('postMortem.form', 'postMortem.template')])
    expect(current.hints).toEqual([])
  })

  it.each([
    [{ noticing: { offers: 'off' }, listening: { offers: 'on' } }, 'the file: "noticing" is not known here'],
    [{ postMortem: { form: 'brief', template: 'runbook' } }, 'postMortem: "form" is not known here'],
  ])('beside the current name are a mistake: %j', (given, mistake) => {
    const { settings, mistakes } = parseSettings(given)
    expect(settings).toBeUndefined()
    expect(mistakes).toEqual([expect.stringContaining(mistake)])
  })

  it.each([[null], ['noticing'], [['noticing']], [{ postMortem: null }], [{ postMortem: 'form' }]])(
    'are not looked for where there are no keys: %j',
    (given) => {
      expect(parseSettings(given).hints).toEqual([])
    },
  )
})
