import type { Refusal } from '../../core/decision.ts'
import { incidentReference } from '../../core/incident/model.ts'
import type { Settings } from '../../core/settings.ts'
import { capitalizeFirst } from '../../platform/text.ts'
import { noPostMortemText } from '../close/closing.ts'
import { buildPostMortem } from '../document/build.ts'
import type { PostMortem } from '../document/model.ts'
import type { PostMortemInput } from '../input.ts'
import type { PostMortemRecord, SectionText } from '../record.ts'
import type { ResponseState } from '../state.ts'
import { generatedTextOf } from '../templates/changed.ts'
import { outlineFromMaterial, type TemplateLibrary } from '../templates/library.ts'
import { plainWords } from '../templates/nodes.ts'
import type { Outline, OutlineSection } from '../templates/outline.ts'

/** One section as people edit it. */
export interface SectionDraft {
  key: string
  title: string
  /** The text generated at present, as Markdown; '' if nothing is known. */
  generated: string
  /** Whether it shows records, which stay whatever people write. */
  hasRecord: boolean
  /** All written versions, oldest first. */
  versions: readonly SectionText[]
}

/** A drafted post-mortem, with its sections in the chosen template. */
export interface Draft {
  state: ResponseState
  record: PostMortemRecord
  document: PostMortem
  outline: Outline
  sheets: readonly SectionDraft[]
  /** Keys of the written sections that this template leaves out. */
  leftOut: readonly string[]
}

/** Builds the draft that people edit after the close; before there is one, a refusal that says when to expect it. */
export function draftFrom(input: PostMortemInput, library: TemplateLibrary, settings: Settings): Draft | Refusal {
  const { state, record, written } = input
  const missing = explainMissingDraft(state, record, settings)
  if (missing || !record) return { refusal: missing ?? '' }
  const document = buildPostMortem(input)
  const outline = outlineFromMaterial(input, document, library)
  const sheets = outline.sections.flatMap((section) => buildSectionDrafts(section, written, outline.document))
  const keys = new Set(sheets.map(({ key }) => key))
  const leftOut = document.written.map(({ section }) => section).filter((key) => !keys.has(key))
  return { state, record, document, outline, sheets, leftOut }
}

function explainMissingDraft(
  { incident }: ResponseState,
  record: PostMortemRecord | null,
  settings: Settings,
): string | undefined {
  const name = incidentReference(incident)
  if (incident.status === 'cancelled') return noPostMortemText(incident, settings)
  if (incident.status !== 'closed')
    return `${name} is ${incident.status}: its post-mortem is drafted when it is closed. \`${settings.command} export\` shows it as it stands.`
  return record ? undefined : `The draft of ${name} is not there yet: it follows within two minutes of the close.`
}

function buildSectionDrafts(
  { key, heading, pieces }: OutlineSection,
  written: readonly SectionText[],
  document: PostMortem,
): SectionDraft[] {
  if (key === null) return []
  return [
    {
      key,
      title: (heading && plainWords(heading).trim()) || capitalizeFirst(key.replaceAll('_', ' ')),
      generated: generatedTextOf(key, pieces, document),
      hasRecord: pieces.some(({ isRecord }) => isRecord),
      versions: written.filter(({ section }) => section === key),
    },
  ]
}

/** The written text that applies; undefined if nobody wrote any, or if it was reset to the generated one. */
export function currentTextOf({ versions }: SectionDraft): SectionText | undefined {
  const latest = versions.at(-1)
  return latest?.text ? latest : undefined
}

/** The text shown in a section, above its records: written, else generated. */
export const shownTextOf = (sheet: SectionDraft): string => currentTextOf(sheet)?.text ?? sheet.generated

/** The number of the latest written version; 0 if there is none. */
export const latestVersionOf = ({ versions }: SectionDraft): number => versions.at(-1)?.version ?? 0

/** Whether the generated text has changed since somebody wrote the section. */
export function isOutdated(sheet: SectionDraft): boolean {
  const written = currentTextOf(sheet)
  return written !== undefined && written.basis !== sheet.generated
}

export const findSectionDraft = ({ sheets }: Draft, key: string): SectionDraft | undefined =>
  sheets.find((sheet) => sheet.key === key)
