import { nameOf } from '../../dispatch/state.ts'
import { fingerprint } from '../../incident/fingerprint.ts'
import { type Block, button, context, section } from '../../slack/blocks.ts'
import type { Input, Modal } from '../../slack/modal.ts'
import { clip, escapeMrkdwn, shortTime, slackTime } from '../../slack/text.ts'
import { pieceName, piecesOf, textIn, tidied } from '../pieces.ts'
import { type Draft, isOutdated, type Sheet, standingIn, versionOf, writtenIn } from './draft.ts'
import { helpFor, missingIn } from './missing.ts'
import { differenceBlock, named } from './say.ts'

/** How many inputs one section is spread over at most: 60,000 characters. */
const mostPieces = 20
/** With less room than this in its last input, a text gets one more to go on in. */
const room = 1_000
const longestDifference = 2_400

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
  mark: fingerprint(sheet.generated),
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
  const { state, record } = draft
  const { incident } = state
  const about = { incidentId: incident.id, about: pack(openedOn(sheet)) }
  const published =
    record.state === 'published'
      ? [
          context(
            '_Published. What you change is not in the file that was handed out, until it is published again._',
          ),
        ]
      : []
  return {
    form: 'postmortem.edit',
    title: sheet.title,
    submit: 'Save',
    about,
    blocks: [
      ...notice,
      ...published,
      ...missingNote(draft, sheet),
      ...recordNote(sheet, command),
      ...changedNote(state, sheet),
    ],
    inputs: [...seenInput(sheet), ...textInputs(sheet, text ?? standingIn(sheet))],
    footer: footer(state, sheet, about),
  }
}

/** What is asked for here. */
function missingNote(draft: Draft, sheet: Sheet): Block[] {
  const gaps = missingIn(draft).filter((one) => one.sheet.key === sheet.key)
  return gaps
    .slice(0, 3)
    .map(({ gap }) => section(`*Missing.* ${escapeMrkdwn(clip(gap.missing, 300))}${helpFor(draft, gap)}`))
}

/** Where the lines of a record are set right. */
const mending: Record<string, string> = {
  facts: 'details` and `time',
  timeline: 'timeline',
  believed: 'hyp',
  actions: 'timeline action',
  follow_ups: 'followup',
}

function recordNote({ key, hasRecord }: Sheet, command: string): Block[] {
  if (!hasRecord) return []
  const how = (mending[key] ?? 'timeline').replace('` and `', `\` and \`${command} `)
  return [
    context(
      `Your words stand above the record, which stays. Its lines are set right by \`${command} ${how}\`.`,
    ),
  ]
}

function changedNote(state: Draft['state'], sheet: Sheet): Block[] {
  const written = writtenIn(sheet)
  if (!written || !isOutdated(sheet)) return []
  const by = escapeMrkdwn(nameOf(state, written.writtenBy))
  return [
    section(`*Changed on record since ${by} wrote this*`),
    differenceBlock(written.basis, sheet.generated, longestDifference),
  ]
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
  const pieces = piecesOf('text', text, mostPieces) ?? [{ name: 'text', text: '' }]
  const last = pieces.at(-1)
  const isFull = last !== undefined && last.text.length > 3_000 - room && pieces.length < mostPieces
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
  if (piecesOf('text', text, mostPieces) === undefined)
    return 'What is generated here is too long for a form. What you write stands in its place.'
  return writtenIn(sheet)
    ? 'Emptied, the section is as it is generated again.'
    : 'Left as it is, it goes on following the record.'
}

function footer(state: Draft['state'], sheet: Sheet, { incidentId }: { incidentId: string }): Block[] {
  const latest = sheet.versions.at(-1)
  if (!latest) return []
  const at = slackTime(latest.writtenAt, shortTime(latest.writtenAt))
  const by = escapeMrkdwn(nameOf(state, latest.writtenBy))
  const what = latest.text === '' ? 'Given back' : 'Written'
  return [
    context(`${what} by ${by}, ${at} · version ${latest.version}`),
    {
      type: 'actions',
      elements: [button('History', 'postmortem.history', { incidentId, about: `${sheet.key}:0` })],
    },
  ]
}

/** The form again, with what they typed, where the section became another while they wrote. */
export function overtakenForm(
  draft: Draft,
  sheet: Sheet,
  command: string,
  was: OpenedOn,
  typed: string,
): Modal {
  return editForm(draft, sheet, command, { text: typed, notice: overtaken(draft, sheet, was) })
}

function overtaken({ state }: Draft, sheet: Sheet, was: OpenedOn): Block[] {
  const latest = sheet.versions.at(-1)
  if (!latest || versionOf(sheet) === was.version)
    return [
      section(
        `*What is on record changed while you wrote.* Nothing is saved yet. Generated in ${named(sheet)} now:`,
      ),
      differenceBlock('', sheet.generated, longestDifference),
    ]
  const before = sheet.versions.find(({ version }) => version === was.version)?.text || latest.basis
  const by = escapeMrkdwn(nameOf(state, latest.writtenBy))
  return [
    section(
      `*${by} saved this section while you wrote.* Nothing of yours is saved yet: below is what they changed, your text is in the field. Saving it puts yours in place of theirs, which stays in the history.`,
    ),
    differenceBlock(before, latest.text || sheet.generated, longestDifference),
  ]
}

/** What somebody typed and has not saved, with why they are held back; undefined where there is nothing. */
export function typedIn(fields: Readonly<Record<string, string>>, stands: string): Extra | undefined {
  const text = textIn(fields, 'text')
  if (text === undefined || text === tidied(stands)) return undefined
  return {
    text,
    notice: [
      section('*Save first.* The history takes the place of this form: what you typed would be gone.'),
    ],
  }
}
