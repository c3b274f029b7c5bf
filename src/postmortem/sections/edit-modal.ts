import { computeFingerprint } from '../../incident/lifecycle/fingerprint.ts'
import { type SlackBlock, sectionBlock, slackLimits } from '../../messages/blocks.ts'
import type { Modal, ModalInput } from '../../messages/modal.ts'
import { joinInputs, normalizeInputText, pieceName, splitIntoInputs } from '../split-inputs.ts'
import { currentTextOf, type Draft, isOutdated, latestVersionOf, type SectionDraft, shownTextOf } from './draft.ts'
import {
  changedNote,
  editConflictBlocks,
  latestVersionBlocks,
  missingNote,
  publishedNote,
  recordNote,
} from './edit-notes.ts'

/** How many inputs one section is spread over at most: 60,000 characters. */
const maxTextInputs = 20
/** With less room than this in its last input, a text gets one more to go on in. */
const minFreeInputLength = 1_000

/** Which section a form is about, and what it was opened on. */
export interface EditBaseline {
  key: string
  version: number
  /** Of what was generated then. */
  mark: string
}

export const editBaselineOf = (sheet: SectionDraft): EditBaseline => ({
  key: sheet.key,
  version: latestVersionOf(sheet),
  mark: computeFingerprint(sheet.generated),
})

const packEditBaseline = ({ key, version, mark }: EditBaseline): string => `${key}:${version}:${mark}`

export function unpackEditBaseline(about: string): EditBaseline {
  const [key = '', version = '0', mark = ''] = about.split(':')
  return { key, version: Number(version), mark }
}

/** What a form shows besides what stands in the section. */
export interface EditModalExtras {
  /** Words in the field that are not stored: typed before, or of an older version. */
  text?: string
  /** Why the form is there again. */
  notice?: SlackBlock[]
}

/** One section in the hands of somebody: what they or others wrote, else what is generated. */
export function sectionEditModal(
  draft: Draft,
  sheet: SectionDraft,
  command: string,
  { text, notice = [] }: EditModalExtras = {},
): Modal {
  const { state } = draft
  const about = { incidentId: state.incident.id, about: packEditBaseline(editBaselineOf(sheet)) }
  return {
    form: 'postmortem.edit',
    title: sheet.title,
    submit: 'Save',
    about,
    blocks: [
      ...notice,
      ...publishedNote(draft),
      ...missingNote(draft, sheet),
      ...recordNote(sheet, command),
      ...changedNote(state, sheet),
    ],
    inputs: [...seenInput(sheet), ...sectionTextInputs(sheet, text ?? shownTextOf(sheet))],
    footer: latestVersionBlocks(state, sheet, about),
  }
}

const seenInput = (sheet: SectionDraft): ModalInput[] =>
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

function sectionTextInputs(sheet: SectionDraft, text: string): ModalInput[] {
  const pieces = splitIntoInputs('text', text, maxTextInputs) ?? [{ name: 'text', text: '' }]
  const last = pieces.at(-1)
  const isFull =
    last !== undefined && last.text.length > slackLimits.input - minFreeInputLength && pieces.length < maxTextInputs
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
  if (splitIntoInputs('text', text, maxTextInputs) === undefined)
    return 'What is generated here is too long for a form. What you write stands in its place.'
  return currentTextOf(sheet)
    ? 'Emptied, the section is as it is generated again.'
    : 'Left as it is, it goes on following the record.'
}

/** The form again, with what they typed, where the section became another while they wrote. */
export function editConflictModal(
  draft: Draft,
  sheet: SectionDraft,
  command: string,
  was: EditBaseline,
  typed: string,
): Modal {
  return sectionEditModal(draft, sheet, command, {
    text: typed,
    notice: editConflictBlocks(draft, sheet, was.version),
  })
}

/** What somebody typed and has not saved, with why they are held back; undefined where there is nothing. */
export function findUnsavedText(fields: Readonly<Record<string, string>>, stands: string): EditModalExtras | undefined {
  const text = joinInputs(fields, 'text')
  if (text === undefined || text === normalizeInputText(stands)) return undefined
  return {
    text,
    notice: [sectionBlock('*Save first.* The history takes the place of this form: what you typed would be gone.')],
  }
}
