import type { Actor, ModalSubmitted } from '../../core/input.ts'
import type { DecisionContext, IncidentState } from '../../core/state.ts'
import { computeFingerprint } from '../../incident/lifecycle/fingerprint.ts'
import type { SectionText } from '../record.ts'
import { buildSectionChange } from '../section-change.ts'
import { joinInputs, normalizeInputText } from '../split-inputs.ts'

/** The sections that can be written while closing, and what they are called there. */
export const closeSections = {
  summary: 'Summary',
  impact: 'Impact',
  causes: 'Root cause',
  resolution: 'Resolution',
} as const
export type CloseSection = keyof typeof closeSections
export const sectionKeys = Object.keys(closeSections) as CloseSection[]

export type Prose = Readonly<Record<CloseSection, string>>

/** What the root cause begins with in the form where none is confirmed; left so, nobody has written anything. */
export const notKnownYet = 'Not known yet'

/** What is generated and written by now. */
export interface CurrentSections {
  prose: Prose
  isCauseKnown: boolean
  written: readonly SectionText[]
}

/** What a section begins with in the form; `version` is that of what somebody wrote, 0 where it is generated. */
export interface InitialText {
  text: string
  version: number
}

export function getInitialText(section: CloseSection, present: CurrentSections): InitialText {
  const latest = latestSectionText(section, present.written)
  if (latest?.text) return { text: latest.text, version: latest.version }
  return { text: generated(section, present), version: 0 }
}

/** As it stands in the form: where no cause is known, what is thought and ruled out stands below that. */
function generated(section: CloseSection, { prose, isCauseKnown }: CurrentSections): string {
  if (section !== 'causes' || isCauseKnown) return prose[section]
  return [notKnownYet, prose.causes].filter((text) => text !== '').join('\n\n')
}

const latestSectionText = (section: string, written: readonly SectionText[]): SectionText | undefined =>
  written.findLast((known) => known.section === section)

/** How many inputs one section is spread over at most. */
export const maxInputsPerCloseSection = 4

const markOf = (text: string): string => computeFingerprint(normalizeInputText(text))

/** What a form remembers of how its sections began. */
export const packInitialTexts = (sections: readonly (readonly [CloseSection, InitialText])[]): string =>
  sections.map(([section, { text, version }]) => `${section}:${version}:${markOf(text)}`).join(' ')

function unpackBegun(about: string, section: CloseSection): { version: number; mark: string } {
  const packed = about.split(' ').find((part) => part.startsWith(`${section}:`)) ?? ''
  const [, version = '0', mark = ''] = packed.split(':')
  return { version: Number(version), mark }
}

type CloseModalFields = Pick<ModalSubmitted, 'about' | 'fields' | 'initial'>

/**
 * What somebody wrote in the form that is not as it began: a further version of each such section. What was emptied
 * is as it is generated, unless somebody had written it before.
 */
export function buildWrittenSections(
  { incident }: IncidentState,
  form: CloseModalFields,
  present: CurrentSections,
  by: Actor,
  ctx: DecisionContext,
): ReturnType<typeof buildSectionChange>[] {
  return sectionKeys.flatMap((section) => {
    const text = joinInputs(form.fields, section)
    const was = unpackBegun(form.about, section)
    if (text === undefined || markOf(text) === was.mark) return []
    const latest = latestSectionText(section, present.written)
    if (text === (latest?.text ?? '') || (text === '' && was.version === 0)) return []
    const version = (latest?.version ?? 0) + 1
    const basis = basisOf(section, form, present)
    return [buildSectionChange(incident.id, { section, version, text, basis }, by, ctx)]
  })
}

/** What was generated when they wrote: it may be another by now, and they have not seen that. */
function basisOf(section: CloseSection, { about, initial = {} }: CloseModalFields, present: CurrentSections): string {
  const { version, mark } = unpackBegun(about, section)
  const before = present.written.find((known) => known.section === section && known.version === version)
  if (before) return before.basis
  const now = present.prose[section]
  if (markOf(generated(section, present)) === mark) return now
  const began = joinInputs(initial, section)
  if (began === undefined || markOf(began) !== mark) return now
  return section === 'causes' && began.startsWith(notKnownYet) ? began.slice(notKnownYet.length).trim() : began
}
