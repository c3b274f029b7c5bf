import type { DecisionContext } from '../../core/context.ts'
import type { Actor, ModalSubmitted } from '../../core/input.ts'
import { computeFingerprint } from '../../incident/lifecycle/fingerprint.ts'
import type { SectionText } from '../record.ts'
import { buildSectionChange } from '../section-change.ts'
import { joinInputs, normalizeInputText } from '../split-inputs.ts'
import type { ResponseState } from '../state.ts'

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

/** Packs the version and fingerprint of each initial text into the metadata of the modal. */
export const packInitialTexts = (sections: readonly (readonly [CloseSection, InitialText])[]): string =>
  sections.map(([section, { text, version }]) => `${section}:${version}:${fingerprintText(text)}`).join(' ')

function unpackInitialText(about: string, section: CloseSection): { version: number; mark: string } {
  const packed = about.split(' ').find((part) => part.startsWith(`${section}:`)) ?? ''
  const [, version = '0', mark = ''] = packed.split(':')
  return { version: Number(version), mark }
}

type CloseModalFields = Pick<ModalSubmitted, 'about' | 'fields' | 'initial'>

/**
 * Builds a new version of each section whose text was changed in the modal. Emptying a written section restores the
 * generated text; emptying a generated one changes nothing.
 */
export function buildWrittenSections(
  { incident }: ResponseState,
  form: CloseModalFields,
  present: CurrentSections,
  by: Actor,
  ctx: DecisionContext,
): ReturnType<typeof buildSectionChange>[] {
  return sectionKeys.flatMap((section) => {
    const text = joinInputs(form.fields, section)
    const initial = unpackInitialText(form.about, section)
    if (text === undefined || fingerprintText(text) === initial.mark) return []
    const latest = latestSectionText(section, present.written)
    if (text === (latest?.text ?? '') || (text === '' && initial.version === 0)) return []
    const version = (latest?.version ?? 0) + 1
    const basis = findBasisText(section, form, present)
    return [buildSectionChange(incident.id, { section, version, text, basis }, by, ctx)]
  })
}

/** The generated text that the author saw, which may differ from the one generated now. */
function findBasisText(
  section: CloseSection,
  { about, initial = {} }: CloseModalFields,
  present: CurrentSections,
): string {
  const { version, mark } = unpackInitialText(about, section)
  const before = present.written.find((text) => text.section === section && text.version === version)
  if (before) return before.basis
  const now = present.prose[section]
  if (fingerprintText(generatedSectionText(section, present)) === mark) return now
  const began = joinInputs(initial, section)
  if (began === undefined || fingerprintText(began) !== mark) return now
  return section === 'causes' && began.startsWith(notKnownYet) ? began.slice(notKnownYet.length).trim() : began
}
