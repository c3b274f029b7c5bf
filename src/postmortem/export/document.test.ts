import { describe, expect, it } from 'vitest'
import { materialWith } from '../../../test/support/material.ts'
import { everythingKnown } from '../../../test/support/materials.ts'
import { forms } from '../../../test/support/outlined.ts'
import { buildPostMortem } from '../document/build.ts'
import { renderDocument } from './document.ts'

const full = materialWith(() => 'words')

describe('a post-mortem as a file', () => {
  it('is named after the incident', () => {
    expect(renderDocument(full, { format: 'md', template: null }, forms, new Map())).toMatchObject({
      name: 'INC-12-postmortem.md',
      title: 'INC-12 post-mortem (draft)',
    })
  })

  it.each(['md', 'html', 'json'] as const)('contains no bidi control characters as %s', (format) => {
    const controls = '\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069'
    const everything = everythingKnown(() => `a${controls}b https://x.io/${controls}c`)
    const picture = {
      id: 'p',
      entryId: everything.entries[0]?.id ?? '',
      name: `a${controls}b.png`,
      type: 'image/png',
    }
    const material = { ...everything, pictures: [picture] }
    const bytes = new Map([['p', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])]])
    for (const template of forms.templates.keys()) {
      const { content } = renderDocument(material, { format, template }, forms, bytes)
      expect(content.replaceAll('\u2060', '')).toContain(format === 'json' ? 'a\\u061c' : 'ab')
      expect(content).not.toMatch(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/)
      if (format === 'html' && template === 'standard') expect(content).toContain('alt="ab.png"')
    }
  })

  it('is the document itself as JSON', () => {
    expect(JSON.parse(renderDocument(full, { format: 'json', template: null }, forms, new Map()).content)).toEqual(
      JSON.parse(JSON.stringify(buildPostMortem(full))),
    )
  })

  it.each(['standard', 'brief', 'retrospective', 'playback', 'runbook', 'public'])(
    'says which messages could not be saved in the template %s, unless that is public',
    (template) => {
      const lost = [{ channelId: 'CINC', ts: 1_772_420_700_000_100n, threadTs: null }]
      const { content } = renderDocument({ ...full, lost }, { format: 'md', template }, forms, new Map())
      expect(content.includes('could not be saved')).toBe(template !== 'public')
    },
  )
})
