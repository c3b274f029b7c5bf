import { slackLimits } from '../messages/blocks.ts'
import { withEmoji } from '../messages/emoji.ts'

/** One input of a text. */
export interface InputPiece {
  name: string
  text: string
}

/** What stands between two inputs of one text: it is named by the latter, so that nothing is lost or added. */
const pieceSeparators: Record<string, string> = { paragraph: '\n\n', line: '\n', word: ' ', letter: '' }

/** A text in as many inputs as hold it; undefined where that would be more than `most`. */
export function splitIntoInputs(field: string, text: string, most: number): InputPiece[] | undefined {
  const pieces: InputPiece[] = []
  let [name, rest] = [field, text]
  while (rest.length > slackLimits.input) {
    const { at, kind, length } = cut(rest)
    pieces.push({ name, text: rest.slice(0, at) })
    rest = rest.slice(at + length)
    name = pieceName(field, pieces.length + 1, kind)
  }
  return pieces.length < most ? [...pieces, { name, text: rest }] : undefined
}

/** The name of a further input of a text: its place, and what stands before it. */
export const pieceName = (field: string, place: number, kind: string): string =>
  `${field}+${String(place).padStart(2, '0')}+${kind}`

/** Where a text that is too long goes on in the next input: best between paragraphs, never inside a character. */
function cut(text: string): { at: number; kind: string; length: number } {
  for (const [kind, separator] of Object.entries(pieceSeparators)) {
    const at = separator ? text.lastIndexOf(separator, slackLimits.input) : -1
    if (at > slackLimits.input / 2) return { at, kind, length: separator.length }
  }
  const isHalf = /[\uD800-\uDBFF]/.test(text.charAt(slackLimits.input - 1))
  return { at: slackLimits.input - (isHalf ? 1 : 0), kind: 'letter', length: 0 }
}

/** What the inputs of a text hold together; undefined where the form has none. */
export function joinInputs(fields: Readonly<Record<string, string>>, field: string): string | undefined {
  const first = fields[field]
  if (first === undefined) return undefined
  const further = Object.keys(fields)
    .filter((name) => name.startsWith(`${field}+`) && fields[name] !== '')
    .toSorted()
  const text = further.reduce(
    (sum, name) => sum + (pieceSeparators[name.split('+')[2] ?? ''] ?? '\n') + (fields[name] ?? ''),
    first,
  )
  return normalizeInputText(text)
}

/** Slack may hand back a line end, or an emoji, as another way to write the same. */
export const normalizeInputText = (text: string): string => withEmoji(text).replace(/\r\n?/g, '\n').trim()
