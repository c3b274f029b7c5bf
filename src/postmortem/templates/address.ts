import { bidiControlClass } from '../../platform/strings.ts'

/** What looks like an address in a text. What is not shown of a text is no part of one. */
export const webAddressPattern = new RegExp(`(?:https?|ftp)://[^\\s<>|\`\\\\\\p{Cc}${bidiControlClass}]+`, 'giu')

/** A full stop or a bracket behind an address belongs to the sentence, unless the bracket was opened inside. */
export function trimTrailingPunctuation(url: string): string {
  const trailing = url.includes('(') ? trailingPunctuation : `${trailingPunctuation})`
  let length = url.length
  while (trailing.includes(url.charAt(length - 1)) && length > 0) length -= 1
  return url.slice(0, length)
}

const trailingPunctuation = `.,;:!?'"]}…`
