/**
 * What a template puts out besides its own words: values and blocks, packed so that nothing in them is read as
 * Markdown. The signs around them are of Unicode's private use: they cannot come from a template (they are refused) nor
 * from a value (it is in hex).
 */
const [value, shown, begin, end] = ['\uE001', '\uE002', '\uE003', '\uE004']

export const packValue = (text: string): string => `${value}${hex(text.toWellFormed())}${value}`
export const packShow = (name: string, options: Record<string, string>): string =>
  `\n\n${shown}${hex(JSON.stringify({ name, options }))}${shown}\n\n`
export const packSection = (key: string, inside: string): string => `${begin}${hex(key)}${begin}${inside}${end}`

const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex')
const unhex = (packed: string): string => Buffer.from(packed, 'hex').toString('utf8')

/** Where the first of our signs stands; -1 where there is none. */
export const firstToken = (source: string): number => source.search(/[\uE001-\uE004]/)

/** Text → its own words and the values in it, in order. */
export const unpackValues = (text: string): string =>
  text.replace(/\uE001([0-9a-f]*)\uE001/g, (_, packed: string) => unhex(packed))

/** A paragraph that is nothing but a block. */
export function unpackShow(text: string): { name: string; options: Record<string, string> } | undefined {
  const packed = /^\uE002([0-9a-f]+)\uE002$/.exec(text.trim())?.[1]
  return packed ? JSON.parse(unhex(packed)) : undefined
}

/** What a template put out, cut into its sections; what stands outside of them has no key. */
export function cutSections(out: string): { key: string | null; markdown: string }[] {
  return out.split(end).flatMap((part) => {
    const [outside = '', key, inside = ''] = part.split(begin)
    const before = outside.trim() === '' ? [] : [{ key: null, markdown: outside }]
    return key === undefined ? before : [...before, { key: unhex(key), markdown: inside }]
  })
}
