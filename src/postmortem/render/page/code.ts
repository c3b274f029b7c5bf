import type { Element } from 'hast'
import { h } from 'hastscript'

/** Renders a code block; each line of a diff becomes `<ins>` or `<del>`. */
export function codeBlockElement(value: string, lang: string | null): Element {
  if (lang !== 'diff') return h('pre', { dir: 'auto' }, h('code', value))
  return h(
    'pre',
    { className: ['difference'], dir: 'auto' },
    value.split('\n').map((line) => h(line.startsWith('+') ? 'ins' : 'del', line)),
  )
}
