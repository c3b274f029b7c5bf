import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ana, at, ben, contextAt, stateWith } from '../../../test/support/situation.ts'
import type { SectionText } from '../record.ts'
import { type InputPiece, joinInputs, splitIntoInputs } from '../split-inputs.ts'
import {
  buildWrittenSections,
  type CloseSection,
  type CurrentSections,
  getInitialText,
  initialMarksField,
  markInitialText,
  maxInputsPerCloseSection,
  notKnownYet,
  type Prose,
  sectionKeys,
} from './texts.ts'

const state = stateWith()
const ctx = contextAt(30)
const prose: Prose = { summary: 'It broke.', impact: '', causes: '', resolution: '- restarted it' }
const wrote = (overrides: Partial<SectionText> = {}): SectionText => ({
  section: 'summary',
  version: 1,
  text: 'It broke badly.',
  basis: 'It broke.',
  writtenBy: ben.id,
  writtenAt: at(20),
  ...overrides,
})

const fieldsOf = (pieces: readonly InputPiece[]): Record<string, string> =>
  Object.fromEntries(pieces.map(({ name, text }) => [name, text]))

const presentWith = (overrides: Partial<CurrentSections> = {}): CurrentSections => ({
  prose,
  isCauseKnown: false,
  written: [],
  ...overrides,
})

/** The modal as it opens: the initial values of its inputs, and the metadata that it keeps about them. */
function opened(overrides: Partial<CurrentSections> = {}) {
  const sections = sectionKeys.map((key) => [key, getInitialText(key, presentWith(overrides))] as const)
  const initial = Object.assign(
    {},
    ...sections.map(([key, { text }]) => fieldsOf(splitIntoInputs(key, text, maxInputsPerCloseSection) ?? [])),
  ) as Record<string, string>
  const began = sections.map(([key, text]) => markInitialText(key, text))
  return { about: { began }, initial, fields: initial }
}

/** What is stored when the modal is submitted with these fields, and the sections have changed to `now`. */
const sent = (
  form: ReturnType<typeof opened>,
  fields: Partial<Record<CloseSection, string>>,
  now: Partial<CurrentSections> = {},
) =>
  buildWrittenSections(
    { ...ctx, state, by: ana },
    { ...form, fields: { ...form.fields, ...fields } },
    presentWith(now),
  ).map(({ text: { section, version, text, basis } }) => ({ section, version, text, basis }))

/** Texts with every kind of break, many of them longer than one input. */
const long = fc
  .array(fc.constantFrom('word ', 'line\n', 'paragraph\n\n', '🔥', 'x'.repeat(700), 'عربي '), {
    maxLength: 60,
  })
  .map((parts) => parts.join('').trim())
  .filter((text) => text.length <= 10_000)

describe('a text split over inputs', () => {
  it('is unchanged when its inputs are submitted unchanged', () => {
    fc.assert(
      fc.property(long, (text) => {
        const pieces = splitIntoInputs('resolution', text, maxInputsPerCloseSection) ?? []
        expect(pieces.length).toBeGreaterThan(0)
        for (const piece of pieces) {
          expect(piece.text.length).toBeLessThanOrEqual(3_000)
          expect(piece.text.isWellFormed()).toBe(true)
        }
        expect(joinInputs(fieldsOf(pieces), 'resolution')).toBe(text)
      }),
    )
  })

  it('is split between lines, and left out when it needs more than four inputs', () => {
    const line = `${'x'.repeat(1_999)}\n`
    expect(splitIntoInputs('impact', line.repeat(3), maxInputsPerCloseSection)?.map(({ name }) => name)).toEqual([
      'impact',
      'impact+02+line',
      'impact+03+line',
    ])
    expect(splitIntoInputs('impact', line.repeat(9), maxInputsPerCloseSection)).toBeUndefined()
  })

  it('keeps the text of the other inputs when one is changed', () => {
    const text = `${'a'.repeat(2_990)}\n\n${'b'.repeat(2_990)}\n${'c'.repeat(100)}`
    const fields = {
      ...fieldsOf(splitIntoInputs('impact', text, maxInputsPerCloseSection) ?? []),
      'impact+03+line': 'and c',
    }
    expect(joinInputs(fields, 'impact')).toBe(`${'a'.repeat(2_990)}\n\n${'b'.repeat(2_990)}\nand c`)
  })
})

