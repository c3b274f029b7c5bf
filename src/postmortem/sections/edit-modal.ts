import { computeFingerprint } from '../../incident/lifecycle/fingerprint.ts'
import { type SlackBlock, sectionBlock, slackLimits } from '../../messages/blocks.ts'
import { modalOf } from '../../messages/controls.ts'
import type { Modal, ModalInput } from '../../messages/modal.ts'
import { maxInputsPerSection, postMortemModals } from '../controls.ts'
import { joinInputs, normalizeInputText, type PieceName, pieceName, splitIntoInputs } from '../split-inputs.ts'
import { currentTextOf, type Draft, isOutdated, latestVersionOf, type SectionDraft, shownTextOf } from './draft.ts'
import {
  changedNote,
  editConflictBlocks,
  latestVersionBlocks,
  missingNote,
  publishedNote,
  recordNote,
} from './edit-notes.ts'

/** If the last input has less room than this, in characters, an empty one is added. */
const minFreeInputLength = 1_000

/** The section that a modal edits, and its state when the modal was opened. */
export interface EditBaseline {
  section: string
  version: number
  /** Fingerprint of the text generated then. */
  mark: string
}

export const editBaselineOf = (sheet: SectionDraft): EditBaseline => ({
  section: sheet.key,
  version: latestVersionOf(sheet),
  mark: computeFingerprint(sheet.generated),
})

/** What the edit modal shows instead of, or above, the stored text. */
export interface EditModalExtras {
  /** Initial text other than the current one: typed but not saved, or an older version. */
  text?: string
  /** Why the modal is shown again. */
  notice?: SlackBlock[]
}

/** The modal that edits one section, starting with the written text, else the generated one. */
export function sectionEditModal(
  draft: Draft,
  sheet: SectionDraft,
  command: string,
  { text, notice = [] }: EditModalExtras = {},
): Modal {
  const { state } = draft
  const to = { incidentId: state.incident.id, ...editBaselineOf(sheet) }
  return modalOf(postMortemModals.edit, to, {
    title: sheet.title,
    submit: 'Save',
    blocks: [
      ...notice,
      ...publishedNote(draft),
      ...missingNote(draft, sheet),
      ...recordNote(sheet, command),
      ...changedNote(state, sheet),
    ],
    inputs: [...confirmSeenInput(sheet), ...sectionTextInputs(sheet, text ?? shownTextOf(sheet))],
    footer: latestVersionBlocks(state, sheet),
  })
}

const confirmSeenInput = (sheet: SectionDraft): ModalInput<'seen'>[] =>
  isOutdated(sheet)
    ? [
        {
          name: 'seen',
          label: 'What changed on record',
          kind: 'ticks',
          optional: true,
          options: [{ value: 'seen', label: 'I have seen it: show it no more' }],
        },
      ]
    : []

function sectionTextInputs(sheet: SectionDraft, text: string): ModalInput<PieceName<'text'>>[] {
  const pieces = splitIntoInputs('text', text, maxInputsPerSection) ?? [{ name: 'text', text: '' }]
  const last = pieces.at(-1)
  const isFull =
    last !== undefined &&
    last.text.length > slackLimits.input - minFreeInputLength &&
    pieces.length < maxInputsPerSection
  const further = isFull ? [{ name: pieceName('text', pieces.length + 1, 'line'), text: '' }] : []
  const hint = hintFor(sheet, text)
  return [...pieces, ...further].map(({ name, text: initial }, index) => ({
    name,
    label: index === 0 ? 'Text, in Markdown' : `Text, continued (${index + 1})`,
    kind: 'long',
    optional: true,
    ...(initial !== '' && { initial }),
    ...(index === 0 && { hint }),
  }))
}

function hintFor(sheet: SectionDraft, text: string): string {
  if (splitIntoInputs('text', text, maxInputsPerSection) === undefined)
    return 'What is generated here is too long for a form. What you write stands in its place.'
  return currentTextOf(sheet)
    ? 'Emptied, the section is as it is generated again.'
    : 'Left as it is, it goes on following the record.'
}

/** The edit modal again, with the typed text, because the section changed while they wrote. */
export const editConflictModal = (draft: Draft, sheet: SectionDraft, command: string, typed: UnsavedEdit): Modal =>
  sectionEditModal(draft, sheet, command, {
    text: typed.text,
    notice: editConflictBlocks(draft, sheet, typed.opened.version),
  })

/** What was typed, and on which version. */
interface UnsavedEdit {
  opened: EditBaseline
  text: string
}

/** The unsaved text in the fields, with a notice to save it first; undefined if it equals `shown`. */
export function findUnsavedText(fields: Readonly<Record<string, string>>, shown: string): EditModalExtras | undefined {
  const text = joinInputs(fields, 'text')
  if (text === undefined || text === normalizeInputText(shown)) return undefined
  return {
    text,
    notice: [sectionBlock('*Save first.* The history takes the place of this form: what you typed would be gone.')],
  }
}
