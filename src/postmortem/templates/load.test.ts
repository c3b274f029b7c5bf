import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formsFolder } from '../../../test/support/forms-folder.ts'
import { materialWith } from '../../../test/support/material.ts'
import { buildPostMortem } from '../document/build.ts'
import { renderDocument } from '../export/document.ts'
import { renderMarkdown } from '../render/markdown.ts'
import { outlineWithTemplate } from './library.ts'
import { loadTemplates, loadTemplatesLogged } from './load.ts'

const ours = (words: string) => `---\ndoes: ours\n---\n# ${words}\n`
const material = materialWith(() => 'word')
const read = (forms: ReturnType<typeof loadTemplates>, form: string | null) =>
  renderMarkdown(
    outlineWithTemplate(buildPostMortem(material), forms, form, { people: [], channels: [], workspaceUrl: null }),
  )

describe("a team's own forms", () => {
  it('the six that come along can be read', () => {
    const { templates, complaints } = loadTemplates()
    expect([...templates.keys()]).toEqual(['brief', 'playback', 'public', 'retrospective', 'runbook', 'standard'])
    expect(complaints.size).toBe(0)
  })

  it('are there beside ours, and one of the same name stands in for it', () => {
    const folder = formsFolder({
      'ours.md': ours('Ours'),
      'brief.md': ours('Short'),
      'README.md': 'Read me',
      'notes.txt': '',
    })
    const forms = loadTemplates({ folder, usual: 'ours' })
    expect(forms.complaints.size).toBe(0)
    expect(read(forms, null)).toContain('# Ours')
    expect(read(forms, 'brief')).toContain('# Short')
    expect(read(forms, 'standard')).toContain('## Facts')
  })

  it('a broken one is standard instead, with what to mend on top', () => {
    const folder = formsFolder({ 'brief.md': `${ours('Short')}{{ nobody }}` })
    const forms = loadTemplates({ folder })
    expect(forms.complaints.get('brief')).toContain('brief, line 5: there is no field "nobody"')
    const text = read(forms, 'brief')
    expect(text).toContain('**The form could not be used:** brief, line 5')
    expect(text).toContain('## Facts')
    expect(read(forms, 'runbook')).not.toContain('could not be used')
  })

  it('a broken standard is ours instead, and says so', () => {
    const folder = formsFolder({ 'standard.md': ours('{% if state %}') })
    const text = read(loadTemplates({ folder }), null)
    expect(text).toContain('**The form could not be used:** standard, line 4: tag {% if state %} not closed')
    expect(text).toContain('## Facts')
  })

  it('what was chosen and is not there is standard instead, whoever chose it', () => {
    expect(loadTemplates({ usual: 'gone' }).complaints.get('gone')).toBe(
      'there is no form called "gone": one of brief, playback, public, retrospective, runbook, standard',
    )
    expect(read(loadTemplates({ usual: 'gone' }), null)).toContain('there is no form called "gone"')
    expect(read(loadTemplates(), 'gone')).toContain('there is no form called "gone". This is the form "standard"')
  })

  it.each([
    ['ours.md', new Uint8Array([...Buffer.from(ours('x')), 0x0a, 0xff, 0xfe]), 'ours, line 6: this is not UTF-8'],
    ['ours.md', '', 'ours, line 1: begin with a head'],
    ['Our form.md', ours('x'), 'Our form: name a template in lower-case letters'],
  ])('%s that is no form is said', (name, content, complaint) => {
    const { complaints } = loadTemplates({ folder: formsFolder({ [name]: content }) })
    expect([...complaints.values()]).toEqual([expect.stringContaining(complaint)])
  })

  it('a form that begins with the mark of Unicode is a form', () => {
    const { complaints } = loadTemplates({ folder: formsFolder({ 'ours.md': `\uFEFF${ours('x')}` }) })
    expect(complaints.size).toBe(0)
  })

  it('a folder that is not there, and one that is named like a form, stop nobody', () => {
    const folder = formsFolder({})
    mkdirSync(join(folder, 'ours.md'))
    expect([...loadTemplates({ folder }).complaints.values()]).toEqual([expect.stringContaining('EISDIR')])
    const missing = loadTemplates({ folder: join(folder, 'none') })
    expect([...missing.complaints.values()]).toEqual([expect.stringContaining('cannot be read: ENOENT')])
    expect(missing.templates.size).toBe(6)
  })

  it('a bot that starts says which cannot be used, and why, in its log', () => {
    const said: unknown[][] = []
    const log = { warn: (...words: unknown[]) => void said.push(words) }
    const folder = formsFolder({ 'ours.md': `${ours('x')}{{ nobody }}`, 'fine.md': ours('x') })
    expect(loadTemplatesLogged({ folder }, log).templates.has('fine')).toBe(true)
    expect(said).toEqual([
      [
        { template: 'ours', complaint: expect.stringContaining('ours, line 5: there is no field "nobody"') },
        'a post-mortem template cannot be used',
      ],
    ])
  })

  it('what is wrong goes along with the file, so that it can be said where the file is seen', () => {
    const form = (template: string) => renderDocument(material, { format: 'md', template }, loadTemplates(), new Map())
    expect(form('gone').complaint).toBe(
      'there is no form called "gone". This is the form "standard" instead, which names people.',
    )
    expect(form('brief').complaint).toBeNull()
  })
})
