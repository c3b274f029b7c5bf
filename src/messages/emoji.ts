import names from './emoji.json' with { type: 'json' }

const characters = new Map(Object.entries(names))
/** Code and markup stay as they are: the first three forms are only there to be passed over. */
const emojiPattern = /```[\s\S]*?```|`[^`\n]+`|<[^<>]+>|:([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?/g

/** `:fire:` → 🔥 in Slack's markup, as Slack shows it. A workspace's own emoji keep their names. */
export const withEmoji = (markup: string): string =>
  markup.replace(emojiPattern, (whole, name: string | undefined, tone: string | undefined, at: number) => {
    const character = name && characters.get(name)
    // 12:100:30 is a time, not a hundred points.
    const isNumber = /^:\d+:$/.test(whole) && /\d/.test(markup[at - 1] ?? '')
    if (!character || isNumber) return whole
    return tone ? toned(character, Number(tone)) : character
  })

/** A skin tone stands behind the first character of a sequence, in the place of the mark of a picture. */
function toned(character: string, tone: number): string {
  const [first = '', ...rest] = character
  const others = rest[0] === '\u{FE0F}' ? rest.slice(1) : rest
  return `${first}${String.fromCodePoint(0x1f3fb + tone - 2)}${others.join('')}`
}
