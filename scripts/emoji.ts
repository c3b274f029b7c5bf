/**
 * Writes src/messages/emoji.json: the characters behind Slack's names for emoji.
 *
 * The names are those of https://github.com/iamcal/emoji-data (MIT), which Slack uses. The packages that carry
 * them are 27 to 49 MB installed, for a table of 60 kB; so the table is kept here, and made anew from an unpacked
 * `emojibase-data` (MIT) when Unicode has new ones:
 *
 *   npm pack emojibase-data && tar xzf emojibase-data-*.tgz && node scripts/emoji.ts package
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const target = join(import.meta.dirname, '../src/messages/emoji.json')

/** A character that is text by default (☝, ❤) is told to be a picture. */
function characterOf(hexcode: string): string {
  const character = String.fromCodePoint(...hexcode.split('-').map((code) => Number.parseInt(code, 16)))
  const isAlone = !hexcode.includes('-')
  return isAlone && !/^\p{Emoji_Presentation}/u.test(character) ? `${character}\u{FE0F}` : character
}

const [folder] = process.argv.slice(2)
if (folder) {
  const source = readFileSync(join(folder, 'en/shortcodes/iamcal.json'), 'utf8')
  const names = Object.entries(JSON.parse(source) as Record<string, string | string[]>).flatMap(([hexcode, given]) =>
    [given].flat().map((name): [string, string] => [name, characterOf(hexcode)]),
  )
  const sorted = names.toSorted(([one], [other]) => (one < other ? -1 : 1))
  writeFileSync(target, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`)
} else {
  console.error('Say where emojibase-data is: node scripts/emoji.ts <folder>')
  process.exitCode = 2
}
