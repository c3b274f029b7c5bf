import { bidiControlClass } from '../../platform/strings.ts'

/** Matches a web address. Control characters end it, as do bidi controls: neither is ever displayed. */
export const webAddressPattern = new RegExp(`(?:https?|ftp)://[^\\s<>|\`\\\\\\p{Cc}${bidiControlClass}]+`, 'giu')

/** Drops punctuation that belongs to the sentence. A closing parenthesis stays if the URL contains an opening one. */
export function trimTrailingPunctuation(url: string): string {
  const trailing = url.includes('(') ? trailingPunctuation : `${trailingPunctuation})`
  let length = url.length
  while (trailing.includes(url.charAt(length - 1)) && length > 0) length -= 1
  return url.slice(0, length)
}

const trailingPunctuation = `.,;:!?'"]}…`
