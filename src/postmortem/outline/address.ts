import { turning } from '../../lib/strings.ts'

/** What looks like an address in a text. What is not shown of a text is no part of one. */
export const address = new RegExp(`(?:https?|ftp)://[^\\s<>|\`\\\\\\p{Cc}${turning}]+`, 'giu')
const trailing = /[.,;:!?'"\]}…]+$|\)+(?=[.,;:!?]*$)/

/** A full stop or a bracket behind an address belongs to the sentence, unless the bracket was opened inside. */
export function withoutTrail(url: string): string {
  const cut = url.replace(trailing, (trail) => (trail.startsWith(')') && url.includes('(') ? trail : ''))
  return cut === url ? url : withoutTrail(cut)
}
