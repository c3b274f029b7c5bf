import type { Change } from '../dispatch/decision.ts'
import type { Actor, Submitted } from '../dispatch/input.ts'
import type { IncidentState, Moment } from '../dispatch/state.ts'
import { fingerprint } from '../incident/fingerprint.ts'
import { limits } from '../slack/blocks.ts'
import { withEmoji } from '../slack/emoji.ts'
import type { SectionText } from './record.ts'

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
export interface Present {
  prose: Prose
  isCauseKnown: boolean
  written: readonly SectionText[]
}

/** What a section begins with in the form; `version` is that of what somebody wrote, 0 where it is generated. */
export interface Begun {
  text: string
  version: number
}

export function begun(section: CloseSection, present: Present): Begun {
  const latest = latestOf(section, present.written)
  if (latest?.text) return { text: latest.text, version: latest.version }
  return { text: generated(section, present), version: 0 }
}

/** As it stands in the form: where no cause is known, what is thought and ruled out stands below that. */
function generated(section: CloseSection, { prose, isCauseKnown }: Present): string {
  if (section !== 'causes' || isCauseKnown) return prose[section]
  return [notKnownYet, prose.causes].filter((text) => text !== '').join('\n\n')
}

const latestOf = (section: string, written: readonly SectionText[]): SectionText | undefined =>
  written.findLast((known) => known.section === section)

/** How many inputs one section is spread over at most. */
const mostPieces = 4

/** What stands between two inputs of one text: it is named by the latter, so that nothing is lost or added. */
const between: Record<string, string> = { paragraph: '\n\n', line: '\n', word: ' ', letter: '' }

/** One input of a text. */
export interface Piece {
  name: string
  text: string
}

/** A text in as many inputs as hold it; undefined where it is too long for a form. */
export function piecesOf(section: string, text: string): Piece[] | undefined {
  const pieces: Piece[] = []
  let [name, rest] = [section, text]
  while (rest.length > limits.input) {
    const { at, kind, length } = cut(rest)
    pieces.push({ name, text: rest.slice(0, at) })
    rest = rest.slice(at + length)
    name = `${section}+${pieces.length + 1}+${kind}`
  }
  return pieces.length < mostPieces ? [...pieces, { name, text: rest }] : undefined
}

/** Where a text that is too long goes on in the next input: best between paragraphs, never inside a character. */
function cut(text: string): { at: number; kind: string; length: number } {
  for (const [kind, separator] of Object.entries(between)) {
    const at = separator ? text.lastIndexOf(separator, limits.input) : -1
    if (at > limits.input / 2) return { at, kind, length: separator.length }
  }
  const isHalf = /[\uD800-\uDBFF]/.test(text.charAt(limits.input - 1))
  return { at: limits.input - (isHalf ? 1 : 0), kind: 'letter', length: 0 }
}

/** What the inputs of a section hold together; undefined where the form has none. */
export function textIn(fields: Readonly<Record<string, string>>, section: string): string | undefined {
  const first = fields[section]
  if (first === undefined) return undefined
  const further = Object.keys(fields)
    .filter((name) => name.startsWith(`${section}+`))
    .toSorted()
  const text = further.reduce(
    (sum, name) => sum + (between[name.split('+')[2] ?? ''] ?? '\n') + (fields[name] ?? ''),
    first,
  )
  return tidied(text)
}

/** Slack may hand back a line end, or an emoji, as another way to write the same. */
const tidied = (text: string): string => withEmoji(text).replace(/\r\n?/g, '\n').trim()

const markOf = (text: string): string => fingerprint(tidied(text))

/** What a form remembers of how its sections began. */
export const packBegun = (sections: readonly (readonly [CloseSection, Begun])[]): string =>
  sections.map(([section, { text, version }]) => `${section}:${version}:${markOf(text)}`).join(' ')

function unpackBegun(about: string, section: CloseSection): { version: number; mark: string } {
  const packed = about.split(' ').find((part) => part.startsWith(`${section}:`)) ?? ''
  const [, version = '0', mark = ''] = packed.split(':')
  return { version: Number(version), mark }
}

type Form = Pick<Submitted, 'about' | 'fields' | 'initial'>
type Written = Extract<Change, { type: 'postmortem.written' }>

/**
 * What somebody wrote in the form that is not as it began: a further version of each such section. What was emptied
 * is as it is generated, unless somebody had written it before.
 */
export function writtenIn(
  { incident }: IncidentState,
  form: Form,
  present: Present,
  by: Actor,
  moment: Moment,
): Written[] {
  return sectionKeys.flatMap((section) => {
    const text = textIn(form.fields, section)
    const was = unpackBegun(form.about, section)
    if (text === undefined || markOf(text) === was.mark) return []
    const latest = latestOf(section, present.written)
    if (text === (latest?.text ?? '') || (text === '' && was.version === 0)) return []
    const version = (latest?.version ?? 0) + 1
    const basis = basisOf(section, form, present)
    const said = { section, version, text, basis, writtenBy: by.id, writtenAt: moment.now }
    return [{ type: 'postmortem.written', id: moment.newId(), incidentId: incident.id, text: said }]
  })
}

/** What was generated when they wrote: it may be another by now, and they have not seen that. */
function basisOf(section: CloseSection, { about, initial = {} }: Form, present: Present): string {
  const { version, mark } = unpackBegun(about, section)
  const before = present.written.find((known) => known.section === section && known.version === version)
  if (before) return before.basis
  const now = present.prose[section]
  if (markOf(generated(section, present)) === mark) return now
  const began = textIn(initial, section)
  if (began === undefined || markOf(began) !== mark) return now
  return section === 'causes' && began.startsWith(notKnownYet)
    ? began.slice(notKnownYet.length).trim()
    : began
}
