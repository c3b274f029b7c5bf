import { describe, expect, it } from 'vitest'
import { parseSettings } from '../features.ts'
import { dayMs } from '../platform/time/durations.ts'
import { selectTemplates } from './templates/load.ts'

describe('the settings of post-mortems', () => {
  it('have defaults that work', () => {
    expect(parseSettings({}).settings?.postMortem).toEqual({ template: 'standard', reviewAfter: 30 * dayMs })
  })

  it.each([
    [{ template: 'ours', templates: './forms' }, '/etc/fresheyes', { folder: '/etc/fresheyes/forms', usual: 'ours' }],
    [{ templates: '/srv/forms' }, '/etc/fresheyes', { folder: '/srv/forms', usual: 'standard' }],
    [{ templates: 'forms' }, undefined, { folder: 'forms', usual: 'standard' }],
    [{}, '/etc/fresheyes', { folder: undefined, usual: 'standard' }],
  ])('find a folder of forms from where the settings file stands: %j in %s', (postMortem, folder, selection) => {
    const { settings } = parseSettings({ postMortem }, folder)
    expect(settings && selectTemplates(settings)).toEqual(selection)
  })

  it('know the template as a form too, as in earlier releases, but not as both', () => {
    const { settings, hints } = parseSettings({ postMortem: { form: 'runbook' } })
    expect(settings?.postMortem.template).toBe('runbook')
    expect(hints).toEqual([expect.stringContaining('"postMortem.form" is now called "postMortem.template"')])
    expect(parseSettings({ postMortem: { form: 'brief', template: 'runbook' } })).toEqual({
      mistakes: [expect.stringContaining('postMortem: "form" is not known here')],
      hints: [],
    })
  })

  it.each([
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
  ])('%j is one mistake, with its remedy', (content, sentence) => {
    const { settings, mistakes } = parseSettings(content)
    expect(settings).toBeUndefined()
    expect(mistakes).toEqual([expect.stringContaining(sentence)])
  })
})
