import { slackLimits } from '../messages/blocks.ts'
import { withEmoji } from '../messages/emoji.ts'

/** One of the inputs of a modal that together hold a text. */
export interface InputPiece<Field extends string = string> {
  name: PieceName<Field>
  text: string
}
/** The name of one of these inputs. */
export type PieceName<Field extends string> = Field | `${Field}+${string}`

/** The separators cut out between inputs. The name of the second input records it, so that joining restores the text. */
const pieceSeparators: Record<string, string> = { paragraph: '\n\n', line: '\n', word: ' ', letter: '' }

/** Splits a text into inputs within Slack's length limit; undefined if it needs more than `most`. */
export function splitIntoInputs<Field extends string>(
  field: Field,
  text: string,
  most: number,
): InputPiece<Field>[] | undefined {
  const pieces: InputPiece<Field>[] = []
  let name: PieceName<Field> = field
  let rest = text
  while (rest.length > slackLimits.input) {
    const { at, kind, length } = findSplitPoint(rest)
    pieces.push({ name, text: rest.slice(0, at) })
    rest = rest.slice(at + length)
    name = pieceName(field, pieces.length + 1, kind)
  }
  return pieces.length < most ? [...pieces, { name, text: rest }] : undefined
}

/** The name of a further input of a text: its place, counted from 1, and the kind of separator before it. */
export const pieceName = <Field extends string>(field: Field, place: number, kind: string): PieceName<Field> =>
  `${field}+${String(place).padStart(2, '0')}+${kind}`

/** Every name that the inputs of a text can have if there are at most `most`. */
export function pieceNames<Field extends string>(field: Field, most: number): PieceName<Field>[] {
  const places = Array.from({ length: most - 1 }, (_, index) => index + 2)
  const kinds = Object.keys(pieceSeparators)
  return [field, ...places.flatMap((place) => kinds.map((kind) => pieceName(field, place, kind)))]
}

/** Finds where to split a text: between paragraphs if possible, never inside a surrogate pair. */
function findSplitPoint(text: string): { at: number; kind: string; length: number } {
  for (const [kind, separator] of Object.entries(pieceSeparators)) {
    const at = separator ? text.lastIndexOf(separator, slackLimits.input) : -1
    if (at > slackLimits.input / 2) return { at, kind, length: separator.length }
  }
  const isHalf = /[\uD800-\uDBFF]/.test(text.charAt(slackLimits.input - 1))
  return { at: slackLimits.input - (isHalf ? 1 : 0), kind: 'letter', length: 0 }
}

/** Joins the inputs of a text; undefined if the modal has none. */
export function joinInputs(fields: Readonly<Partial<Record<string, string>>>, field: string): string | undefined {
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

/** Trims a text and normalizes line ends and emoji, which Slack may return in another notation. */
export const normalizeInputText = (text: string): string => withEmoji(text).replace(/\r\n?/g, '\n').trim()
