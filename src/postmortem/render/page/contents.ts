import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import type { OutlineSection } from '../../templates/outline.ts'
import { elementsOf, type PageMedia } from './tree.ts'

/** The identity of a section on the page. */
export const sectionAnchorId = (key: string): string => `section-${key}`

/** The sections of the page, to go to. */
export function contentsOf(sections: readonly OutlineSection[], drawing: PageMedia): Element[] {
  const lines = sections.flatMap(({ key, heading }) =>
    key && heading
      ? [h('li', h('a', { href: `#${sectionAnchorId(key)}` }, unwrapElements(elementsOf([heading], drawing))))]
      : [],
  )
  if (lines.length < 2) return []
  return [h('nav', { ariaLabel: 'Contents' }, h('h2', 'Contents'), h('ol', lines))]
}

/** What a heading says, without its own element. */
const unwrapElements = (elements: readonly ElementContent[]): ElementContent[] =>
  elements.flatMap((element) => (element.type === 'element' ? element.children : [element]))
