/** What looks like an address in a text. */
export const address = /(?:https?|ftp):\/\/[^\s<>|`\\]+/gi
const trailing = /[.,;:!?'"\]}…]+$|\)+(?=[.,;:!?]*$)/

/** A full stop or a bracket behind an address belongs to the sentence, unless the bracket was opened inside. */
export function withoutTrail(url: string): string {
  const cut = url.replace(trailing, (trail) => (trail.startsWith(')') && url.includes('(') ? trail : ''))
  return cut === url ? url : withoutTrail(cut)
}
