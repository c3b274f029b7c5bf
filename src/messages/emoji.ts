import names from './emoji.json' with { type: 'json' }

const characterByName = new Map(Object.entries(names))
/** The first three alternatives match code and markup, which are left unchanged. */
const emojiPattern = /```[\s\S]*?```|`[^`\n]+`|<[^<>]+>|:([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?/g

/** Replaces `:fire:` with 🔥 in Slack's markup, as Slack does. Custom emoji keep their names. */
export const withEmoji = (markup: string): string =>
  markup.replace(emojiPattern, (whole, name: string | undefined, tone: string | undefined, at: number) => {
    const character = name && characterByName.get(name)
    // In 12:100:30, `:100:` is part of a time and not an emoji.
    const isNumber = /^:\d+:$/.test(whole) && /\d/.test(markup[at - 1] ?? '')
    if (!character || isNumber) return whole
    return tone ? applySkinTone(character, Number(tone)) : character
  })

/** A skin tone follows the first character of a sequence and replaces the variation selector. */
function applySkinTone(character: string, tone: number): string {
  const [first = '', ...rest] = character
  const others = rest[0] === '\u{FE0F}' ? rest.slice(1) : rest
  return `${first}${String.fromCodePoint(0x1f3fb + tone - 2)}${others.join('')}`
}