describe('what the close modal keeps of its initial texts', () => {
  const summary = { section: 'summary', version: 0, mark: 'k3x9' } as const
  const causes = { section: 'causes', version: 12, mark: '1b7' } as const

  it.each([
    ['', []],
    ['summary:0:k3x9', [summary]],
    ['summary:0:k3x9 causes:12:1b7', [summary, causes]],
  ])('is written and read as %j', (text, marks) => {
    expect(z.encode(initialMarksField, marks)).toBe(text)
    expect(z.decode(initialMarksField, text)).toEqual(marks)
  })

  it.each([
    ['causes:12:1b7 summary:0:k3x9', [summary, causes]],
    ['weather:1:abc summary:0:k3x9', [summary]],
    ['summary:0:k3x9 causes:', [summary]],
    ['summary', []],
    ['toString:1:abc', []],
  ])('is read from %j without what is not known', (text, marks) => {
    expect(z.decode(initialMarksField, text)).toEqual(marks)
  })

  it.each(['summary:x:k3x9', 'summary:1.5:k3x9', 'summary:1e99:k3x9'])('is not read from %j', (text) => {
    expect(initialMarksField.safeDecode(text).success).toBe(false)
  })
})

describe('sections written in the close modal', () => {
  it('are unaffected by a submission that is unchanged, or equivalent', () => {
    const before = { prose: { ...prose, summary: 'It 🔥\n& broke.' } }
    expect(sent(opened(before), {}, before)).toEqual([])
    expect(sent(opened(before), { summary: ' It :fire:\r\n& broke.\n' }, before)).toEqual([])
    expect(sent(opened(), { causes: notKnownYet })).toEqual([])
    expect(sent(opened(), { summary: '', causes: '  ', impact: ' \n ', resolution: '' })).toEqual([])
  })

  it('get a first version where they changed, based on the generated text', () => {
    expect(sent(opened(), { summary: ' It broke, all of it. ', causes: 'The cache.' })).toEqual([
      { section: 'summary', version: 1, text: 'It broke, all of it.', basis: 'It broke.' },
      { section: 'causes', version: 1, text: 'The cache.', basis: '' },
    ])
  })

  it('are based on the text that the author saw, even if a different one is generated now', () => {
    const changed = { ...prose, summary: 'It broke at 03:00.', causes: '- the pool' }
    const later = { prose: changed, isCauseKnown: true }
    expect(sent(opened(), { summary: 'All broke.', causes: 'We do not know.' }, later)).toEqual([
      { section: 'summary', version: 1, text: 'All broke.', basis: 'It broke.' },
      { section: 'causes', version: 1, text: 'We do not know.', basis: '' },
    ])
    expect(sent(opened(), {}, later)).toEqual([])
  })

  it('start the root cause with “Not known yet” above the other hypotheses until a cause is confirmed', () => {
    const unknown = { prose: { ...prose, causes: '**Ruled out**\n\n- the ALB' } }
    const form = opened(unknown)
    expect(form.initial.causes).toBe('Not known yet\n\n**Ruled out**\n\n- the ALB')
    expect(sent(form, {}, unknown)).toEqual([])
    const confirmed = { prose: { ...prose, causes: '**Cause**\n\n- the pool' }, isCauseKnown: true }
    expect(opened(confirmed).initial.causes).toBe('**Cause**\n\n- the pool')
    for (const now of [unknown, confirmed])
      expect(sent(form, { causes: 'Not known yet, but not the ALB.' }, now)).toEqual([
        {
          section: 'causes',
          version: 1,
          text: 'Not known yet, but not the ALB.',
          basis: '**Ruled out**\n\n- the ALB',
        },
      ])
  })

  it('get a further version when somebody else wrote in the meantime, unless the text is the same', () => {
    const written = [wrote()]
    expect(sent(opened(), { summary: 'All broke.' }, { written })).toEqual([
      { section: 'summary', version: 2, text: 'All broke.', basis: 'It broke.' },
    ])
    expect(sent(opened(), { summary: 'It broke badly.' }, { written })).toEqual([])
    expect(sent(opened(), { summary: '' }, { written })).toEqual([])
  })

  it('start with the latest version, and are generated again once emptied', () => {
    const written = [wrote(), wrote({ version: 2, text: 'It broke twice.', basis: 'It broke!' })]
    const form = opened({ written })
    expect(form.initial.summary).toBe('It broke twice.')
    expect(sent(form, {}, { written })).toEqual([])
    expect(sent(form, { summary: 'Thrice.' }, { written })).toEqual([
      { section: 'summary', version: 3, text: 'Thrice.', basis: 'It broke!' },
    ])
    expect(sent(form, { summary: '' }, { written })).toEqual([
      { section: 'summary', version: 3, text: '', basis: 'It broke!' },
    ])
    expect(opened({ written: [...written, wrote({ version: 3, text: '' })] }).initial.summary).toBe('It broke.')
  })
})
