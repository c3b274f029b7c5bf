import { z } from 'zod'
import type { WithActor } from '../../core/feature/context.ts'
import type { ModalSubmitted } from '../../core/input.ts'
import { computeFingerprint } from '../../incident/lifecycle/fingerprint.ts'
import type { SectionText } from '../record.ts'
import { buildSectionChange } from '../section-change.ts'
import type { PostMortemContext } from '../settings.ts'
import { joinInputs, normalizeInputText } from '../split-inputs.ts'

/** The sections that can be written in the close modal, with their labels. */
export const closeSections = {
  summary: 'Summary',
  impact: 'Impact',
  causes: 'Root cause',
  resolution: 'Resolution',
} as const
export type CloseSection = keyof typeof closeSections
export const sectionKeys = Object.keys(closeSections) as CloseSection[]

export type Prose = Readonly<Record<CloseSection, string>>

/** The initial text of the root cause until one is confirmed; submitted unchanged, it counts as nothing written. */
export const notKnownYet = 'Not known yet'

/** The generated and written texts of the sections at present. */
export interface CurrentSections {
  prose: Prose
  isCauseKnown: boolean
  written: readonly SectionText[]
}

/** The initial text of a section in the modal. `version` is that of the written text, or 0 if it is generated. */
export interface InitialText {
  text: string
  version: number
}

export function getInitialText(section: CloseSection, present: CurrentSections): InitialText {
  const latest = latestSectionText(section, present.written)
  if (latest?.text) return { text: latest.text, version: latest.version }
  return { text: generatedSectionText(section, present), version: 0 }
}

/** The generated text as shown in the modal: until a cause is confirmed, the other hypotheses follow `notKnownYet`. */
function generatedSectionText(section: CloseSection, { prose, isCauseKnown }: CurrentSections): string {
  if (section !== 'causes' || isCauseKnown) return prose[section]
  return [notKnownYet, prose.causes].filter((text) => text !== '').join('\n\n')
}

const latestSectionText = (section: string, written: readonly SectionText[]): SectionText | undefined =>
  written.findLast((text) => text.section === section)

/** The maximum number of inputs that one section is split over. */
export const maxInputsPerCloseSection = 4

const fingerprintText = (text: string): string => computeFingerprint(normalizeInputText(text))

/** What the modal keeps of the initial text of a section: the version, and a fingerprint. */
const InitialMark = z.object({ section: z.enum(sectionKeys), version: z.int(), mark: z.string() })
export type InitialMark = z.infer<typeof InitialMark>

export const markInitialText = (section: CloseSection, { text, version }: InitialText): InitialMark => ({
  section,
  version,
  mark: fingerprintText(text),
})

/** The marks of the sections that the modal shows, as in `summary:0:k3x9 impact:2:1b7`. Those it does not know are skipped. */
export const initialMarksField = z.codec(z.string(), z.array(InitialMark), {
  decode: (text) => {
    const parts = text.split(' ').map((part) => part.split(':'))
    return sectionKeys.flatMap((section) => {
      const [, version, mark] = parts.find(([name]) => name === section) ?? []
      return version && mark ? [{ section, version: Number(version), mark }] : []
    })
  },
  encode: (marks) => marks.map(({ section, version, mark }) => `${section}:${version}:${mark}`).join(' '),
})

const notShown = { version: 0, mark: '' }

const findInitialMark = (began: readonly InitialMark[], section: CloseSection): Omit<InitialMark, 'section'> =>
  began.find((mark) => mark.section === section) ?? notShown

/** What the modal submitted: the marks of its initial texts, its inputs, and their initial values. */
export interface CloseTexts extends Pick<ModalSubmitted, 'initial'> {
  about: { began: readonly InitialMark[] }
  fields: Readonly<Partial<Record<string, string>>>
}

/**
 * Builds a new version of each section whose text was changed in the modal. Emptying a written section restores the
 * generated text; emptying a generated one changes nothing.
 */
export function buildWrittenSections(
  ctx: WithActor<PostMortemContext>,
  form: CloseTexts,
  present: CurrentSections,
): ReturnType<typeof buildSectionChange>[] {
  return sectionKeys.flatMap((section) => {
    const text = joinInputs(form.fields, section)
    const initial = findInitialMark(form.about.began, section)
    if (text === undefined || fingerprintText(text) === initial.mark) return []
    const latest = latestSectionText(section, present.written)
    if (text === (latest?.text ?? '') || (text === '' && initial.version === 0)) return []
    const version = (latest?.version ?? 0) + 1
    const basis = findBasisText(section, form, present)
    return [buildSectionChange(ctx, ctx.state.incident.id, { section, version, text, basis })]
  })
}

/** The generated text that the author saw, which may differ from the one generated now. */
function findBasisText(section: CloseSection, { about, initial = {} }: CloseTexts, present: CurrentSections): string {
  const { version, mark } = findInitialMark(about.began, section)
  const before = present.written.find((text) => text.section === section && text.version === version)
  if (before) return before.basis
  const now = present.prose[section]
  if (fingerprintText(generatedSectionText(section, present)) === mark) return now
  const began = joinInputs(initial, section)
  if (began === undefined || fingerprintText(began) !== mark) return now
  return section === 'causes' && began.startsWith(notKnownYet) ? began.slice(notKnownYet.length).trim() : began
}
