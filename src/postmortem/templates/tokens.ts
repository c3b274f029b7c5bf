/**
 * Values and blocks in the output of a template are packed, so that nothing in them is parsed as Markdown. Their
 * delimiters are private-use characters of Unicode. Neither a template nor a value can forge one: a template that
 * contains one is rejected, and values are hex-encoded.
 */
const [value, shown, begin, end] = ['\uE001', '\uE002', '\uE003', '\uE004']

export const packValue = (text: string): string => `${value}${encodeHex(text.toWellFormed())}${value}`
export const packShow = (name: string, options: Record<string, string>): string =>
  `\n\n${shown}${encodeHex(JSON.stringify({ name, options }))}${shown}\n\n`
export const packSection = (key: string, inside: string): string => `${begin}${encodeHex(key)}${begin}${inside}${end}`

const encodeHex = (text: string): string => Buffer.from(text, 'utf8').toString('hex')
const decodeHex = (packed: string): string => Buffer.from(packed, 'hex').toString('utf8')

/** Index of the first delimiter in `source`; -1 if there is none. */
export const firstToken = (source: string): number => source.search(/[\uE001-\uE004]/)

/** Replaces the packed values in a text with the values themselves. */
export const unpackValues = (text: string): string =>
  text.replace(/\uE001([0-9a-f]*)\uE001/g, (_, packed: string) => decodeHex(packed))

/** Reads a paragraph that consists of one packed block; undefined for any other text. */
export function unpackShow(text: string): { name: string; options: Record<string, string> } | undefined {
  const packed = /^\uE002([0-9a-f]+)\uE002$/.exec(text.trim())?.[1]
  return packed ? JSON.parse(decodeHex(packed)) : undefined
}

/** Splits the output of a template into its sections. Content outside any section has a null key. */
export function splitIntoSections(out: string): { key: string | null; markdown: string }[] {
  return out.split(end).flatMap((part) => {
    const [outside = '', key, inside = ''] = part.split(begin)
    const before = outside.trim() === '' ? [] : [{ key: null, markdown: outside }]
    return key === undefined ? before : [...before, { key: decodeHex(key), markdown: inside }]
  })
}
