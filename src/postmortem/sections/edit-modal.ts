import { computeFingerprint } from '../../incident/lifecycle/fingerprint.ts'
import { type Block, limits, section } from '../../messages/blocks.ts'
import type { Input, Modal } from '../../messages/modal.ts'
import { joinInputs, normalizeInputText, pieceName, splitIntoInputs } from '../pieces.ts'
import { type Draft, isOutdated, type Sheet, standingIn, versionOf, writtenIn } from './draft.ts'
import { changedNote, footer, missingNote, overtaken, publishedNote, recordNote } from './edit-notes.ts'

/** How many inputs one section is spread over at most: 60,000 characters. */
const mostPieces = 20
/** With less room than this in its last input, a text gets one more to go on in. */
const room = 1_000

/** Which section a form is about, and what it was opened on. */
export interface OpenedOn {
  key: string
  version: number
  /** Of what was generated then. */
  mark: string
}

export const openedOn = (sheet: Sheet): OpenedOn => ({
  key: sheet.key,
  version: versionOf(sheet),
  mark: computeFingerprint(sheet.generated),
})

const pack = ({ key, version, mark }: OpenedOn): string => `${key}:${version}:${mark}`

export function unpackOpened(about: string): OpenedOn {
  const [key = '', version = '0', mark = ''] = about.split(':')
  return { key, version: Number(version), mark }
}

/** What a form shows besides what stands in the section. */
export interface Extra {
  /** Words in the field that are not stored: typed before, or of an older version. */
  text?: string
  /** Why the form is there again. */
  notice?: Block[]
}

/** One section in the hands of somebody: what they or others wrote, else what is generated. */
export function editForm(
  draft: Draft,
  sheet: Sheet,
  command: string,
  { text, notice = [] }: Extra = {},
): Modal {
  const { state } = draft
  const about = { incidentId: state.incident.id, about: pack(openedOn(sheet)) }
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
    inputs: [...seenInput(sheet), ...textInputs(sheet, text ?? standingIn(sheet))],
    footer: footer(state, sheet, about),
  }
}

const seenInput = (sheet: Sheet): Input[] =>
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

function textInputs(sheet: Sheet, text: string): Input[] {
  const pieces = splitIntoInputs('text', text, mostPieces) ?? [{ name: 'text', text: '' }]
  const last = pieces.at(-1)
  const isFull = last !== undefined && last.text.length > limits.input - room && pieces.length < mostPieces
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

function hintFor(sheet: Sheet, text: string): string {
  if (splitIntoInputs('text', text, mostPieces) === undefined)
    return 'What is generated here is too long for a form. What you write stands in its place.'
  return writtenIn(sheet)
    ? 'Emptied, the section is as it is generated again.'
    : 'Left as it is, it goes on following the record.'
}

/** The form again, with what they typed, where the section became another while they wrote. */
export function overtakenForm(
  draft: Draft,
  sheet: Sheet,
  command: string,
  was: OpenedOn,
  typed: string,
): Modal {
  return editForm(draft, sheet, command, { text: typed, notice: overtaken(draft, sheet, was.version) })
}

/** What somebody typed and has not saved, with why they are held back; undefined where there is nothing. */
export function typedIn(fields: Readonly<Record<string, string>>, stands: string): Extra | undefined {
  const text = joinInputs(fields, 'text')
  if (text === undefined || text === normalizeInputText(stands)) return undefined
  return {
    text,
    notice: [
      section('*Save first.* The history takes the place of this form: what you typed would be gone.'),
    ],
  }
}
