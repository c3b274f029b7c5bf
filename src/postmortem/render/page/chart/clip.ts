const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Upper estimate of a bold character's width, as a fraction of the font size: there is no font to measure it with. */
function estimateSignWidth(sign: string): number {
  if (/^[ilj.,:;'’|!()[\]\sfrtI-]$/.test(sign)) return 0.42
  if (/^[mwMW@%]$/.test(sign)) return 1.05
  if (/^[A-Z]$/.test(sign)) return 0.78
  return /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u.test(sign)
    ? 1.1
    : 0.64
}

export const estimateTextWidth = (text: string, size: number): number =>
  [...graphemes.segment(text)].reduce((sum, { segment }) => sum + estimateSignWidth(segment) * size, 0)

/** Cuts a text to the given width, with an ellipsis; empty if not even one character fits. */
export function clipToWidth(text: string, width: number, size: number): string {
  let taken = ''
  let used = 0
  const most = width - size
  for (const { segment } of graphemes.segment(text)) {
    const advance = estimateSignWidth(segment) * size
    if (used + advance > most) return used === 0 ? '' : `${taken.trimEnd()}…`
    taken += segment
    used += advance
  }
  return taken
}
