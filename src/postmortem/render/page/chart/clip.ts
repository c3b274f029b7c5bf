const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** How wide a sign may be in bold, in parts of the size of its letters; no font is at hand to measure it. */
function widthOfSign(sign: string): number {
  if (/^[ilj.,:;'’|!()[\]\sfrtI-]$/.test(sign)) return 0.42
  if (/^[mwMW@%]$/.test(sign)) return 1.05
  if (/^[A-Z]$/.test(sign)) return 0.78
  return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u.test(sign)
    ? 1.1
    : 0.64
}

export const estimateTextWidth = (text: string, size: number): number =>
  [...graphemes.segment(text)].reduce((sum, { segment }) => sum + widthOfSign(segment) * size, 0)

/** The text, or as much of it as fits with a sign that there is more. */
export function clipToWidth(text: string, width: number, size: number): string {
  let taken = ''
  let used = 0
  const most = width - size
  for (const { segment } of graphemes.segment(text)) {
    const own = widthOfSign(segment) * size
    if (used + own > most) return used === 0 ? '' : `${taken.trimEnd()}…`
    taken += segment
    used += own
  }
  return taken
}
