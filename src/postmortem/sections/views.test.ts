import { describe, expect, it } from 'vitest'
import { checkMessageBlocks, checkView } from '../../../playground/blocks/validate.ts'
import { materialWith } from '../../../test/support/material.ts'
import { markupIn } from '../../../test/support/pings.ts'
import { ana, at, ben, contextAt, settingsOf } from '../../../test/support/situation.ts'
import { modalView } from '../../messages/modal.ts'
import type { PostMortemInput } from '../input.ts'
import type { PostMortemRecord, SectionText } from '../record.ts'
import type { TemplateLibrary } from '../templates/library.ts'
import { parseTemplate } from '../templates/template.ts'
import { type Draft, draftFrom, type SectionDraft } from './draft.ts'
import { sectionEditModal } from './edit-modal.ts'
import { sectionHistoryModal } from './history.ts'
import { reviewMessage } from './review-view.ts'
import { nextReviewModal, publishModal, templateChoiceModal } from './state-modals.ts'
import { postMortemStateMessage } from './state-view.ts'

const hostile = '<!channel> & <@UBEN> *bold* ```\n<script>`x`</script> | ~no~ \u202E'.repeat(30)

const sections = Array.from(
  { length: 39 },
  (_, index) => `{% section part_${index} %}\n## ${index} {{ incident.title }}\n\nWords.\n{% endsection %}`,
)
const source = (body: string) => `---\ndoes: something\n---\n# x\n\n${body}\n`
const forms: TemplateLibrary = {
  templates: new Map([
    [
      'standard',
      parseTemplate(
        'standard',
        source(`${sections.join('\n')}\n{% section summary %}\n## Summary\n\n{% show summary %}\n{% endsection %}`),
      ),
    ],
    ['bare', parseTemplate('bare', source('Nothing to edit.'))],
  ]),
  complaints: new Map(Array.from({ length: 40 }, (_, index) => [`broken-${index}`, hostile])),
  usual: 'standard',
  fallback: parseTemplate('standard', source('Nothing.')),
}
const record: PostMortemRecord = {
  state: 'published',
  template: null,
  draftedAt: at(100),
  publishedAt: at(200),
  publishedBy: ben.id,
  nextReviewOn: new Date('2026-04-01'),
  canvasId: null,
  canvasError: null,
}
const version = (section: string, number: number, text: string): SectionText => ({
  section,
  version: number,
  text,
  basis: number % 2 ? hostile : '',
  writtenBy: number % 2 ? ana.id : ben.id,
  writtenAt: at(100 + number),
})
const written = [
  ...Array.from({ length: 40 }, (_, index) => version('part_1', index + 1, `${hostile}${index}`)),
  version('part_2', 1, 'x'.repeat(59_000)),
  version('part_3', 1, `${'🔥'.repeat(20_000)}`),
  version('elsewhere', 1, hostile),
]

function draftWith(overrides: Partial<PostMortemInput> = {}): Draft {
  const built = materialWith(() => hostile)
  // Slack limits the length of names.
  const names = new Map([ana.id, ben.id].map((id) => [id, hostile.slice(0, 80)]))
  const material = { ...built, state: { ...built.state, names }, record, written, ...overrides }
  const draft = draftFrom(material, forms, settingsOf())
  if ('refusal' in draft) throw new Error(draft.refusal)
  return draft
}
const sheet = (draft: Draft, key: string): SectionDraft => {
  const found = draft.sheets.find((one) => one.key === key)
  if (!found) throw new Error(`There is no section ${key}`)
  return found
}
const ctx = contextAt(300, { announcementChannel: 'CNEWS' })

describe('views of a large post-mortem with hostile text', () => {
  const draft = draftWith()
  const bare = draftWith({ record: { ...record, template: 'bare', state: 'draft' } })

  it.each([
    ['the state', postMortemStateMessage(draft, forms)],
    ['the state in a template without sections', postMortemStateMessage(bare, forms)],
    ['the review reminder', reviewMessage(draft, true)],
  ])('are messages that Slack accepts: %s', (_what, { blocks }) => {
    expect(checkMessageBlocks(blocks)).toBeUndefined()
    expect(JSON.stringify(blocks)).toMatch(/postmortem\.(publish|later)/)
    expect(markupIn(blocks).filter((found) => !/^<(!date|#CINC)/.test(found))).toEqual([])
  })

  it.each([
    ['a section with a long history', sectionEditModal(draft, sheet(draft, 'part_1'), '/incident')],
    ['a section of 59,000 characters', sectionEditModal(draft, sheet(draft, 'part_2'), '/incident')],
    ['a section of nothing but emoji', sectionEditModal(draft, sheet(draft, 'part_3'), '/incident')],
    ['the history', sectionHistoryModal(draft, sheet(draft, 'part_1'), 3)],
    ['the history, past its end', sectionHistoryModal(draft, sheet(draft, 'part_1'), 900)],
    ['publishing', publishModal(ctx, draft)],
    ['the choice of templates', templateChoiceModal(draft, forms)],
    ['the next review', nextReviewModal({ ...ctx, state: draft.state }, draft, true)],
  ])('are modals that Slack accepts: %s', (_what, modal) => {
    expect(checkView(modalView(modal), 'modal')).toEqual([])
    expect(markupIn(modal).filter((found) => !/^<(!date|#C)/.test(found))).toEqual([])
  })

  it('never cut the text in the edit modal', () => {
    for (const key of ['part_2', 'part_3']) {
      const inputs = sectionEditModal(draft, sheet(draft, key), '/incident').inputs
      const texts = inputs.map((input) => ('initial' in input ? input.initial : ''))
      expect(texts.join('')).toBe(sheet(draft, key).versions[0]?.text)
    }
  })

  it('name written sections that the template leaves out', () => {
    expect(draft.leftOut).toEqual(['elsewhere'])
    expect(JSON.stringify(postMortemStateMessage(draft, forms))).toContain('Not in this form: elsewhere')
  })
})

describe('right after the close', () => {
  it('says that the draft will follow', () => {
    const none = draftFrom({ ...materialWith(() => 'x'), record: null, written: [] }, forms, settingsOf())
    expect(none).toEqual({
      refusal: 'The draft of INC-12 is not there yet: it follows within two minutes of the close.',
    })
  })
})

describe('a gap', () => {
  it('belongs to the section that marks it, whatever the key of that section', () => {
    const library: TemplateLibrary = {
      ...forms,
      templates: new Map([
        [
          'standard',
          parseTemplate('standard', source('{% section what_happened %}\n{% show summary %}\n{% endsection %}')),
        ],
      ]),
    }
    const draft = draftFrom({ ...materialWith(() => 'x'), record, written: [] }, library, settingsOf())
    expect(JSON.stringify('refusal' in draft ? draft : postMortemStateMessage(draft, library))).toContain(
      '• *What happened*: What happened, in three sentences.',
    )
  })
})
