import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import type { OutlineSection } from '../../templates/outline.ts'
import { type PageMedia, toHtmlElements } from './tree.ts'

/** The HTML id of a section. */
export const sectionAnchorId = (key: string): string => `section-${key}`

/** Renders the table of contents; none for fewer than two sections. */
export function tableOfContentsElements(sections: readonly OutlineSection[], drawing: PageMedia): Element[] {
  const lines = sections.flatMap(({ key, heading }) =>
    key && heading
      ? [h('li', h('a', { href: `#${sectionAnchorId(key)}` }, unwrapElements(toHtmlElements([heading], drawing))))]
      : [],
  )
  if (lines.length < 2) return []
  return [h('nav', { ariaLabel: 'Contents' }, h('h2', 'Contents'), h('ol', lines))]
}

/** The content of a heading without the heading element. */
const unwrapElements = (elements: readonly ElementContent[]): ElementContent[] =>
  elements.flatMap((element) => (element.type === 'element' ? element.children : [element]))
