import { describe, expect, it } from 'vitest'
import type { TemplateLibrary } from '../templates/library.ts'
import { parseTemplate } from '../templates/template.ts'
import { formatNames, parseExportRequest } from './export-request.ts'

const form = (name: string) => [name, parseTemplate(name, '---\ndoes: something\n---\n# x\n')] as const
const forms: TemplateLibrary = {
  templates: new Map([form('standard'), form('public')]),
  complaints: new Map([['broken', 'broken, line 3: there is nothing called "x" to show']]),
  usual: 'standard',
  fallback: form('standard')[1],
}
const read = (words: string) => parseExportRequest(words, forms, '/incident')
const refused = (words: string): string => {
  const outcome = read(words)
  if (!('refusal' in outcome)) throw new Error(`"${words}" was not refused`)
  return outcome.refusal
}

describe('parsing an export request', () => {
  it.each([
    ['', 'md', null],
    ['json', 'json', null],
    ['public', 'md', 'public'],
    ['md public', 'md', 'public'],
    ['PUBLIC  Md', 'md', 'public'],
    ['INC-12 public md', 'md', 'public'],
    ['public INC-12', 'md', 'public'],
    ['json 12', 'json', null],
    ['broken', 'md', 'broken'],
  ])('takes the words in any order: “%s”', (words, format, template) => {
    expect(read(words)).toEqual({ format, template })
  })

  it('answers an unknown word with the nearest one and the list of all', () => {
    expect(refused('pubic')).toBe(
      'I know neither a format nor a form `pubic`. Did you mean `public`? Formats: `md`, `html`, `json`, `canvas`. Forms: `broken`, `public`, `standard`. For example: `/incident export md public`',
    )
    expect(refused('<!channel>`x')).toContain("form `&lt;!channel&gt;'x`. Formats:")
    expect(refused('markdwon')).not.toContain('undefined')
  })

  it('refuses two formats or two templates', () => {
    expect(refused('md json')).toContain('One format at a time.')
    expect(refused('public standard')).toContain('One form at a time.')
  })

  it('refuses JSON in a template, because JSON leaves nothing out', () => {
    expect(refused('json public')).toContain('`json` is all that is on record, in no form')
  })

  it('accepts a canvas, but no template for it', () => {
    expect(read('canvas INC-12')).toEqual({ canvas: true })
    expect(refused('public canvas')).toContain('A canvas has the form chosen for the post-mortem')
  })

  it('lists the formats in words', () => {
    expect(formatNames).toBe('md, html or json')
  })
})
