import { describe, expect, it } from 'vitest'
import { type RenamedKey, withCurrentKeys } from './renamed-keys.ts'

const renamed: RenamedKey[] = [
  ['noticing', 'listening'],
  ['postMortem.form', 'postMortem.template'],
]
const hint = (oldPath: string, newPath: string) =>
  `"${oldPath}" is now called "${newPath}": please rename it; the old name still works`

describe('settings under their former names', () => {
  it('come under the current names, with a hint for each', () => {
    const given = { noticing: { offers: 'off' }, postMortem: { form: 'runbook', reviewAfter: '10d' } }
    const current = { listening: { offers: 'off' }, postMortem: { template: 'runbook', reviewAfter: '10d' } }
    expect(withCurrentKeys(given, renamed)).toEqual({
      content: current,
      hints: [hint('noticing', 'listening'), hint('postMortem.form', 'postMortem.template')],
    })
    expect(withCurrentKeys(current, renamed)).toEqual({ content: current, hints: [] })
  })

  it.each([
    [{ noticing: { offers: 'off' }, listening: { offers: 'on' } }],
    [{ postMortem: { form: 'brief', template: 'runbook' } }],
    [null],
    ['noticing'],
    [['noticing']],
    [{ postMortem: null }],
    [{ postMortem: 'form' }],
  ])('are left as they are beside the current name, and where there are no keys: %j', (given) => {
    expect(withCurrentKeys(given, renamed)).toEqual({ content: given, hints: [] })
  })
})
